"""The turnover-cohort model in machine code. `model_plain.py` says the same in numpy and is its oracle in tests.

State: `stock` (k, b) float32 coins by leverage node and liquidation bin, divided by `factor` (k,), so that proportional
death costs k multiplications a bar; `totals` (k,) coins with what lies outside the grid.
"""

import numpy as np
from numpy.typing import NDArray

from engine.liquidations.jit import compiled
from engine.market.values import FloatArray, IntArray

StockArray = NDArray[np.float32]
_SMALL = 1e-6  # below it the factor is folded into the stock, which float32 could not hold otherwise
_ENTRY_FLOOR = 0.05
_BORN_INSIDE = 0.5  # share of births that survive where the bar's own path may have swept them


@compiled
def consume(
    stock: StockArray, factor: FloatArray, totals: FloatArray, first: int, last: int, shown: int, prices: FloatArray
) -> tuple[float, int]:
    """Empty the bins first..last. USD taken from nodes >= `shown`, and the bin that held most of it (-1: none)."""
    usd, top, peak = 0.0, 0.0, -1
    for b in range(first, last + 1):
        here = 0.0
        for k in range(stock.shape[0]):
            coins = stock[k, b] * factor[k]
            if coins > 0.0:
                totals[k] -= coins
                stock[k, b] = 0.0
                if k >= shown:
                    here += coins * prices[b]
        usd += here
        if here > top:
            top, peak = here, b
    return usd, peak


@compiled
def crossed_usd(
    stock: StockArray, factor: FloatArray, first: int, last: int, prices: FloatArray, out: FloatArray
) -> None:
    """Add to `out` (k,) what stands in bins first..last, by node, without touching it."""
    for k in range(stock.shape[0]):
        for b in range(first, last + 1):
            out[k] += stock[k, b] * factor[k] * prices[b]


@compiled
def entry_profile(low: int, high: int, middle: float, sums: FloatArray) -> None:
    """Running sums (high - low + 2,) of where in the bar positions were opened: a triangle over a 5 % floor."""
    n = high - low + 1
    half = max(middle - low, high - middle) + 1.0
    sums[0] = 0.0
    for i in range(n):
        sums[i + 1] = sums[i] + max(1.0 - abs(low + i - middle) / half, 0.0) + _ENTRY_FLOOR
    total = sums[n]
    for i in range(1, n + 1):
        sums[i] /= total


@compiled
def add_births(
    stock: StockArray,
    factor: FloatArray,
    totals: FloatArray,
    spans: IntArray,
    coins: FloatArray,
    low: int,
    high: int,
    close: int,
    sums: FloatArray,
    shifts: IntArray,
    outward: int,
) -> int:
    """Spread `coins` (k,) over liquidation bins; -1 outward for longs, +1 for shorts. The occupied bin nearest price.

    A level on the wrong side of the close is gone already; one inside the bar's own range was swept as likely as not.
    `spans` (2, k): first and last bin a node ever filled, widened here.
    """
    nearest, bins = -1, stock.shape[1]
    for k in range(stock.shape[0]):
        a, z = shifts[0, k], shifts[1, k]
        totals[k] += coins[k]
        start, stop = (low - z, min(high - a, close)) if outward < 0 else (max(low + a, close), high + z)
        start, stop = max(start, 0), min(stop, bins - 1)
        if coins[k] <= 0.0 or start > stop:
            continue
        scale = coins[k] / (z - a + 1) / factor[k]
        to_first, to_last = (a, z) if outward < 0 else (-z, -a)
        row = stock[k]
        for b in range(start, stop + 1):
            i, j = max(b + to_first - low, 0), min(b + to_last - low, high - low) + 1
            born = scale * (sums[j] - sums[i])
            row[b] += born * _BORN_INSIDE if low <= b <= high else born
        spans[0, k], spans[1, k] = min(spans[0, k], start), max(spans[1, k], stop)
        closest = stop if outward < 0 else start
        if nearest < 0 or (nearest - closest) * outward > 0:
            nearest = closest
    return nearest


@compiled
def age(stock: StockArray, factor: FloatArray, totals: FloatArray, survival: FloatArray) -> None:
    for k in range(stock.shape[0]):
        factor[k] *= survival[k]
        totals[k] *= survival[k]
        if factor[k] < _SMALL:
            for b in range(stock.shape[1]):
                stock[k, b] *= factor[k]
            factor[k] = 1.0


@compiled
def write_column(
    stock: StockArray,
    factor: FloatArray,
    spans: IntArray,
    shown: int,
    first: int,
    last: int,
    scale: float,
    prices: StockArray,
    out: StockArray,
) -> None:
    """USD by bin into `out` (b,), from nodes >= `shown` and the bins first..last; the rest stays as it is."""
    for k in range(shown, stock.shape[0]):
        f = np.float32(factor[k] * scale)
        start, stop = max(first, spans[0, k]), min(last, spans[1, k]) + 1
        if start < stop:
            into, row = out[start:stop], stock[k, start:stop]
            for b in range(stop - start):
                into[b] += f * row[b]
    for b in range(first, last + 1):
        out[b] *= prices[b]


@compiled
def no_spans(nodes: int, bins: int) -> IntArray:
    """(2, k) spans that hold nothing yet."""
    spans = np.empty((2, nodes), np.int64)
    spans[0] = bins
    spans[1] = -1
    return spans
