"""The candles a window's map is built from, read from a market: closed columns and the unfinished one at the right."""

from datetime import timedelta
from functools import cache

import numpy as np

from engine.market.ports import MarketReader
from engine.market.values import Bars, Coin, Venue
from engine.market.windows import STEPS_MS, Window

_MILLISECOND = timedelta(milliseconds=1)
_FEWEST_COLUMNS = 24  # a window is never read in steps so coarse that it has fewer columns
_GOOD_COVERAGE = 0.9


async def read_columns(reader: MarketReader, coin: Coin, venue: Venue, window: Window, now_ms: int) -> Bars:
    """At most `window.columns` rows opened since the window's left edge, the last one possibly unfinished.

    Coarser steps are tried where the window's own step covers little of it, as with recorded sets that hold only
    15-minute candles. Empty where nothing falls into the window.
    """
    best = Bars.empty(window.column_ms)
    span_ms = window.span // _MILLISECOND
    for step_ms in readable_steps(window):
        bars = await reader.bars(coin, venue, step_ms, span_ms // step_ms)
        bars = bars.between(now_ms - span_ms, now_ms)
        if _covered_ms(bars) > 1.05 * _covered_ms(best):
            best = bars
        if _covered_ms(best) >= _GOOD_COVERAGE * span_ms:
            break
    return await _with_unfinished(reader, coin, venue, best, window, now_ms)


async def last_close_ms(reader: MarketReader, coin: Coin, venue: Venue) -> int:
    """Close of the newest bar of any kind; 0 where there is none."""
    bars = await reader.bars(coin, venue, STEPS_MS[0], 1)
    return int(bars.open_ms[-1]) + bars.step_ms if len(bars) else 0


def close_ms(bars: Bars, at_ms: int) -> int:
    """When the last row ended: its full step, or `at_ms` for an unfinished one."""
    return min(int(bars.open_ms[-1]) + bars.step_ms, at_ms)


def unite(finer: Bars, step_ms: int) -> Bars:
    """One row of `step_ms` from at least one finer row, however many are missing."""
    known = finer.oi_base[np.isfinite(finer.oi_base)]
    return Bars(
        step_ms,
        finer.open_ms[:1] // step_ms * step_ms,
        finer.open[:1],
        np.array([finer.high.max()]),
        np.array([finer.low.min()]),
        finer.close[-1:],
        np.array([finer.volume_base.sum()]),
        np.array([finer.taker_buy_base.sum()]),
        known[-1:] if len(known) else np.array([np.nan]),
    )


@cache
def readable_steps(window: Window) -> tuple[int, ...]:
    """The window's own step and the coarser ones that may stand in for it, finest first."""
    coarsest = window.span // _MILLISECOND // _FEWEST_COLUMNS
    return tuple(step for step in STEPS_MS if window.column_ms <= step <= max(coarsest, window.column_ms))


def _covered_ms(bars: Bars) -> int:
    return len(bars) * bars.step_ms


async def _with_unfinished(
    reader: MarketReader, coin: Coin, venue: Venue, closed: Bars, window: Window, now_ms: int
) -> Bars:
    """The closed rows and, from finer bars, what happened since; kept to the window's number of columns."""
    if closed.step_ms == STEPS_MS[0]:
        return closed
    running_ms = (now_ms - STEPS_MS[0]) // closed.step_ms * closed.step_ms  # of a coin too young for a closed column
    since_ms = int(closed.open_ms[-1]) + closed.step_ms if len(closed) else running_ms
    finer = await reader.bars(coin, venue, STEPS_MS[0], max((now_ms - since_ms) // STEPS_MS[0] + 1, 1))
    finer = finer.between(since_ms, min(now_ms, since_ms + closed.step_ms)) if len(finer) else finer
    if not len(finer) or finer.step_ms > closed.step_ms:
        return closed
    row = unite(finer, closed.step_ms)
    columns = (np.concatenate(pair) for pair in zip(closed.columns(), row.columns(), strict=True))
    both = Bars(closed.step_ms, np.append(closed.open_ms, row.open_ms), *columns)
    return both.last(window.columns)
