"""Counts, intervals and what a leg won."""

import pytest

from engine.liquidations.plan import reward_for_one
from engine.market.values import Side
from engine.signals.record import Tally, break_even, won_for_one


def test_fewer_than_thirty_say_nothing_and_void_ones_do_not_count() -> None:
    assert not Tally(hit=20, stopped=9, void=50).is_enough
    assert Tally(hit=20, stopped=9, expired=1).is_enough
    assert (Tally().share, Tally().interval) == (0.0, (0.0, 1.0))


def test_the_interval_is_wilsons() -> None:
    low, high = Tally(hit=15, stopped=15).interval
    assert (round(low, 3), round(high, 3)) == (0.332, 0.668)


def test_tallies_add_up() -> None:
    assert Tally(1, 2, 3, 4) + Tally(1, 1, 1, 1) == Tally(2, 3, 4, 5)


@pytest.mark.parametrize("side", list(Side))
def test_a_hit_wins_the_plans_reward_and_a_stop_loses_one(side: Side) -> None:
    stop, target = (98.0, 104.0) if side is Side.LONG else (102.0, 96.0)
    assert won_for_one(side.sign, 100.0, stop, target) == pytest.approx(
        reward_for_one(side, 100.0, stop, target, 0.00055)
    )
    assert won_for_one(side.sign, 100.0, stop, stop) == pytest.approx(-1.0)
    assert won_for_one(side.sign, 100.0, stop, 100.0) < 0  # fees


def test_break_even_is_where_hits_pay_for_stops() -> None:
    assert break_even(3.0) == 0.25
    assert break_even(None) is None
