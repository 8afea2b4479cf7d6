"""What distance from price alone would give, and how far each cell stands out over it."""

import numpy as np

from engine.liquidations.peaks import smooth
from engine.market.values import FloatArray

_EMPTY = 0.02  # of the mean cell: what an empty cell counts for in logarithms
_NARROWEST, _SHARE = 8, 10  # smoothed over a tenth of the view on either side, at least 8 bins


def distance_null(side_usd: FloatArray) -> FloatArray:
    """(n,) USD a bin that the mere distance from price accounts for: the side itself, smoothed wide.

    Smoothed in logarithms and mirrored through its ends, so that a decline away from price is followed exactly.
    """
    n = len(side_usd)
    floor = _EMPTY * float(side_usd.mean()) if n else 0.0
    if floor <= 0:
        return side_usd
    width = min(max(_NARROWEST, n // _SHARE), n - 1)
    logs = smooth(np.log(side_usd + floor), 2)
    mirrored = np.concatenate([2 * logs[0] - logs[width:0:-1], logs, 2 * logs[-1] - logs[-2 : -width - 2 : -1]])
    return np.exp(smooth(mirrored, width)[width : width + n]) - floor


def stand_out(side_usd: FloatArray) -> FloatArray:
    """(n,) logarithm of each cell, smoothed over three, over what distance alone would give; 0 on an empty side."""
    floor = _EMPTY * float(side_usd.mean()) if len(side_usd) else 0.0
    if floor <= 0:
        return np.zeros(len(side_usd))
    return np.log((smooth(side_usd, 1) + floor) / (distance_null(side_usd) + floor))
