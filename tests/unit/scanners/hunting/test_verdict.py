"""Intervals hold what they promise, and luck is not called hunting."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from engine.liquidations.records.verdict import luck_bar
from engine.scanners.hunting.values import Tally
from engine.scanners.hunting.verdict import Verdict, chance, difference, verdict_of, wilson


def tally(cases: int, reached: int, mirror: int, both: int = 0, random_share: float = 0.0) -> Tally:
    return Tally(cases, reached, mirror, both, random_share * cases, None, None)


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    both, only, other, neither = (draw(st.integers(0, 60)) for _ in range(4))
    cases = both + only + other + neither
    return Tally(cases, both + only, both + other, both, draw(st.floats(0, 1)) * cases, None, None)


@pytest.mark.parametrize(("successes", "cases"), [(0, 30), (30, 30), (80, 189), (1, 40)])
def test_wilson_agrees_with_scipy(successes: int, cases: int) -> None:
    theirs = binomtest(successes, cases).proportion_ci(method="wilson")
    ours = wilson(successes, cases)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-6)


@given(tallies())
def test_a_difference_lies_in_its_interval_and_turning_sides_turns_it(one: Tally) -> None:
    gap = difference(one)
    share = (one.reached - one.mirror) / one.cases if one.cases else 0.0
    assert -1 - 1e-9 <= gap.low <= share + 1e-9
    assert share - 1e-9 <= gap.high <= 1 + 1e-9
    turned = difference(Tally(one.cases, one.mirror, one.reached, one.both, 0.0, None, None))
    assert (turned.low, turned.high) == pytest.approx((-gap.high, -gap.low))


def test_the_interval_of_a_difference_covers_it_in_nineteen_of_twenty_markets() -> None:
    rng = np.random.default_rng(3)
    cells = [0.30, 0.25, 0.15, 0.30]  # both, only the level, only the other, neither: the truth is +0.10
    drawn = rng.multinomial(60, cells, 2000)
    gaps = [difference(tally(60, int(b + a), int(b + o), int(b))) for b, a, o, _ in drawn]
    assert np.mean([gap.low <= 0.10 <= gap.high for gap in gaps]) == pytest.approx(0.95, abs=0.015)


@given(st.integers(1, 200), st.floats(0.01, 0.99), st.data())
def test_the_test_against_random_levels_is_the_binomial_tail(cases: int, share: float, data: st.DataObject) -> None:
    reached = data.draw(st.integers(0, cases))
    one = Tally(cases, reached, 0, 0, share * cases, None, None)
    assert chance(one) == pytest.approx(max(0.5**reached, float(binom.sf(reached - 1, cases, share))), rel=1e-6)


def test_both_baselines_must_be_passed() -> None:
    assert chance(tally(100, 60, 20, 10, random_share=0.60)) > 0.5  # no better than a random level
    assert chance(tally(100, 60, 60, 40, random_share=0.20)) >= 0.5  # no better than the other side
    assert chance(tally(100, 60, 20, 10, random_share=0.20)) < 1e-6


def test_fewer_than_thirty_cases_are_too_few_however_clear() -> None:
    assert verdict_of(tally(29, 29, 0), 1.0) is Verdict.TOO_FEW
    assert verdict_of(tally(30, 30, 0), 0.05) is Verdict.HUNTS


def test_of_five_hundred_coins_without_any_skill_none_hunts() -> None:
    rng = random.Random(5)
    fair = [tally(90, hits := sum(rng.random() < 0.5 for _ in range(90)), 90 - hits, 0, 0.5) for _ in range(500)]
    bar = luck_bar(chance(one) for one in fair)
    assert not [one for one in fair if verdict_of(one, bar) is Verdict.HUNTS]
