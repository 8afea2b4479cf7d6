"""What a map says now, as two profiles by distance from price: the common ground of clusters, imbalance and plan."""

from dataclasses import dataclass

import numpy as np

from engine.liquidations.values import LiquidationMap
from engine.market.values import Bars, FloatArray

_BAND_FLOOR, _BAND_CEILING = 0.015, 0.15  # the band is never narrower or wider than this


@dataclass(frozen=True, slots=True)
class Profile:
    """Standing notional by distance. Row i of either side is the i-th bin away from price; USD.

    `above_prices`, `below_prices`: centres of the bins, so `below_prices` descends. `step`: log width of a bin.
    """

    price_usd: float
    step: float
    above_prices: FloatArray
    above_usd: FloatArray
    below_prices: FloatArray
    below_usd: FloatArray


def profile_now(price_edges: FloatArray, long_usd: FloatArray, short_usd: FloatArray, price_usd: float) -> Profile:
    """`price_edges` (b+1,), the sides (b,). The bin that holds the price counts on both sides, each with its own."""
    centres = np.sqrt(price_edges[:-1] * price_edges[1:])
    here = int(np.clip(np.searchsorted(price_edges, price_usd, side="right") - 1, 0, len(centres) - 1))
    step = float(np.log(price_edges[-1] / price_edges[0]) / len(centres))
    return Profile(
        price_usd, step, centres[here:], short_usd[here:], centres[: here + 1][::-1], long_usd[: here + 1][::-1]
    )


def profile_of(heatmap: LiquidationMap) -> Profile:
    return profile_now(heatmap.price_edges, heatmap.now_long_usd, heatmap.now_short_usd, heatmap.price_usd)


def window_sigma(bars: Bars, span_ms: int) -> float:
    """Standard deviation of the window's log return, from its bars; 0 with fewer than three bars."""
    if len(bars) < 3:
        return 0.0
    returns = np.diff(np.log(bars.close))
    return float(np.sqrt(np.mean(returns**2) * (span_ms / bars.step_ms)))


def counted_band(sigma: float) -> float:
    """The fraction of price on either side inside which the imbalance is counted: clip(2 sigma, 1.5 %, 15 %)."""
    return min(max(2.0 * sigma, _BAND_FLOOR), _BAND_CEILING)


def bins_within(prices: FloatArray, price_usd: float, reach: float) -> int:
    """How many bins, counted from price, lie within the fraction `reach`."""
    return int(np.count_nonzero(np.abs(prices / price_usd - 1.0) <= reach))
