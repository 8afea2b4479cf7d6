"""Counting cases, and saying only what they carry."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.liquidations.records.verdict import luck_bar
from engine.market.values import Side
from engine.scanners.hunting.pattern import expected_at_random, first_at, tally_of, wick_figures
from engine.scanners.hunting.values import Aim, PastMap, Sweep, Target
from engine.scanners.hunting.verdict import Verdict, chance, verdict_of
from tests.unit.liquidations.markets import walk
from tests.unit.scanners.hunting.markets import ROWS, past_of, pulled

HOUR_MS = 3_600_000


def case(
    hit_h: int | None = None, other: bool = False, sigmas: float = 1.0, up: float = 0.0, down: float = 0.0
) -> PastMap:
    hit = None if hit_h is None else hit_h * HOUR_MS
    return PastMap(0, 100.0, up, down, {Target.LARGEST: Aim(Side.SHORT, 110.0, sigmas, hit, other)}, ())


def wick(beyond: float, is_turned: bool = True) -> PastMap:
    sweep = Sweep("A1", Side.SHORT, 104.0, 105.0, 106.0, 1e6, 0, 1 if is_turned else None, beyond)
    return PastMap(0, 100.0, 0.0, 0.0, {}, (sweep,))


def test_reached_mirrored_and_both_are_counted_by_case() -> None:
    tally = tally_of([case(1), case(2, True), case(None, True), case()], Target.LARGEST)
    assert (tally.cases, tally.reached, tally.mirror, tally.both) == (4, 2, 2, 1)


def test_maps_without_the_level_are_no_cases_of_it() -> None:
    assert tally_of([case(1)], Target.MAGNET).cases == 0
    assert tally_of([], Target.LARGEST).cases == 0


def test_times_are_of_the_reached_ones_and_fewer_than_ten_say_nothing() -> None:
    ten = [case(hours) for hours in (10, 9, 8, 7, 6, 5, 4, 3, 2, 1)]
    tally = tally_of([*ten, case()], Target.LARGEST)
    assert (tally.half_within, tally.most_within) == (timedelta(hours=5), timedelta(hours=8))
    assert tally_of(ten[:9], Target.LARGEST).half_within is None


def test_a_random_level_stands_as_many_deviations_away_at_every_other_moment_and_either_side() -> None:
    past = [case(sigmas=1.0, up=5.0, down=5.0), case(sigmas=2.0, up=1.5), case(sigmas=3.0, up=2.5, down=0.5)]
    first = (1 + 1 + 0 + 0) / 4  # both others went up by more than 1, none down
    second = (1 + 1 + 1 + 0) / 4  # the first both ways, the third up
    third = (1 + 1 + 0 + 0) / 4  # the first both ways alone
    assert expected_at_random(past, Target.LARGEST) == pytest.approx(first + second + third)
    assert expected_at_random(past[:1], Target.LARGEST) == 0.0


def test_wicks_are_where_price_turned_back_and_fewer_than_thirty_say_nothing() -> None:
    wicks = [wick(share / 1000) for share in range(1, 32)]  # 0.1 % to 3.1 %
    figures = wick_figures([*wicks, wick(0.5, is_turned=False)])
    assert (figures.swept, figures.turned) == (32, 31)
    assert figures.half == pytest.approx(0.016)
    assert figures.most == pytest.approx(0.028)
    few = wick_figures(wicks[:29])
    assert (few.turned, few.half, few.most) == (29, None, None)


def test_the_first_map_says_since_when() -> None:
    assert first_at([]) is None
    assert first_at([case()]) == datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_market_that_goes_to_its_levels_hunts(seed: int) -> None:
    tally = tally_of(past_of(pulled([True] * 40, seed)), Target.LARGEST)
    assert (tally.cases, tally.reached) == (40, 40)
    assert tally.mirror <= 2
    assert tally.random < 35
    assert tally.half_within is not None
    assert verdict_of(tally, 0.05) is Verdict.HUNTS
    assert chance(tally) < 1e-2


@pytest.mark.parametrize("seed", [1, 2])
def test_a_market_that_goes_either_way_alike_does_not(seed: int) -> None:
    tally = tally_of(past_of(pulled([True, False] * 20, seed)), Target.LARGEST)
    assert tally.cases == 40
    assert tally.reached == pytest.approx(20, abs=2)
    assert tally.mirror == pytest.approx(20, abs=2)
    assert verdict_of(tally, 0.05) is Verdict.NO_DIFFERENCE


def test_in_random_walks_a_level_its_mirror_and_a_random_one_are_reached_alike_and_none_hunts() -> None:
    tallies = [tally_of(past_of(walk(41 * ROWS, seed=seed)), Target.LARGEST) for seed in range(16)]
    cases = sum(one.cases for one in tallies)
    shares = [sum(counted) / cases for counted in zip(*((t.reached, t.mirror, t.random) for t in tallies), strict=True)]
    assert shares == pytest.approx([sum(shares) / 3] * 3, abs=0.03)  # 640 cases: two standard errors
    bar = luck_bar(chance(one) for one in tallies)
    assert not [one for one in tallies if verdict_of(one, bar) is Verdict.HUNTS]
