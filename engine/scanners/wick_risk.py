"""How far wicks go beyond a level before price comes back: what a stop must survive. Measured from bars; pure."""

from dataclasses import dataclass

import numpy as np

from engine.liquidations.jit import compiled
from engine.liquidations.peaks import quantile
from engine.market.values import Bars, FloatArray

FEWEST_WICKS = 30
_BEFORE = 6  # bars whose extreme stands for a level
_QUANTILE = 0.75


@dataclass(frozen=True, slots=True)
class WickRisk:
    """Three wicks of four went at most `beyond` (fraction of price) past a level and closed back; of `cases`."""

    beyond: float
    cases: int


def measure_wick_risk(bars: Bars) -> WickRisk | None:
    """A level is the extreme of the six bars before; a wick passes it and the bar closes back on its old side.

    None with fewer than thirty of them: too few. Rows beside a gap are compared as neighbours.
    """
    wicks = wicks_beyond(bars.high, bars.low, bars.close)
    return WickRisk(quantile(wicks, _QUANTILE), len(wicks)) if len(wicks) >= FEWEST_WICKS else None


@compiled
def wicks_beyond(high: FloatArray, low: FloatArray, close: FloatArray) -> FloatArray:
    """(w,) how far each wick went past the extreme of the six bars before it, both sides, as a fraction."""
    n = high.shape[0]
    found = np.empty(2 * n, np.float64)
    count = 0
    for t in range(_BEFORE, n):
        top, bottom = high[t - _BEFORE], low[t - _BEFORE]
        for i in range(t - _BEFORE + 1, t):
            top, bottom = max(top, high[i]), min(bottom, low[i])
        if high[t] > top and close[t] <= top:
            found[count] = high[t] / top - 1.0
            count += 1
        if low[t] < bottom and close[t] >= bottom:
            found[count] = 1.0 - low[t] / bottom
            count += 1
    return found[:count]
