"""Records that another process measures, read from the store."""

import asyncio
import time

import structlog

from engine.errors import StorageAway
from engine.liquidations.records.book import RecordBook
from engine.liquidations.records.keeper import RecordStore
from engine.liquidations.records.version import model_version
from engine.liquidations.values import Record
from engine.market.ports import Clock
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window

_FRESH_S = 300.0
_AGAIN_S = 10.0  # after the store was away
log = structlog.get_logger()


class StoredRecords:
    """Implements `Records` for one source, as of `clock`. Read again every five minutes; while the store is away what
    was read last stays."""

    def __init__(self, store: RecordStore, source: MarketSource, clock: Clock) -> None:
        self._store = store
        self._source = source
        self._clock = clock
        self._book = RecordBook(source)
        self._good_until_s = 0.0
        self._reading = asyncio.Lock()

    async def record(self, coin: Coin, window: Window, source: MarketSource) -> Record | None:
        async with self._reading:
            if time.monotonic() >= self._good_until_s:
                await self._read()
        return await self._book.record(coin, window, source)

    async def _read(self) -> None:
        book = RecordBook(self._source)
        try:
            book.put(await self._store.load(self._source, model_version(), self._clock.now()))
        except StorageAway as error:
            log.warning("records_not_read", error=str(error))
            self._good_until_s = time.monotonic() + _AGAIN_S
        else:
            self._book, self._good_until_s = book, time.monotonic() + _FRESH_S
