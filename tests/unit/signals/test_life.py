"""From scans to the steps of a signal's life."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.liquidations.values import Confirmation, ScanState
from engine.market.values import Side
from engine.scanners.thresholds import DEFAULT_THRESHOLDS, Thresholds
from engine.signals.life import hear, standing
from engine.signals.values import Confirms, Ending, Ends, Opening, SignalKind, SignalState
from tests.unit.signals.scans import CALM, LONG, SHORT, SPIKE, T0, scan, signal

MINUTE = timedelta(minutes=1)
NEW = signal(SignalState.NEW)


def steps(living, heard, now=T0, price_usd=100.0, limits=DEFAULT_THRESHOLDS):
    return hear(living, heard, limits, price_usd, now)


def test_a_lopsided_map_opens_a_new_signal_toward_the_heavier_side() -> None:
    (step,) = steps(None, scan(0.8))
    assert isinstance(step, Opening)
    assert (step.side, step.is_confirmed, step.grounds.share) == (Side.LONG, False, 0.8)
    assert step.expires_at == T0 + timedelta(hours=12)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.699, ScanState.NO_SIGNAL),
        (0.70, ScanState.LOPSIDED),
        (0.85, ScanState.LOPSIDED),
        (0.851, ScanState.EXTREME),
        (None, ScanState.TOO_LITTLE_DATA),
    ],
)
def test_the_range_is_inclusive_at_both_ends_and_extreme_is_kept_apart(share, expected) -> None:
    assert standing(scan(share), DEFAULT_THRESHOLDS) is expected
    assert bool(steps(None, scan(share, SPIKE))) is (expected is ScanState.LOPSIDED)


@pytest.mark.parametrize(
    "fresh",
    [Confirmation(1.51, None, None), Confirmation(None, 0.031, None), Confirmation(None, None, -0.021)],
)
def test_any_of_the_three_figures_confirms(fresh: Confirmation) -> None:
    (step,) = steps(NEW, scan(0.8, fresh, at=T0 + MINUTE), T0 + MINUTE)
    assert isinstance(step, Confirms)


@pytest.mark.parametrize("fresh", [Confirmation(1.5, 0.03, 0.02), Confirmation(None, None, None), CALM])
def test_what_only_reaches_its_limit_or_is_unknown_confirms_nothing(fresh: Confirmation) -> None:
    assert steps(NEW, scan(0.8, fresh, at=T0 + MINUTE), T0 + MINUTE) == ()


def test_imbalance_and_spike_at_once_open_it_confirmed() -> None:
    (step,) = steps(None, scan(0.8, SPIKE))
    assert isinstance(step, Opening)
    assert step.is_confirmed


def test_a_confirmation_older_than_five_minutes_does_not_count() -> None:
    late = T0 + timedelta(minutes=5, seconds=1)
    assert steps(NEW, scan(0.8, SPIKE), late) == ()
    assert steps(None, scan(0.8, SPIKE), late) == ()


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1)])
def test_a_clock_that_jumps_an_hour_changes_nothing(jump: timedelta) -> None:
    assert steps(NEW, scan(0.3), T0 + jump) == ()
    assert steps(None, scan(0.8, SPIKE), T0 + jump) == ()


@pytest.mark.parametrize(
    ("heard", "reason"),
    [
        (scan(0.6), Ending.LEFT_RANGE),
        (scan(0.9), Ending.EXTREME),
        (scan(0.6, SPIKE), Ending.LEFT_RANGE),
        (scan(0.8, state=ScanState.TOO_LITTLE_DATA), Ending.LEFT_RANGE),
        (scan(None), Ending.LEFT_RANGE),
    ],
)
def test_a_new_signal_expires_when_the_imbalance_leaves_the_range(heard, reason) -> None:
    (step,) = steps(NEW, heard)
    assert isinstance(step, Ends)
    assert (step.state, step.reason) == (SignalState.EXPIRED, reason)


def test_when_the_other_side_becomes_heavier_the_old_one_ends_and_another_opens() -> None:
    ended, opened = steps(NEW, scan(0.8, ride=SHORT))
    assert isinstance(ended, Ends)
    assert ended.reason is Ending.TURNED
    assert isinstance(opened, Opening)
    assert opened.side is Side.SHORT


def test_a_new_signal_is_given_up_at_its_horizon() -> None:
    at = T0 + timedelta(hours=12)
    ended, opened = steps(NEW, scan(0.8, at=at), at)
    assert isinstance(ended, Ends)
    assert ended.reason is Ending.HORIZON
    assert isinstance(opened, Opening)


@pytest.mark.parametrize("heard", [scan(0.2), scan(0.99), scan(0.8, SPIKE), scan(0.8, ride=SHORT)])
def test_a_confirmed_signal_no_longer_listens_to_scans(heard) -> None:
    assert steps(signal(SignalState.CONFIRMED), heard) == ()


def test_a_manual_signal_is_not_touched_by_the_scanners() -> None:
    assert steps(NEW.but(kind=SignalKind.MANUAL), scan(0.2)) == ()


def test_the_same_scan_twice_changes_nothing() -> None:
    assert steps(NEW, scan(0.8)) == ()


def test_a_map_without_a_plan_is_no_signal() -> None:
    assert steps(None, scan(0.8, SPIKE, ride=None)) == ()
    assert steps(NEW, scan(0.8, SPIKE, ride=None)) == ()


def test_the_plan_is_fixed_at_the_price_of_its_confirmation() -> None:
    (step,) = steps(NEW, scan(0.8, SPIKE), price_usd=102.0)
    assert isinstance(step, Confirms)
    ride = step.grounds.ride()
    assert ride.entries_usd == (102.0,)
    assert ride.stop_usd == pytest.approx(102.0 * 0.98)
    assert ride.target_usd == 104.0
    assert ride.reward_for_one is not None
    assert ride.reward_for_one < LONG.reward_for_one  # less is left of the way


def test_a_target_that_price_passed_already_is_not_signalled() -> None:
    assert steps(NEW, scan(0.8, SPIKE), price_usd=104.0) == ()
    assert steps(None, scan(0.8, SPIKE), price_usd=105.0) == ()


def test_other_thresholds_change_what_opens_and_what_confirms() -> None:
    strict = Thresholds(volume_ratio=2.0, lopsided_from=0.75)
    assert steps(None, scan(0.74), limits=strict) == ()
    assert steps(NEW, scan(0.8, SPIKE), limits=strict) == ()


@given(st.lists(st.tuples(st.floats(0.5, 1.0), st.booleans(), st.integers(0, 20)), max_size=30))
def test_whatever_is_heard_there_is_one_living_signal_and_it_only_goes_forward(told) -> None:
    living, at = None, T0
    for share, is_fresh, minutes in told:
        at += MINUTE * minutes
        for step in steps(living, scan(share, SPIKE if is_fresh else CALM, at=at), at):
            if isinstance(step, Opening):
                assert living is None
                state = SignalState.CONFIRMED if step.is_confirmed else SignalState.NEW
                living = signal(state, at=step.at)
            elif isinstance(step, Confirms):
                assert living is not None
                assert living.state is SignalState.NEW
                living = living.but(state=SignalState.CONFIRMED, state_at=step.at)
            else:
                assert step.state is SignalState.EXPIRED
                living = None
