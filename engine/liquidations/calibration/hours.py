"""Spans in which forced closes were measured, with the path price took inside each. Both sides are stacked as rows.

A span is an hour, or what the publisher sums over: four hours in one recorded set.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.market.values import Bars, FloatArray, IntArray

HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class LiquidatedHours:
    """Measured USD an hour, ascending; hours may be missing."""

    open_ms: IntArray
    long_usd: FloatArray
    short_usd: FloatArray


@dataclass(frozen=True, slots=True)
class HourPaths:
    """(h,) rows for spans that have both a measurement and every bar of the span."""

    open_ms: IntArray
    open: FloatArray
    high: FloatArray
    low: FloatArray
    long_usd: FloatArray
    short_usd: FloatArray
    span_ms: int = HOUR_MS

    def __len__(self) -> int:
        return len(self.open_ms)

    def stacked_usd(self) -> FloatArray:
        """(2h,) outcomes: all long rows, then all short rows."""
        return np.concatenate([self.long_usd, self.short_usd])

    def between(self, from_ms: int, to_ms: int) -> "HourPaths":
        keep = (self.open_ms >= from_ms) & (self.open_ms < to_ms)
        return self.only(keep)

    def only(self, keep: NDArray[np.bool_]) -> "HourPaths":
        """The rows where `keep` (h,) holds."""
        columns = (self.open, self.high, self.low, self.long_usd, self.short_usd)
        opens, highs, lows, longs, shorts = (column[keep] for column in columns)
        return HourPaths(self.open_ms[keep], opens, highs, lows, longs, shorts, self.span_ms)


def join_hours(bars: Bars, measured: LiquidatedHours, span_ms: int = HOUR_MS) -> HourPaths:
    """Bars finer than a span, any step that divides it."""
    span = bars.open_ms // span_ms * span_ms
    starts = np.flatnonzero(np.concatenate([[True], span[1:] != span[:-1]]))
    counts = np.diff(np.append(starts, len(span)))
    whole = counts == span_ms // bars.step_ms
    high, low = np.maximum.reduceat(bars.high, starts)[whole], np.minimum.reduceat(bars.low, starts)[whole]
    spans, opens = span[starts][whole], bars.open[starts][whole]
    _, mine, theirs = np.intersect1d(spans, measured.open_ms, return_indices=True)
    longs, shorts = measured.long_usd[theirs], measured.short_usd[theirs]
    return HourPaths(spans[mine], opens[mine], high[mine], low[mine], longs, shorts, span_ms)
