"""What distance from price alone would give, and how far each cell stands out over it."""

import numpy as np

from engine.liquidations.jit import compiled
from engine.liquidations.peaks import smooth
from engine.market.values import FloatArray

_EMPTY = 0.02  # of the mean cell: what an empty cell counts for in logarithms
_NARROWEST, _SHARE = 8, 10  # smoothed over a tenth of the view on either side, at least 8 bins


@compiled
def _floor(side_usd: FloatArray) -> float:
    total = 0.0
    for i in range(side_usd.shape[0]):
        total += side_usd[i]
    return _EMPTY * total / side_usd.shape[0] if side_usd.shape[0] > 0 else 0.0


@compiled
def distance_null(side_usd: FloatArray) -> FloatArray:
    """(n,) USD a bin that the mere distance from price accounts for: the side itself, smoothed wide.

    Smoothed in logarithms and mirrored through its ends, so that a decline away from price is followed exactly.
    """
    n = side_usd.shape[0]
    floor = _floor(side_usd)
    if floor <= 0.0:
        return side_usd.copy()
    width = min(max(_NARROWEST, n // _SHARE), n - 1)
    logs = np.empty(n, np.float64)
    for i in range(n):
        logs[i] = np.log(side_usd[i] + floor)
    logs = smooth(logs, 2)
    mirrored = np.empty(n + 2 * width, np.float64)
    for i in range(width):
        mirrored[i] = 2.0 * logs[0] - logs[width - i]
        mirrored[width + n + i] = 2.0 * logs[n - 1] - logs[n - 2 - i]
    mirrored[width : width + n] = logs
    wide = smooth(mirrored, width)
    return np.exp(wide[width : width + n]) - floor


@compiled
def stand_out(side_usd: FloatArray) -> FloatArray:
    """(n,) logarithm of each cell, smoothed over three, over what distance alone would give; 0 on an empty side."""
    floor = _floor(side_usd)
    if floor <= 0.0:
        return np.zeros(side_usd.shape[0])
    return np.log((smooth(side_usd, 1) + floor) / (distance_null(side_usd) + floor))
