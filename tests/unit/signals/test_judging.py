"""Target or stop, on bars and ticks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.market.values import Bars, Side
from engine.signals import judging
from engine.signals.judging import Verdict, first_judged, judge_tick
from engine.signals.values import Ending, Signal, SignalState
from tests.unit.signals.scans import LONG, SHORT, T0, bars, joined, signal

MINUTE = timedelta(minutes=1)
CALM = (99.0, 101.0)


def judge_bars(signal: Signal, bars: Bars, *, has_waited: bool = True) -> Verdict:
    return judging.judge_bars(signal, bars, has_waited=has_waited)


def end(verdict: Verdict) -> tuple[SignalState, Ending, float] | None:
    ends = verdict.ends
    return None if ends is None else (ends.state, ends.reason, ends.price_usd)


def test_a_bar_that_reaches_the_target_is_a_hit_at_the_target() -> None:
    verdict = judge_bars(signal(), bars(CALM, (100.0, 104.0)))
    assert end(verdict) == (SignalState.HIT, Ending.TARGET, 104.0)
    assert verdict.ends.at == T0 + 10 * MINUTE  # type: ignore[union-attr]


def test_a_bar_that_reaches_the_stop_stops() -> None:
    assert end(judge_bars(signal(), bars(CALM, (98.0, 101.0)))) == (SignalState.STOPPED, Ending.STOP, 98.0)


def test_stop_and_target_in_one_bar_are_read_as_the_stop_and_say_so() -> None:
    verdict = judge_bars(signal(), bars((97.0, 105.0)))
    assert end(verdict) == (SignalState.STOPPED, Ending.BOTH_IN_ONE_BAR, 98.0)


def test_a_short_is_judged_the_other_way_round() -> None:
    assert end(judge_bars(signal(ride=SHORT), bars((96.0, 101.0)))) == (SignalState.HIT, Ending.TARGET, 96.0)
    assert end(judge_bars(signal(ride=SHORT), bars((99.0, 102.0)))) == (SignalState.STOPPED, Ending.STOP, 102.0)


def test_what_happened_before_the_signal_does_not_count() -> None:
    before = bars((90.0, 110.0), CALM, since=T0 - 5 * MINUTE)
    verdict = judge_bars(signal(), before)
    assert end(verdict) is None
    assert verdict.judged_at == T0 + 5 * MINUTE


def test_a_bar_already_running_when_it_was_said_is_left_to_the_ticks() -> None:
    said = T0 + 2 * MINUTE
    assert first_judged(said) == T0 + 5 * MINUTE
    assert end(judge_bars(signal(at=said), bars((97.0, 105.0)))) is None


def test_a_signal_said_seconds_after_a_bar_opened_counts_that_bar() -> None:
    assert first_judged(T0 + timedelta(seconds=20)) == T0


def test_repeated_bars_change_nothing() -> None:
    once = judge_bars(signal(), bars(CALM, CALM))
    later = signal().but(judged_at=once.judged_at)
    again = judge_bars(later, bars(CALM, CALM))
    assert not again.changes(later)
    assert not judge_bars(later, bars((90.0, 110.0))).changes(later)


def test_it_expires_when_its_horizon_passed_without_either() -> None:
    verdict = judge_bars(signal(hours=1), bars(*[CALM] * 12))
    assert end(verdict) == (SignalState.EXPIRED, Ending.HORIZON, 100.0)


def test_a_target_reached_after_the_horizon_is_no_hit() -> None:
    verdict = judge_bars(signal(hours=1), bars(*[CALM] * 12, (100.0, 110.0)))
    assert end(verdict) == (SignalState.EXPIRED, Ending.HORIZON, 100.0)


def test_a_hole_is_waited_for_while_it_may_still_be_filled() -> None:
    first, later = bars(CALM), bars((100.0, 110.0), since=T0 + 10 * MINUTE)
    verdict = judge_bars(signal(), joined(first, later))
    assert end(verdict) is None
    assert verdict.judged_at == T0 + 5 * MINUTE


def test_a_hole_that_stays_ends_it_as_expired_with_the_gap_as_reason_never_as_hit() -> None:
    later = bars(*[(100.0, 110.0)] * 8, since=T0 + 10 * MINUTE)
    verdict = judge_bars(signal(), joined(bars(CALM), later))
    assert end(verdict) == (SignalState.EXPIRED, Ending.GAP, 105.0)


def test_a_hole_is_not_given_up_by_whoever_has_just_begun_to_look() -> None:
    later = bars(*[(100.0, 110.0)] * 8, since=T0 + 10 * MINUTE)
    verdict = judge_bars(signal(), joined(bars(CALM), later), has_waited=False)
    assert end(verdict) is None
    assert verdict.is_waiting


def test_a_stop_seen_before_the_hole_counts() -> None:
    later = bars(*[CALM] * 9, since=T0 + 10 * MINUTE)
    assert end(judge_bars(signal(), joined(bars((97.0, 101.0)), later)))[0] is SignalState.STOPPED  # type: ignore[index]


def test_a_hole_over_the_horizon_is_a_gap_not_an_expiry_as_usual() -> None:
    later = bars(*[CALM] * 12, since=T0 + 30 * MINUTE)
    assert end(judge_bars(signal(hours=1), joined(bars(CALM), later)))[1] is Ending.GAP  # type: ignore[index]


def test_coarser_recorded_bars_are_judged_as_well() -> None:
    quarter = bars(CALM, (100.0, 104.5), since=T0, step_ms=15 * 60_000)
    assert end(judge_bars(signal(), quarter)) == (SignalState.HIT, Ending.TARGET, 104.0)


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        (104.0, (SignalState.HIT, Ending.TARGET, 104.0)),
        (109.0, (SignalState.HIT, Ending.TARGET, 104.0)),
        (98.0, (SignalState.STOPPED, Ending.STOP, 98.0)),
        (95.0, (SignalState.STOPPED, Ending.STOP, 95.0)),
        (101.0, None),
    ],
)
def test_a_tick_hits_at_the_target_and_stops_at_what_is_left(price: float, expected) -> None:
    assert end(judge_tick(signal(), price, T0 + MINUTE)) == expected


@pytest.mark.parametrize("at", [T0, T0 - MINUTE, T0 + timedelta(hours=12)])
def test_a_tick_from_before_the_signal_or_after_its_horizon_counts_for_nothing(at) -> None:
    assert end(judge_tick(signal(), 110.0, at)) is None


WAITS = signal(ride=replace(LONG, entries_usd=(99.0,)), is_entered=False)


def test_a_price_that_never_came_to_the_entry_is_no_hit() -> None:
    assert end(judge_tick(WAITS, 104.0, T0 + MINUTE))[1] is Ending.NEVER_ENTERED  # type: ignore[index]
    assert end(judge_bars(WAITS, bars((99.5, 104.0))))[1] is Ending.NEVER_ENTERED  # type: ignore[index]


def test_after_the_entry_it_is_judged_as_any_other() -> None:
    assert judge_tick(WAITS, 99.0, T0 + MINUTE).entered_at == T0 + MINUTE
    verdict = judge_bars(WAITS, bars((98.5, 100.0), (99.0, 104.0)))
    assert end(verdict) == (SignalState.HIT, Ending.TARGET, 104.0)


def test_a_target_inside_the_bar_of_the_entry_does_not_count_and_a_stop_does() -> None:
    assert end(judge_bars(WAITS, bars((98.5, 104.0)))) is None
    assert end(judge_bars(WAITS, bars((97.0, 100.0))))[0] is SignalState.STOPPED  # type: ignore[index]


def test_an_entry_that_never_came_expires_as_such() -> None:
    verdict = judge_bars(WAITS.but(expires_at=T0 + timedelta(hours=1)), bars(*[(99.5, 101.0)] * 12))
    assert end(verdict) == (SignalState.EXPIRED, Ending.NEVER_ENTERED, 100.25)


@given(st.lists(st.tuples(st.floats(90, 100), st.floats(100, 110)), min_size=1, max_size=40), st.integers(1, 39))
def test_judging_bar_by_bar_gives_what_judging_them_together_gives(ranges, cut: int) -> None:
    for ride in (LONG, SHORT):
        whole = judge_bars(signal(ride=ride), bars(*ranges))
        part = judge_bars(signal(ride=ride), bars(*ranges[:cut]))
        if part.ends is None:
            part = judge_bars(signal(ride=ride).but(judged_at=part.judged_at), bars(*ranges))
        assert part.ends == whole.ends
        if whole.ends is not None and whole.ends.state is SignalState.HIT:
            reached = max(high for _, high in ranges) if ride.side is Side.LONG else -min(low for low, _ in ranges)
            assert reached >= ride.side.sign * ride.target_usd
