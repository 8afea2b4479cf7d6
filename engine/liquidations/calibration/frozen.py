"""What the model expects to be closed by force on the path a span then took: frozen at its start, or kept rolling."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class PathTerms:
    """(2h, k) USD by leverage node, as if every birth went to that node; longs first. A mix g predicts terms @ g.

    `frozen` knows the bars before the span only. `rolling` is causal bar by bar inside the span, so it sees turnover
    that no baseline sees: never a win over one.
    """

    frozen: FloatArray
    rolling: FloatArray


def path_terms(
    bars: Bars,
    hours: HourPaths,
    nodes: LeverageNodes,
    rate: float,
    bin_width: float,
    settings: FlowSettings = DEFAULT_FLOW,
) -> PathTerms:
    """The cohort state runs over all bars, not over one window. `rate`: maintenance."""
    grid = grid_over(float(bars.low.min()), float(bars.high.max()), bin_width, _REACH)
    feed = make_feed(bars, int(bars.open_ms[-1]) + bars.step_ms, grid, nodes, rate, settings=settings)
    starts = np.searchsorted(bars.open_ms, hours.open_ms)
    bars_a_span = hours.span_ms // bars.step_ms
    low, high = grid.bin_of(hours.low), grid.bin_of(hours.high)
    sides = [_side(feed, side, nodes, starts, bars_a_span, low, high) for side in (feed.long, feed.short)]
    frozen, rolling = (np.concatenate(parts) for parts in zip(*sides, strict=True))
    return PathTerms(frozen, rolling)


def frozen_terms(
    bars: Bars,
    hours: HourPaths,
    nodes: LeverageNodes,
    rate: float,
    bin_width: float,
    settings: FlowSettings = DEFAULT_FLOW,
) -> FloatArray:
    """(2h, k) of `path_terms`, frozen at the start of each span."""
    return path_terms(bars, hours, nodes, rate, bin_width, settings).frozen


def _side(
    feed: Feed,
    side: SideFeed,
    nodes: LeverageNodes,
    starts: IntArray,
    bars_a_span: int,
    low: IntArray,
    high: IntArray,
) -> tuple[FloatArray, FloatArray]:
    frozen = np.zeros((len(starts), len(nodes.shares)))
    rolling = np.zeros_like(frozen)
    born = side.born / nodes.shares
    _run_frozen(
        feed.path, feed.middle, born, side.survival, side.shifts, feed.prices, starts, bars_a_span, low, high,
        side.outward, frozen, rolling,
    )  # fmt: skip
    return frozen, rolling


@compiled
def _run_frozen(
    path: IntArray,
    middle: FloatArray,
    born: FloatArray,
    survival: FloatArray,
    shifts: IntArray,
    prices: FloatArray,
    starts: IntArray,
    bars_a_span: int,
    span_low: IntArray,
    span_high: IntArray,
    outward: int,
    frozen: FloatArray,
    rolling: FloatArray,
) -> None:
    """The model's own steps, read out before the bar `starts[i]` over the bins the span will cross, and bar by bar."""
    n, nodes, bins = born.shape[0], born.shape[1], prices.shape[0]
    stock, factor, totals = np.zeros((nodes, bins), np.float32), np.ones(nodes), np.zeros(nodes)
    spans, sums = no_spans(nodes, bins), np.empty(bins + 1)
    near = -1 if outward < 0 else bins
    span = -1
    for t in range(n):
        low, high, close = path[t, 0], path[t, 1], path[t, 2]
        while span + 1 < len(starts) and starts[span + 1] == t:  # more than one where bars are missing
            span += 1
            first, last = (span_low[span], near) if outward < 0 else (near, span_high[span])
            crossed_usd(stock, factor, first, last, prices, frozen[span])
        first, last = (low, near) if outward < 0 else (near, high)
        if span >= 0 and t < starts[span] + bars_a_span:
            crossed_usd(stock, factor, first, last, prices, rolling[span])
        consume(stock, factor, totals, first, last, 0, prices)
        near = min(near, low - 1) if outward < 0 else max(near, high + 1)
        age(stock, factor, totals, survival[t])
        entry_profile(low, high, middle[t], sums)
        nearest = add_births(stock, factor, totals, spans, born[t], low, high, close, sums, shifts, outward)
        if nearest >= 0:
            near = max(near, nearest) if outward < 0 else min(near, nearest)
