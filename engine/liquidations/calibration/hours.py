"""Hours in which forced closes were measured, with the path price took inside each. Both sides are stacked as rows."""

from dataclasses import dataclass

import numpy as np

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
    """(h,) rows for hours that have both a measurement and every bar of the hour."""

    open_ms: IntArray
    open: FloatArray
    high: FloatArray
    low: FloatArray
    long_usd: FloatArray
    short_usd: FloatArray

    def __len__(self) -> int:
        return len(self.open_ms)

    def stacked_usd(self) -> FloatArray:
        """(2h,) outcomes: all long rows, then all short rows."""
        return np.concatenate([self.long_usd, self.short_usd])

    def between(self, from_ms: int, to_ms: int) -> "HourPaths":
        keep = (self.open_ms >= from_ms) & (self.open_ms < to_ms)
        values = (self.open, self.high, self.low, self.long_usd, self.short_usd)
        return HourPaths(self.open_ms[keep], *(column[keep] for column in values))


def join_hours(bars: Bars, measured: LiquidatedHours) -> HourPaths:
    """Bars finer than an hour, any step that divides it."""
    hour = bars.open_ms // HOUR_MS * HOUR_MS
    starts = np.flatnonzero(np.concatenate([[True], hour[1:] != hour[:-1]]))
    counts = np.diff(np.append(starts, len(hour)))
    whole = counts == HOUR_MS // bars.step_ms
    high, low = np.maximum.reduceat(bars.high, starts)[whole], np.minimum.reduceat(bars.low, starts)[whole]
    hours, opens = hour[starts][whole], bars.open[starts][whole]
    _, mine, theirs = np.intersect1d(hours, measured.open_ms, return_indices=True)
    return HourPaths(
        hours[mine], opens[mine], high[mine], low[mine], measured.long_usd[theirs], measured.short_usd[theirs]
    )
