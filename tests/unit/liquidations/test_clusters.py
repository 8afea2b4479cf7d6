"""Levels and imbalance on profiles small enough to see."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.signal import find_peaks as scipy_peaks
from scipy.signal import peak_prominences

from engine.liquidations.clusters import MAX_A_SIDE, find_levels
from engine.liquidations.imbalance import decide_state, measure_imbalance, residual_share
from engine.liquidations.peaks import find_peaks, smooth
from engine.liquidations.profile import Profile, counted_band, profile_now
from engine.liquidations.values import ScanState
from engine.market.values import FloatArray, Side

STEP = 0.001
BINS = 300
AT = np.arange(BINS)


def _profile(above: FloatArray, below: FloatArray) -> Profile:
    up = 100.0 * np.exp(STEP * (AT + 0.5))
    return Profile(100.0, STEP, up, above, 100.0**2 / up, below)


def _bump(centre: int, height: float, width: float = 3.0) -> FloatArray:
    return height * np.exp(-((AT - centre) ** 2) / (2 * width**2))


def test_a_bump_on_one_side_is_a_level_with_edges_around_it() -> None:
    levels = find_levels(_profile(1 + _bump(40, 10), np.ones(BINS)), 0.05)
    assert [c.name for c in levels.above] == ["A1"]
    a1 = levels.above[0]
    assert a1.distance == pytest.approx(0.0413, abs=0.001)
    assert 100 < a1.near_usd < a1.peak_usd < a1.far_usd < 105
    assert a1.side is Side.SHORT
    assert levels.below == ()


def test_levels_are_named_from_price_outward_on_both_sides() -> None:
    levels = find_levels(_profile(_bump(20, 5) + _bump(70, 9), _bump(30, 8) + _bump(60, 4)), 0.05)
    assert [c.name for c in levels.above] == ["A1", "A2"]
    assert [c.name for c in levels.below] == ["B1", "B2"]
    assert levels.above[0].peak_usd < levels.above[1].peak_usd
    assert levels.below[0].peak_usd > levels.below[1].peak_usd
    assert all(c.far_usd < c.peak_usd < c.near_usd < 100 for c in levels.below)


def test_a_slow_decline_away_from_price_is_no_level() -> None:
    decline = np.exp(-AT / 60.0)
    levels = find_levels(_profile(decline + _bump(50, 2), decline), 0.05)
    assert [round(c.distance, 2) for c in levels.above] == [0.05]
    assert all(abs(c.distance) < 0.01 for c in levels.below)


@settings(deadline=None)  # the first case compiles
@given(arrays.arrays(np.float64, BINS, elements=st.floats(0, 1e9)), st.floats(0.015, 0.15))
def test_no_map_gives_more_than_six_levels_a_side_or_levels_on_the_wrong_side(side: FloatArray, band: float) -> None:
    levels = find_levels(_profile(side, side[::-1].copy()), band)
    assert len(levels.above) <= MAX_A_SIDE
    assert len(levels.below) <= MAX_A_SIDE
    assert all(100 <= c.near_usd <= c.peak_usd <= c.far_usd for c in levels.above)
    assert all(100 >= c.near_usd >= c.peak_usd >= c.far_usd for c in levels.below)
    distances = [c.distance for c in levels.above]
    assert distances == sorted(distances)


@settings(deadline=None)  # the first case compiles
@given(arrays.arrays(np.float64, st.integers(3, 60), elements=st.floats(0, 100)))
def test_peaks_and_prominences_are_those_of_scipy(profile: FloatArray) -> None:
    grounded = np.concatenate([[0.0], profile, [0.0]])
    expected, _ = scipy_peaks(grounded)
    places, prominences, firsts, lasts = find_peaks(grounded)
    assert places.tolist() == expected.tolist()
    assert prominences == pytest.approx(peak_prominences(grounded, expected)[0])
    assert np.all((firsts <= places) & (places <= lasts))


def test_smoothing_keeps_a_flat_profile_flat() -> None:
    assert smooth(np.full(9, 2.0), 3) == pytest.approx(np.full(9, 2.0))


def test_imbalance_counts_the_clustered_cells_of_both_sides_pooled() -> None:
    above, below = np.ones(BINS), np.ones(BINS)
    above[10:17] = 80.0
    below[20:23] = 40.0
    imbalance = measure_imbalance(_profile(above, below), 0.05)
    assert (imbalance.above_usd, imbalance.below_usd) == (560.0, 120.0)
    assert imbalance.heavier is Side.SHORT
    assert imbalance.share == pytest.approx(560 / 680)


def test_nothing_standing_has_no_heavier_side() -> None:
    imbalance = measure_imbalance(_profile(np.zeros(BINS), np.zeros(BINS)), 0.05)
    assert imbalance.share is None
    assert imbalance.heavier is None


def test_what_lies_outside_the_band_does_not_count() -> None:
    imbalance = measure_imbalance(_profile(_bump(200, 1000), _bump(10, 1)), 0.03)
    assert imbalance.heavier is Side.LONG


def test_price_below_its_mean_explains_a_heavier_side_above() -> None:
    profile = _profile(1 + _bump(30, 3, 10.0), np.ones(BINS))
    imbalance = measure_imbalance(profile, 0.1)
    at_mean = residual_share(profile, imbalance, np.full(10, 100.0))
    under_mean = residual_share(profile, imbalance, np.full(10, 103.0))
    assert at_mean is not None
    assert under_mean is not None
    assert under_mean < at_mean == pytest.approx((imbalance.share or 0) - 0.5, abs=0.02)


@pytest.mark.parametrize(
    ("share", "is_fresh", "state"),
    [
        (None, True, ScanState.NO_SIGNAL),
        (0.69, True, ScanState.NO_SIGNAL),
        (0.70, False, ScanState.LOPSIDED),
        (0.70, True, ScanState.CONFIRMED),
        (0.85, True, ScanState.CONFIRMED),
        (0.851, True, ScanState.EXTREME),
        (1.0, False, ScanState.EXTREME),
    ],
)
def test_the_state_follows_share_and_freshness(share: float | None, is_fresh: bool, state: ScanState) -> None:
    assert decide_state(share, is_fresh) is state


def test_the_band_is_two_sigma_inside_its_limits() -> None:
    assert counted_band(0.001) == 0.015
    assert counted_band(0.03) == pytest.approx(0.06)
    assert counted_band(0.5) == 0.15


def test_a_profile_counts_outward_from_the_bin_of_the_price() -> None:
    edges = np.array([96.0, 98.0, 100.0, 102.0, 104.0])
    profile = profile_now(edges, np.array([4.0, 3, 2, 1]), np.array([5.0, 6, 7, 8]), 101.0)
    assert profile.above_usd.tolist() == [7.0, 8.0]
    assert profile.below_usd.tolist() == [2.0, 3.0, 4.0]
    assert profile.below_prices[0] > profile.below_prices[-1]
