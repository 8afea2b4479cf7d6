"""What the store remembers. A store that fails is not waited for: the venue has the same bars."""

import asyncio
from collections.abc import Awaitable, Collection, Sequence
from datetime import datetime
from typing import TypeVar

import structlog

from engine.errors import StorageAway
from engine.market.cancelling import heed_cancellation
from engine.market.store import BarStore
from engine.market.trouble import TroubleBook
from engine.market.values import Bars, Coin, Instrument, Liquidation, MarketSource, Venue

_TIMEOUT_S = 20.0
Found = TypeVar("Found")
log = structlog.get_logger()


class StoreReader:
    """Never raises: without a store, or with a broken one, everything is empty, and that is counted and logged."""

    def __init__(self, venue: Venue, source: MarketSource, store: BarStore | None, trouble: TroubleBook) -> None:
        self._venue = venue
        self._source = source
        self._store = store
        self._trouble = trouble

    async def bars(self, instrument: Instrument, step_ms: int, count: int) -> Bars:
        if self._store is None:
            return Bars.empty(step_ms)
        found = await self._ask(self._store.load_bars(self._source, instrument, step_ms, count))
        return Bars.empty(step_ms) if found is None else found

    async def instruments(self) -> Sequence[Instrument]:
        if self._store is None:
            return ()
        return await self._ask(self._store.load_instruments(self._source, self._venue)) or ()

    async def liquidations(self, since: datetime, coins: Collection[Coin] | None = None) -> Sequence[Liquidation]:
        if self._store is None:
            return ()
        return await self._ask(self._store.load_liquidations(self._source, since, coins)) or ()

    async def save_instruments(self, listed: Sequence[Instrument]) -> None:
        if self._store is not None:
            await self._ask(self._store.save_instruments(self._source, self._venue, listed))

    async def end_instruments(self, gone: Sequence[Instrument]) -> None:
        if self._store is not None:
            await self._ask(self._store.end_instruments(self._source, gone))

    async def _ask(self, question: Awaitable[Found]) -> Found | None:
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                answer = await question
        except (StorageAway, TimeoutError) as error:
            log.warning("ingest_store_failed", error=repr(error))
            self._trouble.failed("store", repr(error))
            return None
        finally:
            heed_cancellation()
        self._trouble.succeeded("store")
        return answer
