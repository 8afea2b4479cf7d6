"""What the model, frozen at the start of each hour, expects to be closed by force on the path the hour then took."""

import numpy as np

from engine.liquidations.calibration.hours import HourPaths
from engine.liquidations.jit import compiled
from engine.liquidations.leverage import LeverageNodes
from engine.liquidations.model_flow import DEFAULT_FLOW, FlowSettings
from engine.liquidations.model_grid import grid_over
from engine.liquidations.model_kernel import add_births, age, consume, crossed_usd, entry_profile, no_spans
from engine.liquidations.model_run import Feed, SideFeed, make_feed
from engine.market.values import Bars, FloatArray, IntArray

_REACH = 0.75  # log distance: down to where 2x is liquidated


def frozen_terms(
    bars: Bars,
    hours: HourPaths,
    nodes: LeverageNodes,
    rate: float,
    bin_width: float,
    settings: FlowSettings = DEFAULT_FLOW,
) -> FloatArray:
    """(2h, k) USD by leverage node, as if every birth went to that node; longs first. Causal: bars before the hour.

    The cohort state runs over all bars, not over one window. A mix g predicts terms @ g.
    """
    grid = grid_over(float(bars.low.min()), float(bars.high.max()), bin_width, _REACH)
    feed = make_feed(bars, int(bars.open_ms[-1]) + bars.step_ms, grid, nodes, rate, settings=settings)
    starts = np.searchsorted(bars.open_ms, hours.open_ms)
    low, high = grid.bin_of(hours.low), grid.bin_of(hours.high)
    return np.concatenate([_side(feed, side, nodes, starts, low, high) for side in (feed.long, feed.short)])


def _side(
    feed: Feed, side: SideFeed, nodes: LeverageNodes, starts: IntArray, low: IntArray, high: IntArray
) -> FloatArray:
    out = np.zeros((len(starts), len(nodes.shares)))
    born = side.born / nodes.shares
    _run_frozen(
        feed.path, feed.middle, born, side.survival, side.shifts, feed.prices, starts, low, high, side.outward, out
    )
    return out


@compiled
def _run_frozen(
    path: IntArray,
    middle: FloatArray,
    born: FloatArray,
    survival: FloatArray,
    shifts: IntArray,
    prices: FloatArray,
    starts: IntArray,
    hour_low: IntArray,
    hour_high: IntArray,
    outward: int,
    out: FloatArray,
) -> None:
    """The model's own steps, read out before the bar `starts[i]` over the bins the hour will cross."""
    n, nodes, bins = born.shape[0], born.shape[1], prices.shape[0]
    stock, factor, totals = np.zeros((nodes, bins), np.float32), np.ones(nodes), np.zeros(nodes)
    spans, sums = no_spans(nodes, bins), np.empty(bins + 1)
    near = -1 if outward < 0 else bins
    hour = 0
    for t in range(n):
        low, high, close = path[t, 0], path[t, 1], path[t, 2]
        if hour < len(starts) and starts[hour] == t:
            first, last = (hour_low[hour], near) if outward < 0 else (near, hour_high[hour])
            crossed_usd(stock, factor, first, last, prices, out[hour])
            hour += 1
        first, last = (low, near) if outward < 0 else (near, high)
        consume(stock, factor, totals, first, last, 0, prices)
        near = min(near, low - 1) if outward < 0 else max(near, high + 1)
        age(stock, factor, totals, survival[t])
        entry_profile(low, high, middle[t], sums)
        nearest = add_births(stock, factor, totals, spans, born[t], low, high, close, sums, shifts, outward)
        if nearest >= 0:
            near = max(near, nearest) if outward < 0 else min(near, nearest)
