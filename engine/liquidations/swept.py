"""Which levels price went through, and since when they had stood."""

from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np

from engine.liquidations.model_kernel import StockArray
from engine.liquidations.values import SweptLevel
from engine.market.values import FloatArray, IntArray, Side

MOST = 40
_MIN_SHARE = 0.02  # of all that was swept on that side
_SAME_LEVEL_BINS = 3


def find_swept(
    side: Side, heat: StockArray, consumed_usd: FloatArray, peaks: IntArray, prices: FloatArray, open_ms: IntArray
) -> Iterator[SweptLevel]:
    """The largest sweeps of one side. `heat` (t, b); `consumed_usd`, `peaks`, `open_ms` (t,).

    Sweeps of neighbouring columns at one place are one level; it was swept in the column that took most of it.
    """
    limit = _MIN_SHARE * float(consumed_usd.sum())
    marked: list[tuple[int, int]] = []
    for t in np.argsort(-consumed_usd, kind="stable")[:MOST]:
        place = int(peaks[t])
        if t == 0 or place < 0 or consumed_usd[t] < limit:
            continue
        if any(abs(t - u) <= 2 and abs(place - p) <= _SAME_LEVEL_BINS for u, p in marked):
            continue
        marked.append((int(t), place))
        born = _born_column(heat[:t, place])
        yield SweptLevel(side, float(prices[place]), float(consumed_usd[t]), _utc(open_ms[born]), _utc(open_ms[t]))


def _born_column(history: StockArray) -> int:
    """The column since which at least half of the last value stood there without a break."""
    below = np.flatnonzero(history < 0.5 * history[-1])
    return int(below[-1]) + 1 if len(below) else 0


def _utc(ms: int) -> datetime:
    return datetime.fromtimestamp(int(ms) / 1000, UTC)
