"""The liquidation model: candles and open interest of a coin's venues in, one map out (facts, section 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from engine.liquidations.history import close_ms
from engine.liquidations.leverage import maintenance_rate
from engine.liquidations.mixes.book import DEFAULT_MIXES, MixBook
from engine.liquidations.mixes.values import MixChoice
from engine.liquidations.model_grid import Grid, extremes, grid_over
from engine.liquidations.model_run import Columns, make_feed, run_columns
from engine.liquidations.swept import find_swept
from engine.liquidations.values import HeatArray, LiquidationMap, MapQuery, SweptLevel
from engine.market.values import Bars, FloatArray, Instrument, MarketSource, Side, Venue


@dataclass(frozen=True, slots=True)
class _Run:
    venue: Venue
    bars: Bars
    columns: Columns
    mix_version: str | None = None


def build_map(
    bars_by_venue: Mapping[Venue, Bars],
    instruments: Sequence[Instrument],
    query: MapQuery,
    source: MarketSource,
    at: datetime,
    keep_columns: bool = True,
    mixes: MixBook = DEFAULT_MIXES,
) -> LiquidationMap:
    """`bars_by_venue`: columns inside the window, none of them empty; `instruments`: one a venue, largest first.

    Every venue is modelled by itself on one grid and the venues are summed. `at`: close of the newest bar. With
    `keep_columns` False the map has one column, the last: for scans nobody draws. `mixes` is asked as of `at`. Pure;
    takes milliseconds.
    """
    runs, grid = _runs(bars_by_venue, instruments, query, at, keep_columns, mixes)
    return _summed(runs, grid, query, source, at)


def build_venue_maps(
    bars_by_venue: Mapping[Venue, Bars],
    instruments: Sequence[Instrument],
    query: MapQuery,
    source: MarketSource,
    at: datetime,
    together: Sequence[Venue],
    mixes: MixBook = DEFAULT_MIXES,
) -> dict[Venue | None, LiquidationMap]:
    """The last column of each venue by itself and, under None, of `together` summed, from one run a venue.

    No sum where one of `together` has no bars, or where it is one venue alone.
    """
    runs, grid = _runs(bars_by_venue, instruments, query, at, False, mixes)
    maps: dict[Venue | None, LiquidationMap] = {
        run.venue: _summed([run], grid, replace(query, venue=run.venue), source, at) for run in runs
    }
    summed = [run for run in runs if run.venue in together]
    if 1 < len(together) == len(summed):
        maps[None] = _summed(summed, grid, query, source, at)
    return maps


def _runs(
    bars_by_venue: Mapping[Venue, Bars],
    instruments: Sequence[Instrument],
    query: MapQuery,
    at: datetime,
    keep_columns: bool,
    mixes: MixBook,
) -> tuple[list[_Run], Grid]:
    at_ms = round(at.timestamp() * 1000)
    held = [(i, bars_by_venue[i.venue]) for i in instruments if i.venue in bars_by_venue]
    lows, highs = zip(*(extremes(bars) for _, bars in held), strict=True)
    grid = grid_over(min(lows), max(highs), query.window.bin_width(query.coin))
    chosen = {i.venue: mixes.of(i, at) for i, _ in held}
    return [
        _Run(i.venue, bars, _run(i, bars, grid, query, at_ms, keep_columns, chosen[i.venue]), chosen[i.venue].version)
        for i, bars in held
    ], grid


def _run(
    instrument: Instrument, bars: Bars, grid: Grid, query: MapQuery, at_ms: int, keep_columns: bool, mix: MixChoice
) -> Columns:
    nodes = mix.nodes
    shown = nodes.first_in(query.leverage)
    feed = make_feed(bars, close_ms(bars, at_ms), grid, nodes, maintenance_rate(instrument), shown)
    return run_columns(feed, keep_columns)


def _summed(runs: Sequence[_Run], grid: Grid, query: MapQuery, source: MarketSource, at: datetime) -> LiquidationMap:
    lead = runs[0].bars
    at_ms = round(at.timestamp() * 1000)
    long, short = (_on_lead([(r.bars, heat) for r, heat in _heats(runs, side)], lead) for side in Side)
    taken = [_consumed_on_lead(runs, side, lead) for side in Side]
    missing_ms = close_ms(lead, at_ms) - int(lead.open_ms[0]) - (len(lead) - 1) * lead.step_ms
    window_ms = query.window.columns * query.window.column_ms
    return LiquidationMap(
        query=query,
        venues=tuple(run.venue for run in runs),
        source=source,
        at=at,
        starts_at=datetime.fromtimestamp(int(lead.open_ms[0]) / 1000, UTC),
        is_short=at_ms - int(lead.open_ms[0]) < window_ms - 2 * lead.step_ms,
        gaps=max((missing_ms - 1) // lead.step_ms, 0),
        price_usd=float(lead.close[-1]),
        price_edges=grid.edges,
        bars=lead,
        long_usd=long,
        short_usd=short,
        consumed_long_usd=taken[0],
        consumed_short_usd=taken[1],
        swept=_swept(runs, grid),
        mix_version=runs[0].mix_version,
    )


def _heats(runs: Sequence[_Run], side: Side) -> list[tuple[_Run, HeatArray]]:
    return [(run, run.columns.long_usd if side is Side.LONG else run.columns.short_usd) for run in runs]


def _on_lead(heats: Sequence[tuple[Bars, HeatArray]], lead: Bars) -> HeatArray:
    """Sum over venues at the lead's columns; a venue without that column shows what it had last."""
    total = heats[0][1]
    for bars, heat in heats[1:]:
        if len(heat) == 1:
            total = total + heat
            continue
        place = np.searchsorted(bars.open_ms, lead.open_ms, side="right") - 1
        total = total + np.where((place >= 0)[:, None], heat[np.maximum(place, 0)], np.float32(0))
    return total


def _consumed_on_lead(runs: Sequence[_Run], side: Side, lead: Bars) -> FloatArray:
    total = np.zeros(len(lead))
    for run in runs:
        columns = run.columns
        usd = columns.consumed_long_usd if side is Side.LONG else columns.consumed_short_usd
        place = np.clip(np.searchsorted(lead.open_ms, run.bars.open_ms, side="right") - 1, 0, None)
        total += np.bincount(place, weights=usd, minlength=len(lead))
    return total


def _swept(runs: Sequence[_Run], grid: Grid) -> tuple[SweptLevel, ...]:
    """Of the leading venue, oldest first; a single column has no past to look at."""
    run = runs[0]
    c, open_ms = run.columns, run.bars.open_ms
    if len(c.long_usd) != len(open_ms):
        return ()
    found = [
        *find_swept(Side.LONG, c.long_usd, c.consumed_long_usd, c.peak_long, grid.centres, open_ms),
        *find_swept(Side.SHORT, c.short_usd, c.consumed_short_usd, c.peak_short, grid.centres, open_ms),
    ]
    return tuple(sorted(found, key=lambda level: level.swept_at))
