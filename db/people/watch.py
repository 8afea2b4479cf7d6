"""Cards that keep themselves up to date, on Postgres."""

from collections.abc import Sequence

import asyncpg

from db.database import Database
from db.people.statements import statements
from engine.club.watching import WatchCard
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window

_SQL = statements("watch.sql")


class WatchRepository:
    """Implements `WatchBook`. Raises `StorageAway`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def put(self, card: WatchCard) -> WatchCard | None:
        row = await self._db.row(
            _SQL["put_watch"],
            card.chat_id,
            card.user_id,
            card.source,
            list(card.coins),
            card.window,
            card.message_id,
            card.text_hash,
        )
        return _card(row) if row else None

    async def of(self, chat_id: int) -> WatchCard | None:
        row = await self._db.row(_SQL["watch_of"], chat_id)
        return _card(row) if row else None

    async def due(self, source: MarketSource, limit: int, every_s: float) -> Sequence[WatchCard]:
        return [_card(row) for row in await self._db.rows(_SQL["due_watches"], source, limit, every_s)]

    async def shows(self, card: WatchCard, text_hash: str) -> None:
        await self._db.run(_SQL["watch_shows"], card.chat_id, card.message_id, text_hash)

    async def end(self, chat_id: int, message_id: int | None = None) -> bool:
        return await self._db.row(_SQL["end_watch"], chat_id, message_id) is not None


def _card(row: asyncpg.Record) -> WatchCard:
    return WatchCard(
        row["chat_id"],
        row["user_id"],
        MarketSource(row["market_source"]),
        tuple(Coin(coin) for coin in row["coins"]),
        Window(row["time_window"]),
        row["message_id"],
        row["text_hash"],
    )
