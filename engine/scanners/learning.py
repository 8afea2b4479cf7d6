"""Thresholds of one coin from its own last 30 days: the house's numbers, and more where its noise asks for more."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from engine.market.values import Bars, Coin, FloatArray, MarketSource
from engine.scanners.spikes import CONFIRMATION_STEP_MS, change_over, ratio_to_mean
from engine.scanners.thresholds import DEFAULT_THRESHOLDS, Thresholds

LEARNED_FROM = timedelta(days=30)
BARS_WANTED = LEARNED_FROM // timedelta(milliseconds=CONFIRMATION_STEP_MS)
FEWEST_BARS = 2_016  # a week; with fewer the house's numbers stay
_HOUR = 12  # bars
_QUANTILE = 0.90  # a kind that fires in more than one bar of ten is noise for this coin
_MOST = 4.0  # times the house's number: a wild month must not make a coin deaf


@dataclass(frozen=True, slots=True)
class Learned:
    """What one coin's history asks for. `bars`: how many it was learned from."""

    source: MarketSource
    coin: Coin
    thresholds: Thresholds
    bars: int
    learned_at: datetime


def learn_thresholds(bars: Bars, house: Thresholds = DEFAULT_THRESHOLDS) -> Thresholds:
    """`bars`: 5-minute bars, at most 30 days of them. The 90th percentile of each figure, never under the house's
    number and at most four times it. The share of imbalance is not learned here: bars say nothing about it.
    """
    if bars.step_ms != CONFIRMATION_STEP_MS or len(bars) < FEWEST_BARS:
        return house
    hour = _hours_without_gap(bars)
    return replace(
        house,
        volume_ratio=_noise(ratio_to_mean(bars.volume_base, _HOUR)[hour], house.volume_ratio),
        oi_change_1h=_noise(change_over(bars.oi_base, _HOUR)[hour], house.oi_change_1h),
        move_5m=_noise(np.abs(bars.close / bars.open - 1.0), house.move_5m),
    )


def _hours_without_gap(bars: Bars) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """(n,) True where the twelve bars before are all there."""
    whole = np.zeros(len(bars), bool)
    whole[_HOUR:] = bars.open_ms[_HOUR:] - bars.open_ms[:-_HOUR] == _HOUR * bars.step_ms
    return whole


def _noise(values: FloatArray, house: float) -> float:
    known = values[np.isfinite(values)]
    if len(known) < FEWEST_BARS:
        return house
    return float(np.clip(np.quantile(known, _QUANTILE), house, _MOST * house))
