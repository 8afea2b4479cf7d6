"""Where a moment and a price lie on the picture. Price is on a log axis, and so are the rows of the heat: both go
through the same scale, so that bands and candles cannot drift apart."""

from dataclasses import dataclass
from math import exp, log

import numpy as np

from engine.market.values import FloatArray, IntArray
from renderers.canvas import Box


@dataclass(frozen=True, slots=True)
class TimeScale:
    start_ms: int
    end_ms: int
    box: Box

    def x(self, at_ms: float) -> float:
        return self.box.x0 + (at_ms - self.start_ms) / (self.end_ms - self.start_ms) * self.box.width

    def xs(self, at_ms: IntArray) -> FloatArray:
        share = (at_ms - self.start_ms) / (self.end_ms - self.start_ms)
        return np.asarray(self.box.x0 + share * self.box.width, np.float64)

    def pixel_ms(self) -> FloatArray:
        """(width,) the moment in the middle of each pixel column."""
        step = (self.end_ms - self.start_ms) / self.box.width
        return np.asarray(self.start_ms + (np.arange(self.box.width) + 0.5) * step, np.float64)


@dataclass(frozen=True, slots=True)
class PriceScale:
    low_usd: float
    high_usd: float
    box: Box

    def y(self, price_usd: float) -> float:
        share = (log(self.high_usd) - log(price_usd)) / (log(self.high_usd) - log(self.low_usd))
        return self.box.y0 + share * self.box.height

    def ys(self, price_usd: FloatArray) -> FloatArray:
        share = (log(self.high_usd) - np.log(price_usd)) / (log(self.high_usd) - log(self.low_usd))
        return np.asarray(self.box.y0 + share * self.box.height, np.float64)

    def price(self, y: float) -> float:
        share = (y - self.box.y0) / self.box.height
        return exp(log(self.high_usd) - share * (log(self.high_usd) - log(self.low_usd)))

    def row_edges(self) -> FloatArray:
        """(height+1,) the prices between pixel rows, from the top down."""
        return np.geomspace(self.high_usd, self.low_usd, self.box.height + 1)

    def holds(self, price_usd: float) -> bool:
        return self.low_usd < price_usd < self.high_usd


@dataclass(frozen=True, slots=True)
class ValueScale:
    """Linear, for what may be zero."""

    low: float
    high: float
    box: Box

    def y(self, value: float) -> float:
        return self.box.y0 + (self.high - value) / (self.high - self.low) * self.box.height

    def ys(self, values: FloatArray) -> FloatArray:
        return np.asarray(self.box.y0 + (self.high - values) / (self.high - self.low) * self.box.height, np.float64)
