"""Plans: the arithmetic a person checks by hand."""

import numpy as np
import pytest

from engine.liquidations.clusters import Levels
from engine.liquidations.plan import Wicks, make_plan, reward_for_one
from engine.liquidations.profile import Profile
from engine.liquidations.values import Cluster
from engine.market.values import Side


def test_reward_for_one_counts_fees_in_and_out() -> None:
    assert reward_for_one(Side.LONG, 66590, 66010, 68100, 0.00055) == pytest.approx(2.20, abs=0.005)


def test_a_target_inside_the_fees_has_no_reward() -> None:
    assert reward_for_one(Side.LONG, 100.0, 99.0, 100.1, 0.00055) is None
    assert reward_for_one(Side.SHORT, 100.0, 101.0, 99.9, 0.00055) is None


def _profile() -> Profile:
    above = np.array([100.0, 101.0, 102.0, 103.0, 104.0])
    below = np.array([100.0, 99.0, 98.0, 97.0, 96.0])
    return Profile(100.0, 0.01, above, np.array([0.0, 0, 1, 2, 1]), below, np.array([0.0, 0, 1, 0, 0]))


ABOVE = Cluster("A1", Side.SHORT, 102.0, 103.0, 104.0, 4.0, 0.03)
BELOW = Cluster("B1", Side.LONG, 98.5, 98.0, 97.5, 1.0, -0.02)


def test_ride_goes_to_the_magnet_and_fade_turns_around_in_it() -> None:
    plan = make_plan(_profile(), Levels((ABOVE,), (BELOW,)), ABOVE, Wicks(0.01, 0.01))
    assert plan.ride is not None
    assert plan.fade is not None
    assert (plan.ride.side, plan.ride.target_usd, plan.ride.stop_usd) == (Side.LONG, 102.5, 99.0)
    assert plan.fade.side is Side.SHORT
    assert plan.fade.entries_usd == (102.0, 103.0, 104.0)
    assert plan.fade.weights == (0.25, 0.5, 0.25)
    assert plan.fade.stop_usd == pytest.approx(105.04)
    assert plan.fade.target_usd == 98.5


def test_below_price_everything_is_mirrored() -> None:
    plan = make_plan(_profile(), Levels((ABOVE,), (BELOW,)), BELOW, Wicks(0.01, 0.01))
    assert plan.ride is not None
    assert plan.fade is not None
    assert (plan.ride.side, plan.fade.side) == (Side.SHORT, Side.LONG)
    assert plan.ride.target_usd == 98.25
    assert plan.ride.stop_usd == pytest.approx(101.0)
    assert plan.fade.stop_usd == pytest.approx(97.5 * 0.99)
    assert plan.fade.target_usd == 102.0


def test_without_a_level_on_the_other_side_there_is_no_fade() -> None:
    assert make_plan(_profile(), Levels((ABOVE,), ()), ABOVE, Wicks(0.01, 0.01)).fade is None
    assert make_plan(_profile(), Levels((), ()), None, Wicks(0.01, 0.01)).ride is None
