"""One contract through all its bars: the loop around the kernel's steps, and what goes in and comes out."""

from dataclasses import dataclass

import numpy as np

from engine.liquidations.jit import compiled
from engine.liquidations.leverage import LeverageNodes
from engine.liquidations.model_flow import DEFAULT_FLOW, FlowSettings, measure_flow
from engine.liquidations.model_grid import Grid, node_shifts
from engine.liquidations.model_kernel import StockArray, add_births, age, consume, entry_profile, no_spans, write_column
from engine.market.values import Bars, FloatArray, IntArray, Side


@dataclass(frozen=True, slots=True)
class SideFeed:
    """What one side's run needs: `born` (n, k) coins still there at the bar's end, `survival` (n, k) of the old."""

    outward: int  # -1 for longs, whose levels lie below, +1 for shorts
    born: FloatArray
    survival: FloatArray
    shifts: IntArray  # (2, k) bins from entry to liquidation, first and last


@dataclass(frozen=True, slots=True)
class Feed:
    """All a run needs of its bars, in bins and coins. `path` (n, 3): bins of low, high, close."""

    path: IntArray
    middle: FloatArray  # (n,) bin, fractional: the top of the entry triangle
    long: SideFeed
    short: SideFeed
    oi_base: FloatArray  # (n,)
    prices: FloatArray  # (b,)
    shown: int  # the first leverage node that is written out


@dataclass(frozen=True, slots=True)
class Columns:
    """`long_usd`, `short_usd` (n, b), or (1, b) when only the last column was asked for; consumed (n,) and its bins."""

    long_usd: StockArray
    short_usd: StockArray
    consumed_long_usd: FloatArray
    consumed_short_usd: FloatArray
    peak_long: IntArray  # (n,) bin that held most of what was consumed; -1: nothing
    peak_short: IntArray


def make_feed(
    bars: Bars,
    last_close_ms: int,
    grid: Grid,
    nodes: LeverageNodes,
    rate: float,
    shown: int = 0,
    settings: FlowSettings = DEFAULT_FLOW,
) -> Feed:
    """`rate`: the contract's maintenance rate."""
    flow = measure_flow(bars, last_close_ms, nodes, settings)
    settled = nodes.shares * flow.settled
    low, high, close = (grid.bin_of(column) for column in (bars.low, bars.high, bars.close))
    middle = np.log((bars.high + bars.low + 2 * bars.close) / 4 / grid.edges[0]) / grid.step - 0.5
    long, short = (node_shifts(nodes, rate, side, grid.step) for side in (Side.LONG, Side.SHORT))
    return Feed(
        np.column_stack([low, high, close]),
        middle,
        SideFeed(-1, flow.born_long[:, None] * settled, flow.survival, np.stack([long.first, long.last])),
        SideFeed(1, flow.born_short[:, None] * settled, flow.survival, np.stack([short.first, short.last])),
        flow.oi_base,
        grid.centres,
        shown,
    )


def run_columns(feed: Feed, keep_columns: bool = True) -> Columns:
    """`keep_columns` False keeps the last column alone: for the board, which draws nothing."""
    rows = len(feed.path) if keep_columns else 1
    long_usd, consumed_long, peak_long = _run(feed, feed.long, rows)
    short_usd, consumed_short, peak_short = _run(feed, feed.short, rows)
    return Columns(long_usd, short_usd, consumed_long, consumed_short, peak_long, peak_short)


def _run(feed: Feed, side: SideFeed, rows: int) -> tuple[StockArray, FloatArray, IntArray]:
    n = len(feed.path)
    heat = np.zeros((rows, len(feed.prices)), np.float32)
    consumed, peaks = np.zeros(n), np.full(n, -1)
    _run_side(
        feed.path, feed.middle, side.born, side.survival, feed.oi_base, side.shifts, feed.prices, feed.shown,
        side.outward, heat, consumed, peaks,
    )  # fmt: skip
    return heat, consumed, peaks


@compiled
def _run_side(
    path: IntArray,
    middle: FloatArray,
    born: FloatArray,
    survival: FloatArray,
    oi_base: FloatArray,
    shifts: IntArray,
    prices: FloatArray,
    shown: int,
    outward: int,
    heat: StockArray,
    consumed: FloatArray,
    peaks: IntArray,
) -> None:
    """Longs (-1 outward) or shorts (+1) through all bars. `near`: the occupied bin nearest price."""
    n, nodes, bins = born.shape[0], born.shape[1], prices.shape[0]
    stock, factor, totals = np.zeros((nodes, bins), np.float32), np.ones(nodes), np.zeros(nodes)
    spans, sums, prices32 = no_spans(nodes, bins), np.empty(bins + 1), prices.astype(np.float32)
    near = -1 if outward < 0 else bins
    for t in range(n):
        low, high, close = path[t, 0], path[t, 1], path[t, 2]
        if outward < 0:
            consumed[t], peaks[t] = consume(stock, factor, totals, low, near, shown, prices)
            near = min(near, low - 1)
        else:
            consumed[t], peaks[t] = consume(stock, factor, totals, near, high, shown, prices)
            near = max(near, high + 1)
        age(stock, factor, totals, survival[t])
        entry_profile(low, high, middle[t], sums)
        nearest = add_births(stock, factor, totals, spans, born[t], low, high, close, sums, shifts, outward)
        if nearest >= 0:
            near = max(near, nearest) if outward < 0 else min(near, nearest)
        row = t if heat.shape[0] == n else 0
        if heat.shape[0] == n or t == n - 1:
            both = totals.sum()
            scale = min(1.0, oi_base[t] / both) if oi_base[t] > 0.0 and both > 0.0 else 1.0
            first, last = (0, near) if outward < 0 else (near, bins - 1)
            write_column(stock, factor, spans, shown, first, last, scale, prices32, heat[row])
