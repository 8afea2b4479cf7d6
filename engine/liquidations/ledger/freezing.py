"""One coin's maps, frozen: what is standing now, on the ledger's grid, with all that the baselines need."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from engine.errors import Refused
from engine.liquidations.doubts import Doubts, flags_of_bars, read_doubts
from engine.liquidations.ledger.frozen import WINDOWS, FrozenMap, Sides
from engine.liquidations.ledger.grid import on_grid, quantised
from engine.liquidations.ledger.inputs import Past, inputs_of
from engine.liquidations.ledger.missed import Why
from engine.liquidations.mixes.book import DEFAULT_MIXES, MixBook
from engine.liquidations.model import build_map
from engine.liquidations.records.version import model_version
from engine.liquidations.use_cases import chosen_instruments, read_venues
from engine.liquidations.values import LiquidationMap, MapQuery
from engine.market.ports import MarketReader
from engine.market.values import Bars, Coin, Instrument, MarketSource, Side, Venue
from engine.market.windows import Window

_MINUTE_MS = 60_000
_DAY_STEP_MS, _DAY_BARS = 5 * _MINUTE_MS, 36 * 12
_WEEK_STEP_MS, _WEEK_BARS = 30 * _MINUTE_MS, 7 * 48
_FRESH = timedelta(minutes=15)  # or two bars, where a recording holds coarser ones
_FEWEST_BARS = 24


class NotFrozen(Refused):
    """Nothing honest can be frozen of this coin now."""

    def __init__(self, coin: Coin, why: Why) -> None:
        super().__init__(f"{coin} is not frozen: {why}")
        self.why = why


@dataclass(frozen=True, slots=True)
class Read:
    """All that one coin's freezing reads of a market, so that the rest is pure."""

    instruments: Sequence[Instrument]
    columns: Mapping[Window, Mapping[Venue, Bars]]
    past: Past
    as_of_ms: int
    doubts: Doubts


async def freeze_coin(
    reader: MarketReader,
    coin: Coin,
    hour_at: datetime,
    now: datetime,
    weights: int,
    flags: tuple[str, ...] = (),
    mixes: MixBook = DEFAULT_MIXES,
) -> FrozenMap:
    """As of the newest closed bar. `weights`: the entry of B7's and B8's. Raises `NotFrozen` and what readers raise."""
    read = await _read(reader, coin, now)
    return await asyncio.to_thread(_frozen, reader.source, read, coin, hour_at, weights, flags, mixes)


async def _read(reader: MarketReader, coin: Coin, now: datetime) -> Read:
    instruments = await chosen_instruments(reader, MapQuery(coin, WINDOWS[0]))
    lead = instruments[0].venue
    day = await reader.bars(coin, lead, _DAY_STEP_MS, _DAY_BARS)
    week = await reader.bars(coin, lead, _WEEK_STEP_MS, _WEEK_BARS)
    if len(day) < _FEWEST_BARS:
        raise NotFrozen(coin, Why.NO_HISTORY)
    as_of_ms = int(day.open_ms[-1]) + day.step_ms
    age = now - datetime.fromtimestamp(as_of_ms / 1000, UTC)
    if age > max(_FRESH, timedelta(milliseconds=2 * day.step_ms)) or age < -_FRESH:
        raise NotFrozen(coin, Why.STALE)
    columns = {window: await read_venues(reader, MapQuery(coin, window), instruments, now) for window in WINDOWS}
    doubts = await read_doubts(reader, coin, instruments, next(iter(columns[WINDOWS[-1]])), now)
    return Read(instruments, columns, Past(day, week), as_of_ms, doubts)


def _frozen(
    source: MarketSource,
    read: Read,
    coin: Coin,
    hour_at: datetime,
    weights: int,
    flags: tuple[str, ...],
    mixes: MixBook,
) -> FrozenMap:
    as_of = datetime.fromtimestamp(read.as_of_ms / 1000, UTC)
    maps = {
        window: build_map(
            read.columns[window],
            read.instruments,
            MapQuery(coin, window),
            source,
            as_of,
            keep_columns=False,
            mixes=mixes,
        )
        for window in WINDOWS
    }
    price = float(read.past.day.close[-1])
    longest, longest_bars = maps[WINDOWS[-1]], read.columns[WINDOWS[-1]]
    found = {*flags, *(["short"] if longest.is_short else []), *(["gaps"] if longest.gaps else [])}
    found |= {f"data-{flag.kind}" for flag in read.doubts.of(replace(longest, flags=flags_of_bars(longest_bars)))}
    return FrozenMap(
        source=source,
        coin=coin,
        hour_at=hour_at,
        as_of=as_of,
        model_version=model_version(),
        venues=longest.venues,
        flags=tuple(sorted(found)),
        price_usd=price,
        inputs=inputs_of(read.past, price, read.as_of_ms),
        weights=weights,
        maps={window: _sides(heatmap, price) for window, heatmap in maps.items()},
    )


def _sides(heatmap: LiquidationMap, price_usd: float) -> Sides:
    below = on_grid(heatmap.price_edges, heatmap.now_long_usd, price_usd, Side.LONG)
    above = on_grid(heatmap.price_edges, heatmap.now_short_usd, price_usd, Side.SHORT)
    return Sides(quantised(below), quantised(above))
