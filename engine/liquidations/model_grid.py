"""The log-price grid of a map and what the model needs of it: bins of prices and shifts of leverage."""

from dataclasses import dataclass

import numpy as np

from engine.liquidations.leverage import LeverageNodes, liquidation_shift
from engine.market.values import Bars, FloatArray, IntArray, Side

_DEEPEST = 0.5
REACH = 0.17  # the grid goes this log distance beyond the window's extremes: 15 % levels of the present price fit in


@dataclass(frozen=True, slots=True)
class Grid:
    """`edges` (b+1,) USD, equal steps of log price."""

    edges: FloatArray
    step: float

    @property
    def bins(self) -> int:
        return len(self.edges) - 1

    @property
    def centres(self) -> FloatArray:
        return np.sqrt(self.edges[:-1] * self.edges[1:])

    def bin_of(self, prices: FloatArray) -> IntArray:
        """Bin that holds each price, clipped to the grid."""
        place = np.floor(np.log(prices / self.edges[0]) / self.step + 1e-9)
        return np.asarray(np.minimum(np.maximum(place, 0), self.bins - 1), np.int64)


def extremes(bars: Bars) -> tuple[float, float]:
    """Lowest and highest price for a grid. A wick counts to half or double the bodies' extremes: what lies further was
    on its way anyway, and a price of nearly nothing would make the grid endless."""
    body_low = float(np.minimum(bars.open, bars.close).min())
    body_high = float(np.maximum(bars.open, bars.close).max())
    return max(float(bars.low.min()), body_low * _DEEPEST), min(float(bars.high.max()), body_high / _DEEPEST)


def grid_over(low_usd: float, high_usd: float, bin_width: float, reach: float = REACH) -> Grid:
    """Aligned to multiples of the step, so that bins of neighbouring maps coincide."""
    step = float(np.log1p(bin_width))
    first = int(np.floor((np.log(low_usd) - reach) / step))
    last = int(np.ceil((np.log(high_usd) + reach) / step))
    return Grid(np.exp(np.arange(first, last + 1) * step), step)


@dataclass(frozen=True, slots=True)
class Shifts:
    """(k,) bins from entry to liquidation for each leverage node, first and last inclusive."""

    first: IntArray
    last: IntArray


def node_shifts(nodes: LeverageNodes, rate: float, side: Side, step: float) -> Shifts:
    """A node's births are spread evenly over the shifts of the leverages around it: at least one bin."""
    nearest, farthest = (
        np.rint(liquidation_shift(leverage, rate, side) / step).astype(np.int64)
        for leverage in (nodes.highest, nodes.lowest)  # the higher leverage is the nearer
    )
    return Shifts(nearest, np.maximum(farthest - 1, nearest))
