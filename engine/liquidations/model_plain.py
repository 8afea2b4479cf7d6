"""The model as one reads it, in numpy without tricks: the oracle of `model_kernel.py`, too slow for anything else."""

import numpy as np

from engine.liquidations.model_run import Columns, Feed, SideFeed
from engine.market.values import FloatArray

_ENTRY_FLOOR, _BORN_INSIDE = 0.05, 0.5


def run_plain(feed: Feed) -> Columns:
    """What `run_columns` gives, in float64 and bin by bin."""
    long_usd, consumed_long, peak_long = _run_side(feed, feed.long)
    short_usd, consumed_short, peak_short = _run_side(feed, feed.short)
    return Columns(
        long_usd.astype(np.float32), short_usd.astype(np.float32), consumed_long, consumed_short, peak_long, peak_short
    )


def _run_side(feed: Feed, side: SideFeed) -> tuple[FloatArray, FloatArray, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    n, bins = len(feed.path), len(feed.prices)
    stock = np.zeros((side.born.shape[1], bins))  # coins by leverage node and bin
    outside = np.zeros(side.born.shape[1])  # coins whose level lies beyond the grid
    heat, consumed, peaks = np.zeros((n, bins)), np.zeros(n), np.full(n, -1)
    for t, (low, high, close) in enumerate(feed.path):
        swept = np.arange(bins) >= low if side.outward < 0 else np.arange(bins) <= high
        usd = np.where(swept, stock[feed.shown :].sum(axis=0) * feed.prices, 0.0)
        consumed[t], peaks[t] = usd.sum(), int(usd.argmax()) if usd.max() > 0 else -1
        stock[:, swept] = 0.0
        stock *= side.survival[t][:, None]
        outside *= side.survival[t]
        entries = _entry_weights(low, high, feed.middle[t])
        for k, coins in enumerate(side.born[t]):
            born, lost = _births(coins, entries, low, high, close, side, k, bins)
            stock[k] += born
            outside[k] += lost
        total = stock.sum() + outside.sum()
        scale = min(1.0, feed.oi_base[t] / total) if feed.oi_base[t] > 0 and total > 0 else 1.0
        heat[t] = stock[feed.shown :].sum(axis=0) * scale * feed.prices
    return heat, consumed, peaks


def _entry_weights(low: int, high: int, middle: float) -> FloatArray:
    """Shares of a bar's births by the bin they were opened in."""
    half = max(middle - low, high - middle) + 1.0
    weights = np.maximum(1.0 - np.abs(np.arange(low, high + 1) - middle) / half, 0.0) + _ENTRY_FLOOR
    return np.asarray(weights / weights.sum())


def _births(
    coins: float, entries: FloatArray, low: int, high: int, close: int, side: SideFeed, node: int, bins: int
) -> tuple[FloatArray, float]:
    """(b,) coins by liquidation bin, and those that count for the total without a bin of their own."""
    first, last = int(side.shifts[0, node]), int(side.shifts[1, node])
    born = np.zeros(bins)
    for entry, weight in enumerate(entries, start=low):
        for shift in range(first, last + 1):
            place = entry + side.outward * shift
            if not 0 <= place < bins or (place - close) * side.outward < 0:
                continue
            kept = _BORN_INSIDE if low <= place <= high else 1.0
            born[place] += coins * weight / (last - first + 1) * kept
    return born, float(coins - born.sum())
