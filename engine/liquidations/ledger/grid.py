"""The grid on which maps are frozen and baselines speak: log distance from price outward, the same for every coin.

Bins of 0.1 % up to 6 %, then of 0.3 % up to 15 %. Amounts are kept as whole steps of their logarithm, 3 % apart, so
that what is hashed is integers and a row stays small.
"""

import numpy as np

from engine.liquidations.calibration.truth import spread_over
from engine.market.values import FloatArray, IntArray, Side

_FINE, _FINE_BINS = 0.001, 60
_COARSE, _COARSE_BINS = 0.003, 30
LOCATED = _FINE_BINS  # bins a side in which the place of forced closes is judged: 6 % of price
BINS = _FINE_BINS + _COARSE_BINS
EDGES: FloatArray = np.concatenate(
    [_FINE * np.arange(_FINE_BINS + 1), _FINE * _FINE_BINS + _COARSE * np.arange(1, _COARSE_BINS + 1)]
)
WIDTHS: FloatArray = np.repeat([_FINE, _COARSE], [_FINE_BINS, _COARSE_BINS])
CENTRES: FloatArray = (EDGES[:-1] + EDGES[1:]) / 2
_STEPS = 32.0  # to a factor of e


def price_edges(price_usd: float, side: Side) -> FloatArray:
    """(BINS+1,) USD, outward from price: down for longs, up for shorts."""
    return np.asarray(price_usd * np.exp(-side.sign * EDGES))


def on_grid(map_edges: FloatArray, usd: FloatArray, price_usd: float, side: Side) -> FloatArray:
    """(BINS,) a map's mass of one side, outward from price. `map_edges` (b+1,) ascending, `usd` (b,)."""
    edges = price_edges(price_usd, side)
    if side is Side.SHORT:
        return spread_over(map_edges, usd, edges)
    return spread_over(map_edges, usd, edges[::-1])[::-1]


def quantised(usd: FloatArray) -> IntArray:
    return np.asarray(np.rint(_STEPS * np.log1p(np.maximum(usd, 0.0))), np.int64)


def amounts(steps: IntArray) -> FloatArray:
    """USD of what `quantised` made."""
    return np.asarray(np.expm1(steps / _STEPS))


def overlap(low: float, high: float) -> FloatArray:
    """(BINS,) how much of each bin lies between the log distances `low` and `high`."""
    return np.asarray(np.clip(np.minimum(EDGES[1:], high) - np.maximum(EDGES[:-1], low), 0.0, None))
