"""Scans for the board, many in one go: what is read is read in the event loop, what is calculated goes to a thread."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog
from prometheus_client import Counter

from engine.errors import EngineError
from engine.liquidations.doubts import Doubts, flags_of_bars, read_doubts
from engine.liquidations.mixes.book import DEFAULT_MIXES, MixBook
from engine.liquidations.model import build_map
from engine.liquidations.scan import scan_map
from engine.liquidations.use_cases import Records, chosen_instruments, read_venues
from engine.liquidations.values import DayFigures, MapQuery, Record, Scan
from engine.market.ports import Clock, MarketReader
from engine.market.values import Bars, Coin, Instrument, MarketSource, Venue
from engine.market.windows import Window
from engine.scanners.pulse import Pulse

BOARD_ROWS = Counter("helix_board_rows_total", "Rows of the board made anew", ["window", "outcome"])
_AT_ONCE = 2  # rows made here and now, in a millisecond or two: a thread would have to wait for the interpreter
_NO_DAY = DayFigures(None, None, None, None, None)
# What one coin's broken numbers may raise inside the model: that row is left as it was, the others go on.
_BROKEN = (ArithmeticError, ValueError, IndexError)
log = structlog.get_logger()

Key = tuple[Coin, Window]


@dataclass(frozen=True, slots=True)
class _Order:
    """All that one scan needs."""

    key: Key
    pulse: Pulse
    source: MarketSource
    instruments: Sequence[Instrument]
    bars: dict[Venue, Bars]
    record: Record | None
    mixes: MixBook
    doubts: Doubts

    def make(self) -> Scan:
        query = MapQuery(*self.key)
        at, mixes = self.pulse.at, self.mixes
        heatmap = build_map(self.bars, self.instruments, query, self.source, at, keep_columns=False, mixes=mixes)
        heatmap = replace(heatmap, flags=flags_of_bars(self.bars))
        return scan_map(replace(heatmap, flags=self.doubts.of(heatmap)), self.pulse.confirmation, _NO_DAY, self.record)


@dataclass(frozen=True, slots=True)
class Scanning:
    """Without the day's figures, which no ranking reads."""

    reader: MarketReader
    clock: Clock
    records: Records | None = None
    mixes: MixBook = DEFAULT_MIXES

    async def scans(self, wanted: Sequence[tuple[Key, Pulse]]) -> dict[Key, Scan]:
        """Those that could be made; a coin that fails is logged, counted and missing. Raises `Unavailable`."""
        orders = [order for key, pulse in wanted if (order := await self._order(key, pulse)) is not None]
        return _made(orders) if len(orders) <= _AT_ONCE else await asyncio.to_thread(_made, orders)

    async def record(self, key: Key) -> Record | None:
        return None if self.records is None else await self.records.record(*key, self.reader.source)

    async def doubts(self, coin: Coin, lead: Venue) -> Doubts:
        """What is in doubt about the coin now, for scans of it that stand."""
        return await read_doubts(self.reader, coin, await self.reader.instruments(coin), lead, self.clock.now())

    async def _order(self, key: Key, pulse: Pulse) -> _Order | None:
        query = MapQuery(*key)
        try:
            instruments = await chosen_instruments(self.reader, query)
            now, record = self.clock.now(), await self.record(key)
            bars = await read_venues(self.reader, query, instruments, now)
            doubts = await read_doubts(self.reader, key[0], instruments, next(iter(bars)), now)
            return _Order(key, pulse, self.reader.source, instruments, bars, record, self.mixes, doubts)
        except EngineError as error:
            _refused(key, error)
            return None


def _made(orders: Sequence[_Order]) -> dict[Key, Scan]:
    made = {}
    for order in orders:
        try:
            made[order.key] = order.make()
        except _BROKEN as error:
            _refused(order.key, error)
        else:
            BOARD_ROWS.labels(order.key[1].value, "made").inc()
    return made


def _refused(key: Key, error: Exception) -> None:
    BOARD_ROWS.labels(key[1].value, "refused").inc()
    log.debug("board_row_refused", coin=key[0], window=key[1].value, reason=repr(error))
