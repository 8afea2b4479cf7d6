"""The parts of calibration: metrics, mixture, hours, baselines, the frozen model, truth scores."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.stats import spearmanr

from engine.liquidations.calibration.baselines import activity_terms, range_terms, scaled_travel, travel
from engine.liquidations.calibration.frozen import frozen_terms
from engine.liquidations.calibration.hours import HOUR_MS, LiquidatedHours, join_hours
from engine.liquidations.calibration.metrics import auc_top, bootstrap_difference, share_in_top, spearman, wilson
from engine.liquidations.calibration.mixture import fit_mixture
from engine.liquidations.calibration.truth import median_gain, spread_over
from engine.liquidations.leverage import DEFAULT_MIX, CoinClass, leverage_nodes
from engine.market.values import FloatArray
from tests.unit.liquidations.markets import replaced, walk

FEW = arrays.arrays(np.float64, 30, elements=st.integers(0, 9).map(float))


@settings(deadline=None)
@given(FEW, FEW)
def test_rank_correlation_is_scipys(a: FloatArray, b: FloatArray) -> None:
    if len(set(a)) > 1 and len(set(b)) > 1:
        assert spearman(a, b) == pytest.approx(spearmanr(a, b).statistic)


def test_auc_is_one_for_a_perfect_and_a_half_for_a_constant_score() -> None:
    outcome = np.arange(100.0)
    assert auc_top(outcome, outcome) == 1.0
    assert auc_top(-outcome, outcome) == 0.0
    assert auc_top(np.zeros(100), outcome) == 0.5


def test_share_in_top_counts_what_the_highest_scores_hold() -> None:
    outcome = np.array([90.0] + [1.0] * 9)
    assert share_in_top(outcome, outcome, 0.1) == pytest.approx(90 / 99)
    assert share_in_top(-outcome, outcome, 0.1) == pytest.approx(1 / 99)


def test_the_bootstrap_sees_a_real_difference_and_no_difference() -> None:
    rng = np.random.default_rng(0)
    outcome = rng.exponential(1, 500)
    blocks = np.arange(500) // 10
    noise = rng.exponential(1, 500)
    real = bootstrap_difference(spearman, outcome + 0.1 * noise, noise, outcome, blocks, 200, 1)
    assert real.low > 0.5
    same = bootstrap_difference(spearman, noise, noise, outcome, blocks, 200, 1)
    assert (same.low, same.value, same.high) == (0.0, 0.0, 0.0)


def test_the_mixture_finds_the_weights_it_was_made_of() -> None:
    terms = np.random.default_rng(0).exponential(1, (2000, 3))
    weights = fit_mixture(terms, terms @ np.array([0.2, 0.0, 3.0]))
    assert weights == pytest.approx([0.2, 0.0, 3.0], abs=0.02)


def test_a_term_that_never_occurs_keeps_no_weight() -> None:
    terms = np.column_stack([np.ones(50), np.zeros(50)])
    assert fit_mixture(terms, np.full(50, 2.0)) == pytest.approx([2.0, 0.0])


def test_wilson_holds_the_rate_between_its_ends() -> None:
    low, high = wilson(80, 189)
    assert low < 80 / 189 < high
    assert (low, high) == pytest.approx((0.355, 0.494), abs=0.001)
    assert wilson(0, 0) == (0.0, 1.0)


BARS = walk(4 * 24 * 10, step_ms=900_000, sigma=0.004)


def _hours() -> LiquidatedHours:
    at = np.unique(BARS.open_ms // HOUR_MS * HOUR_MS)
    return LiquidatedHours(at, np.ones(len(at)), np.full(len(at), 2.0))


def test_hours_are_joined_with_the_extremes_of_their_bars() -> None:
    hours = join_hours(BARS, _hours())
    assert len(hours) == 240
    assert hours.high[3] == BARS.high[12:16].max()
    assert hours.stacked_usd().tolist() == [1.0] * 240 + [2.0] * 240


def test_an_hour_with_a_missing_bar_is_left_out() -> None:
    holed = type(BARS)(BARS.step_ms, np.delete(BARS.open_ms, 13), *(np.delete(c, 13) for c in BARS.columns()))
    assert len(join_hours(holed, _hours())) == 239


def test_travel_is_the_way_to_the_extreme_of_each_side() -> None:
    hours = join_hours(BARS, _hours())
    assert travel(hours)[5] == pytest.approx(1 - hours.low[5] / hours.open[5])
    assert travel(hours)[240 + 5] == pytest.approx(hours.high[5] / hours.open[5] - 1)


@pytest.mark.parametrize("predictor", [scaled_travel, range_terms, activity_terms])
def test_baselines_do_not_see_the_hours_after(predictor: object) -> None:
    assert callable(predictor)
    whole = join_hours(BARS, _hours())
    early = join_hours(BARS.part(0, 480), _hours())
    changed = replaced(BARS, volume_base=np.where(np.arange(len(BARS)) < 480, BARS.volume_base, 1e9))
    n = len(early)
    assert predictor(whole, changed)[:n] == pytest.approx(predictor(early, BARS.part(0, 480))[:n])


def test_the_frozen_model_does_not_see_the_hour_it_is_asked_about() -> None:
    nodes = leverage_nodes(100.0, DEFAULT_MIX[CoinClass.MAJOR])
    hours = join_hours(BARS, _hours())
    terms = frozen_terms(BARS, hours, nodes, 0.005, 0.002)
    assert terms.shape == (480, len(nodes.shares))
    assert (terms >= 0).all()
    assert terms.sum() > 0
    last = int(np.searchsorted(BARS.open_ms, hours.open_ms[200]))
    changed = replaced(BARS, volume_base=np.where(np.arange(len(BARS)) < last, BARS.volume_base, 1e6))
    again = frozen_terms(changed, hours, nodes, 0.005, 0.002)
    assert again[:201] == pytest.approx(terms[:201], rel=1e-5)
    assert again[202:240].sum() != pytest.approx(terms[202:240].sum(), rel=0.1)


def test_spreading_over_other_bins_keeps_the_mass() -> None:
    edges = np.geomspace(50, 200, 100)
    usd = np.random.default_rng(0).exponential(1, 99)
    assert spread_over(edges, usd, np.geomspace(50, 200, 37)).sum() == pytest.approx(usd.sum())


def test_the_gain_is_drawn_in_whole_groups() -> None:
    gain = median_gain(np.array([0.5, 0.6, 0.4, 0.5]), np.zeros(4), np.array([0, 0, 1, 1]))
    assert gain.value == pytest.approx(0.5)
    assert 0.4 <= gain.low <= gain.high <= 0.6
