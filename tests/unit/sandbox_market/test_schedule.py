from itertools import pairwise

import pytest

from sandbox.market.intervals import KLINE_MS, MONTH_MS, WEEK_MS, begin_of_one, end_of
from sandbox.market.schedule import DAY_MS, HOUR_MS, MINUTE_MS, Segment, absence, backfill

NOON = 1_795_262_400_000  # 2026-11-21 12:00 UTC, a Saturday


def _joined(segments: list[Segment]) -> bool:
    return all(a.end_ms == b.start_ms for a, b in pairwise(segments))


def _whole(segments: list[Segment]) -> bool:
    return all(s.start_ms % s.bar_ms == 0 and (s.end_ms - s.start_ms) % s.bar_ms == 0 for s in segments)


@pytest.mark.parametrize("days", [1, 2.5, 10, 40, 370])
def test_backfill_is_gapless_in_whole_bars_up_to_the_epoch(days: float) -> None:
    segments = backfill(NOON + 7 * MINUTE_MS, days)
    assert _joined(segments)
    assert _whole(segments)
    assert segments[-1].end_ms == NOON + 7 * MINUTE_MS
    assert segments[0].start_ms <= NOON - days * DAY_MS


@pytest.mark.parametrize("away", [3 * HOUR_MS, 30 * HOUR_MS, 5 * DAY_MS, 60 * DAY_MS, 400 * DAY_MS])
def test_an_absence_is_filled_without_gaps_and_coarse_bars_begin_at_a_day(away: int) -> None:
    start = NOON + 13 * MINUTE_MS
    segments = absence(start, start + away)
    assert segments[0].start_ms == start
    assert segments[-1].end_ms == start + away
    assert _joined(segments)
    assert _whole(segments)
    assert all(s.start_ms % DAY_MS == 0 for s in segments if s.bar_ms > MINUTE_MS)


def test_the_days_that_are_looked_at_closely_have_the_full_crowd() -> None:
    for segment in backfill(NOON, 370):
        assert (segment.crowd_share == 1.0) == (segment.start_ms >= (NOON - 44 * DAY_MS) // DAY_MS * DAY_MS)
    assert all(segment.crowd_share == 1.0 for segment in absence(NOON, NOON + 40 * DAY_MS))


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    monday, first = 1_794_787_200_000, 1_793_491_200_000
    assert begin_of_one(NOON, WEEK_MS) == monday
    assert end_of(monday, WEEK_MS) == monday + 7 * DAY_MS
    assert begin_of_one(NOON, MONTH_MS) == first
    assert end_of(first, MONTH_MS) == first + 30 * DAY_MS


def test_every_kline_interval_contains_its_moment() -> None:
    for step in KLINE_MS.values():
        begin = begin_of_one(NOON + 1, step)
        assert begin <= NOON + 1 < end_of(begin, step)
