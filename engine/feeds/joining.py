"""Rows of a venue's answers made into bars."""

from collections.abc import Mapping, Sequence

import numpy as np

from engine.market.values import Bars, FloatArray, IntArray

# open_ms, open, high, low, close, volume, taker buy volume; the venue's units
CandleRow = tuple[int, float, float, float, float, float, float]


def make_bars(
    step_ms: int, candles: Sequence[CandleRow], oi_at_ms: Mapping[int, float], multiplier: int, until_ms: int
) -> Bars:
    """Closed bars per coin, ascending, doubles dropped; `until_ms`: bars that close later are still open.

    A contract of `multiplier` coins: prices are divided by it, quantities multiplied.
    """
    unique = {row[0]: row for row in candles if row[0] + step_ms <= until_ms}
    if not unique:
        return Bars.empty(step_ms)
    rows = np.array([unique[open_ms] for open_ms in sorted(unique)], np.float64)
    open_ms = rows[:, 0].astype(np.int64)
    prices, volumes = rows[:, 1:5].T / multiplier, rows[:, 5:7].T * multiplier
    stamps = np.array(sorted(oi_at_ms), np.int64)
    oi = np.array([oi_at_ms[int(stamp)] for stamp in stamps], np.float64)
    oi_base = oi_at_close(open_ms, step_ms, stamps, oi) * multiplier
    columns = [np.ascontiguousarray(column) for column in (*prices, *volumes, oi_base)]
    return Bars(step_ms, open_ms, *columns)


def oi_at_close(open_ms: IntArray, step_ms: int, stamps: IntArray, oi: FloatArray) -> FloatArray:
    """The last open interest stamped inside each bar, its close included; NaN where there is none.

    `stamps` ascending. Never one stamped after the close: nobody knew it then.
    """
    if not len(stamps):
        return np.full(len(open_ms), np.nan)
    last = np.searchsorted(stamps, open_ms + step_ms, side="right") - 1
    inside = (last >= 0) & (stamps[np.maximum(last, 0)] > open_ms)
    return np.where(inside, oi[np.maximum(last, 0)], np.nan)


def check_candle(row: CandleRow) -> CandleRow:
    """Raises `ValueError` for a candle that cannot be: a price that is not positive, a high under the low."""
    _, open_, high, low, close, volume, _ = row
    if not (0 < low <= min(open_, close) and max(open_, close) <= high < np.inf and 0 <= volume < np.inf):
        raise ValueError(f"impossible candle {row!r}")
    return row
