"""The model's maps against the true positions of simulated markets whose traders it knows nothing about.

Measured on ten markets, the eight largest coins and all nine windows (720 maps): median rank correlation 0.48; 0.52
from seven days on; 0.54 where at least 200 positions stand in the 112 bins that are compared. Half a day to three
days: 0.2 to 0.4, for there the few positions opened meanwhile (20 to 250) leave most bins empty. The true profile of
a market, smoothed over one percent, reaches 0.54 against a second draw of as many positions: little is left above.
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


def test_maps_find_the_true_levels_of_markets_they_know_nothing_about() -> None:
    _assert_finds_the_truth([one for one in _scored((1, 2), 6, UP_TO_90_DAYS) if one.window in FROM_A_WEEK])


def test_maps_of_any_window_know_more_than_distance_alone() -> None:
    scored = _scored((1, 2), 6, UP_TO_90_DAYS)
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
def test_every_window_of_ten_markets_where_enough_positions_stand() -> None:
    scored = _scored(tuple(range(1, 11)), 8, tuple(Window))
    dense = [one for one in scored if one.score.true_positions >= 200]
    assert len(dense) > 100
    _assert_finds_the_truth(dense)
    assert medians(scored)[0] > 0.4
