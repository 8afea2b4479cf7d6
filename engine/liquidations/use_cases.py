"""What people ask of the model: a map, and the scan drawn from the same map."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from engine.errors import NoData
from engine.liquidations.day import day_figures
from engine.liquidations.doubts import flags_of_bars, no_history, read_doubts, unknown, without_foreign
from engine.liquidations.forecast.book import Forecasts
from engine.liquidations.history import last_close_ms, read_columns
from engine.liquidations.map_cache import MapCache
from engine.liquidations.mixes.book import DEFAULT_MIXES, MixBook
from engine.liquidations.model import build_map
from engine.liquidations.scan import scan_map
from engine.liquidations.values import LiquidationMap, MapQuery, Record, Scan
from engine.market.ports import Clock, MarketReader
from engine.market.values import Bars, Coin, Instrument, MarketSource, Venue
from engine.market.windows import Window
from engine.scanners.lead_lag import Lead
from engine.scanners.spikes import CONFIRMATION_STEP_MS, confirm_now
from engine.scanners.thresholds import SameForAll, ThresholdBook

NO_HISTORY = "reason-no-history"  # the venue delivered nothing for this window yet
NO_VENUE = "reason-no-such-venue"  # the coin is not traded at the venue asked for
_FRESH_BARS = 13
_MILLISECOND = timedelta(milliseconds=1)


class Records(Protocol):
    """Measured records, wherever they are kept."""

    async def record(self, coin: Coin, window: Window, source: MarketSource) -> Record | None:
        """None: not measured yet."""
        ...


class Leads(Protocol):
    """Whoever knows which coin moves first. Answers at once."""

    def of(self, coin: Coin) -> Lead | None:
        """The strongest lead that another coin has over this one; None where none passed the bar of chance."""
        ...


@dataclass(frozen=True, slots=True)
class BuildMap:
    """`LiquidationMap` for a query, as of the newest bar. Raises `UnknownCoin` and `NoData`.

    Every column is kept, for the picture; one build a query and bar serves all who ask.
    """

    reader: MarketReader
    clock: Clock
    cache: MapCache = field(default_factory=MapCache)
    mixes: MixBook = DEFAULT_MIXES

    async def __call__(self, query: MapQuery) -> LiquidationMap:
        instruments = await chosen_instruments(self.reader, query)
        newest = max([await last_close_ms(self.reader, query.coin, i.venue) for i in instruments], default=0)
        heatmap = await self.cache.get((query, newest), lambda: self._build(query, instruments, newest))
        doubts = await read_doubts(self.reader, query.coin, instruments, heatmap.venues[0], self.clock.now())
        flags = doubts.of(heatmap)
        return heatmap if flags == heatmap.flags else replace(heatmap, flags=flags)

    async def _build(self, query: MapQuery, instruments: Sequence[Instrument], at_ms: int) -> LiquidationMap:
        now = self.clock.now()
        bars = await read_venues(self.reader, query, instruments, now)
        at = datetime.fromtimestamp(at_ms / 1000, UTC)
        source = self.reader.source
        heatmap = await asyncio.to_thread(build_map, bars, instruments, query, source, at, mixes=self.mixes)
        return replace(heatmap, flags=flags_of_bars(bars))


@dataclass(frozen=True, slots=True)
class ScanCoin:
    """`Scan` for a query, from the map a heatmap of the same bar shows. Raises what `BuildMap` raises."""

    maps: BuildMap
    records: Records | None = None
    thresholds: ThresholdBook = field(default_factory=SameForAll)
    leads: Leads | None = None
    forecasts: Forecasts | None = None

    async def __call__(self, query: MapQuery) -> Scan:
        heatmap = await self.maps(query)
        reader, lead = self.maps.reader, heatmap.venues[0]
        fresh = await reader.bars(query.coin, lead, CONFIRMATION_STEP_MS, _FRESH_BARS)
        ticker = await reader.ticker(query.coin, lead)
        confirmation = confirm_now(fresh, ticker, self.thresholds.of(query.coin))
        day = await day_figures(reader, query.coin, heatmap.venues, self.maps.clock.now())
        record = await self._record(query)
        leading = None if self.leads is None else self.leads.of(query.coin)
        forecast = None if self.forecasts is None else self.forecasts.of(query.coin, self.maps.clock.now())
        return replace(scan_map(heatmap, confirmation, day, record, leading), forecast=forecast)

    async def _record(self, query: MapQuery) -> Record | None:
        """Measured were whole maps: the levels of a filtered one are others."""
        if self.records is None or not query.is_whole:
            return None
        return await self.records.record(query.coin, query.window, self.maps.reader.source)


async def chosen_instruments(reader: MarketReader, query: MapQuery) -> Sequence[Instrument]:
    """The coin's contracts of the venue asked for, largest open interest first, one a venue."""
    listed = await reader.instruments(query.coin)
    if not listed:
        raise await unknown(reader, query.coin)
    chosen = {i.venue: i for i in reversed(listed) if query.venue is None or i.venue is query.venue}
    if not chosen:
        raise NoData(query.coin, NO_VENUE)
    return [i for i in listed if chosen.get(i.venue) is i]


async def read_venues(
    reader: MarketReader, query: MapQuery, instruments: Sequence[Instrument], now: datetime
) -> dict[Venue, Bars]:
    """Columns by venue, without the venues that have none. Raises `NoData` when nobody has any."""
    now_ms = int(now.timestamp() * 1000)
    read = {i.venue: await read_columns(reader, query.coin, i.venue, query.window, now_ms) for i in instruments}
    held = {venue: bars for venue, bars in read.items() if len(bars)}
    if not held:
        raise await no_history(reader, query.coin, instruments, now)
    return without_foreign(held)
