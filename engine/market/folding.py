"""Finer bars made into coarser ones."""

import numpy as np

from engine.market.values import Bars, FloatArray, IntArray


def fold(bars: Bars, step_ms: int, share: float = 1.0) -> Bars:
    """Bars of `step_ms`, aligned to the UTC epoch, from finer ones.

    A bucket appears when at least `share` of its finer rows are there (1.0: all of them). Open is the first, close the
    last row's; volume is summed; taker volume is NaN when any row's is; open interest is the last known in the bucket.
    Raises `ValueError` when `step_ms` is no multiple of the finer step.
    """
    if step_ms % bars.step_ms:
        raise ValueError(f"{step_ms} ms is no multiple of {bars.step_ms} ms")
    if step_ms == bars.step_ms or not len(bars):
        return Bars(step_ms, bars.open_ms, *bars.columns())
    bucket = bars.open_ms - bars.open_ms % step_ms
    starts = np.flatnonzero(np.diff(bucket, prepend=bucket[0] - 1))
    rows = np.diff(starts, append=len(bars))
    stops = starts + rows
    kept = rows >= share * (step_ms // bars.step_ms)
    folded = Bars(
        step_ms,
        bucket[starts],
        bars.open[starts],
        np.maximum.reduceat(bars.high, starts),
        np.minimum.reduceat(bars.low, starts),
        bars.close[stops - 1],
        np.add.reduceat(bars.volume_base, starts),
        np.add.reduceat(bars.taker_buy_base, starts),
        _last_known(bars.oi_base, starts),
    )
    return Bars(step_ms, folded.open_ms[kept], *(column[kept] for column in folded.columns()))


def _last_known(values: FloatArray, starts: IntArray) -> FloatArray:
    """Per bucket the last value that is a number; NaN where none is."""
    known_at = np.where(np.isfinite(values), np.arange(len(values)), -1)
    last = np.maximum.reduceat(known_at, starts)
    return np.where(last >= 0, values[np.maximum(last, 0)], np.nan)
