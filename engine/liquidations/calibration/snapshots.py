"""Frozen maps read out bin by bin around price: what the location test asks of the model."""

import numpy as np

from engine.liquidations.jit import compiled
from engine.liquidations.leverage import LeverageNodes
from engine.liquidations.model_flow import DEFAULT_FLOW, FlowSettings
from engine.liquidations.model_grid import grid_over
from engine.liquidations.model_kernel import add_births, age, consume, entry_profile, no_spans
from engine.liquidations.model_run import make_feed
from engine.market.values import Bars, FloatArray, IntArray

_REACH = 0.75


def frozen_profiles(
    bars: Bars,
    starts: IntArray,
    nodes: LeverageNodes,
    rate: float,
    bin_width: float,
    half_bins: int,
    settings: FlowSettings = DEFAULT_FLOW,
) -> FloatArray:
    """(s, 2 half_bins) USD standing around the open of each bar `starts` (s,), from bars before it: longs in the lower
    half, shorts in the upper; the middle edge is the one nearest the open. Bins are `bin_width` steps of log price.
    """
    each = np.arange(len(starts))
    every = np.zeros(len(nodes.shares), np.int64)
    return _profiles(bars, starts, each, every, nodes.shares, nodes, rate, bin_width, half_bins, settings)[:, 0]


def average_profile(
    bars: Bars,
    starts: IntArray,
    nodes: LeverageNodes,
    rate: float,
    bin_width: float,
    half_bins: int,
    settings: FlowSettings = DEFAULT_FLOW,
) -> FloatArray:
    """(k, 2 half_bins) the mean of the same over `starts`, by leverage node, as if every birth went to that node."""
    together = np.zeros(len(starts), np.int64)
    apart = np.arange(len(nodes.shares))
    ones = np.ones(len(nodes.shares))
    sums = _profiles(bars, starts, together, apart, ones, nodes, rate, bin_width, half_bins, settings)[0]
    return np.asarray(sums / len(starts))


def _profiles(
    bars: Bars,
    starts: IntArray,
    slots: IntArray,
    columns: IntArray,
    shares: FloatArray,
    nodes: LeverageNodes,
    rate: float,
    bin_width: float,
    half_bins: int,
    settings: FlowSettings,
) -> FloatArray:
    """(slots, columns, 2 half_bins) sums over the starts of a slot and the nodes of a column; `shares` of births."""
    grid = grid_over(float(bars.low.min()), float(bars.high.max()), bin_width, _REACH)
    feed = make_feed(bars, int(bars.open_ms[-1]) + bars.step_ms, grid, nodes, rate, settings=settings)
    middle = np.rint(np.log(bars.open[starts] / grid.edges[0]) / grid.step).astype(np.int64)
    out = np.zeros((int(slots.max()) + 1, int(columns.max()) + 1, 2 * half_bins))
    for side, half in ((feed.long, slice(0, half_bins)), (feed.short, slice(half_bins, 2 * half_bins))):
        first = middle - half_bins if side.outward < 0 else middle
        profile = np.zeros((*out.shape[:2], half_bins))
        born = side.born / nodes.shares * shares
        _run_profiles(
            feed.path, feed.middle, born, side.survival, side.shifts, feed.prices, starts, first, side.outward, slots,
            columns, profile,
        )  # fmt: skip
        out[:, :, half] = profile
    return out


@compiled
def _run_profiles(
    path: IntArray,
    middle: FloatArray,
    born: FloatArray,
    survival: FloatArray,
    shifts: IntArray,
    prices: FloatArray,
    starts: IntArray,
    first_bin: IntArray,
    outward: int,
    slots: IntArray,
    columns: IntArray,
    out: FloatArray,
) -> None:
    """The model's own steps; before the bar `starts[i]` the bins from `first_bin[i]` on are written out."""
    n, nodes, bins = born.shape[0], born.shape[1], prices.shape[0]
    stock, factor, totals = np.zeros((nodes, bins), np.float32), np.ones(nodes), np.zeros(nodes)
    spans, sums = no_spans(nodes, bins), np.empty(bins + 1)
    near = -1 if outward < 0 else bins
    asked = 0
    for t in range(n):
        low, high, close = path[t, 0], path[t, 1], path[t, 2]
        if asked < len(starts) and starts[asked] == t:
            for k in range(nodes):
                for b in range(out.shape[2]):
                    place = first_bin[asked] + b
                    out[slots[asked], columns[k], b] += stock[k, place] * factor[k] * prices[place]
            asked += 1
        first, last = (low, near) if outward < 0 else (near, high)
        consume(stock, factor, totals, first, last, 0, prices)
        near = min(near, low - 1) if outward < 0 else max(near, high + 1)
        age(stock, factor, totals, survival[t])
        entry_profile(low, high, middle[t], sums)
        nearest = add_births(stock, factor, totals, spans, born[t], low, high, close, sums, shifts, outward)
        if nearest >= 0:
            near = max(near, nearest) if outward < 0 else min(near, nearest)
