"""The model's maps against the true positions of simulated markets whose traders it knows nothing about.

Measured on ten markets, the eight largest coins and all nine windows (720 maps): median rank correlation 0.64; 0.61 up
to 90 days, in single markets 0.55 to 0.65; 0.69 from seven days on. The shortest windows rank worse, 0.32 (12 hours),
0.38 (24 hours) and 0.57 (3 days), for there fewer positions opened meanwhile (90 to 2,200) fill the bins compared.
Distance alone, farthest first, reaches 0.51 over all of them.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest

from engine.liquidations.calibration.metrics import Interval
from engine.liquidations.calibration.truth import median_gain
from engine.market.windows import Window
from tests.integration.liquidations.markets import Scored, largest_contracts, medians, score_market

FROM_A_WEEK = tuple(window for window in Window if window.span >= Window.D7.span)
UP_TO_90_DAYS = tuple(window for window in Window if window.span <= Window.D90.span)


@cache
def _scored(seeds: tuple[int, ...], coins: int, windows: tuple[Window, ...]) -> tuple[Scored, ...]:
    return tuple(one for seed in seeds for one in score_market(seed, largest_contracts(coins), windows))


def _gain(scored: Sequence[Scored], sign: float) -> Interval:
    """Over distance, nearest first (1) or farthest first (-1); a coin's windows in one market are one group."""
    names = sorted({(one.seed, one.coin) for one in scored})
    group = np.array([names.index((one.seed, one.coin)) for one in scored])
    model = np.array([one.score.model for one in scored])
    distance = sign * np.array([one.score.distance for one in scored])
    return median_gain(model, distance, group)


def _assert_finds_the_truth(scored: Sequence[Scored]) -> None:
    model, distance = medians(scored)
    assert model >= 0.5, f"median rank correlation {model:.3f}, distance alone {distance:.3f}"
    nearest = _gain(scored, 1.0)
    assert nearest.low > 0, f"over distance alone {nearest}"


def test_maps_of_all_windows_find_the_true_levels_of_markets_they_know_nothing_about() -> None:
    _assert_finds_the_truth(_scored((1, 2), 6, UP_TO_90_DAYS))


def test_maps_of_the_shortest_windows_know_more_than_distance_alone() -> None:
    scored = [one for one in _scored((1, 2), 6, UP_TO_90_DAYS) if one.window not in FROM_A_WEEK]
    assert _gain(scored, 1.0).low > 0
    assert medians(scored)[0] > 0.3


@pytest.mark.long
@pytest.mark.timeout(900)
def test_ten_markets_and_eight_coins_from_a_week_on() -> None:
    scored = _scored(tuple(range(1, 11)), 8, FROM_A_WEEK)
    _assert_finds_the_truth(scored)
    farthest = _gain(scored, -1.0)
    assert farthest.low > 0, f"over distance turned around {farthest}"


@pytest.mark.long
@pytest.mark.timeout(900)
def test_every_window_of_ten_markets_and_eight_coins() -> None:
    scored = _scored(tuple(range(1, 11)), 8, tuple(Window))
    _assert_finds_the_truth(scored)
    for window in Window:
        model, distance = medians([one for one in scored if one.window is window])
        assert model > 0.25, window
        assert model > distance, window
