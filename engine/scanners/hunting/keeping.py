"""Histories as they are measured: shown at once, stored when the store answers."""

from collections.abc import Sequence
from datetime import datetime

import structlog

from engine.errors import StorageAway
from engine.market.values import Coin, MarketSource, Venue
from engine.market.windows import Window
from engine.scanners.hunting.book import HistoryStore, HuntBook
from engine.scanners.hunting.values import Pattern, Sweep

log = structlog.get_logger()


class Histories:
    """Where the record keeper puts what it found out about each coin and window."""

    def __init__(self, book: HuntBook, store: HistoryStore) -> None:
        self._book = book
        self._store = store

    def measured_at(self, coin: Coin, window: Window, venue: Venue | None) -> datetime | None:
        return self._book.measured_at(coin, window, venue)

    async def recall(self, source: MarketSource, model_version: str, until: datetime) -> None:
        """What was measured by then, before a restart."""
        try:
            self._book.put(await self._store.load(source, model_version, until))
        except StorageAway as error:
            log.warning("histories_not_recalled", error=str(error))

    async def keep(self, patterns: Sequence[Pattern], sweeps: Sequence[tuple[int, Sweep]]) -> None:
        self._book.put(patterns)
        try:
            await self._store.save(patterns, sweeps)
        except StorageAway as error:
            log.warning("history_not_stored", coin=patterns[0].coin if patterns else "", error=str(error))
