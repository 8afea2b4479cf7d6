"""How far a history is, how long the rest takes, how late messages are, and how engines are told together."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from engine.market.hearing import Hearing
from engine.market.lag import LagMeter
from engine.market.loading import Loading, Pace, loading_of_all
from engine.market.report import count_bars
from engine.market.values import Gap, Venue
from tests.unit.market.conftest import START_MS, STEP_MS, make_instrument

AT = datetime(2026, 2, 6, tzinfo=UTC)
DAY_MS = 86_400_000


def test_the_rest_takes_as_long_as_the_pace_of_the_last_two_minutes_says() -> None:
    pace = Pace()
    assert pace.left_s(0, 100) is None
    for second in range(200):
        pace.saw(float(second), second)  # one a second
    assert pace.left_s(199, 499) == pytest.approx(300.0)
    for second in range(200, 400):
        pace.saw(float(second), 200 + (second - 200) // 2)  # and now half as fast
    assert pace.left_s(300, 400) == pytest.approx(200.0, rel=0.05)


def test_a_pace_of_nothing_promises_nothing() -> None:
    pace = Pace()
    pace.saw(0.0, 5)
    pace.saw(60.0, 5)
    assert pace.left_s(5, 100) is None


def test_venues_load_side_by_side_and_the_slowest_decides() -> None:
    assert loading_of_all([]) is None
    assert loading_of_all([Loading(5, 5)]) is None
    both = loading_of_all([Loading(10, 100, 60.0), Loading(90, 100, 5.0), Loading(7, 7)])
    assert both == Loading(100, 200, 60.0)
    unknown = loading_of_all([Loading(10, 100, 60.0), Loading(0, 100)])
    assert unknown is not None
    assert unknown.left_s is None


def test_the_lag_is_told_by_its_middle_and_its_tail() -> None:
    meter = LagMeter()
    assert meter.lag() is None
    for number in range(100):
        meter.hear(AT, AT + timedelta(milliseconds=10 * number))
    lag = meter.lag()
    assert lag is not None
    assert (lag.p50_s, lag.p95_s) == (pytest.approx(0.495), pytest.approx(0.9405))


def test_a_few_late_messages_are_no_wrong_clock_and_two_messages_prove_nothing() -> None:
    meter = LagMeter()
    for _ in range(2):
        meter.hear(AT, AT + timedelta(hours=1))
    assert meter.skew_s() == 0.0
    for number in range(15):
        late = timedelta(hours=1) if number % 3 == 0 else timedelta(0)
        meter.hear(AT, AT + late)
    assert meter.skew_s() == 0.0


def test_spans_that_overlap_are_counted_once_and_other_venues_not_at_all() -> None:
    hearing, hour = Hearing(), timedelta(hours=1)
    for start, end in ((0, 2), (1, 3), (5, 6)):
        hearing.missed(Gap(Venue.BYBIT, AT + start * hour, AT + end * hour, "frozen"))
    hearing.missed(Gap(Venue.BINANCE, AT, AT + 9 * hour, "frozen"))
    assert hearing.deaf(Venue.BYBIT, AT) == 4 * hour
    assert hearing.deaf(Venue.BYBIT, AT + 2 * hour) == 2 * hour


def test_the_same_gap_told_twice_is_one_and_stays_filled() -> None:
    hearing = Hearing()
    gap = Gap(Venue.BYBIT, AT, AT + timedelta(minutes=5), "closed")
    hearing.missed(gap)
    hearing.fill(gap)
    hearing.missed(gap)
    assert hearing.open_gaps(Venue.BYBIT) == []


def test_bars_are_expected_since_the_listing_and_only_once_they_are_due() -> None:
    now_ms = START_MS + 2 * DAY_MS + 30_000  # half a minute into a bar: the last may still be on its way
    opens = START_MS + STEP_MS * np.arange(2 * 288, dtype=np.int64)
    assert count_bars(make_instrument(), opens, now_ms) == (288, 288)
    assert count_bars(make_instrument(), opens[::2], now_ms) == (144, 288)
    young = replace(make_instrument(), listed_at=AT + timedelta(days=2) - timedelta(minutes=32))
    assert count_bars(young, opens, now_ms) == (5, 5)
