"""Boards that keep themselves up to date in groups, on Postgres."""

from collections.abc import Sequence

import asyncpg

from db.database import Database
from db.people.statements import statements
from engine.club.live_boards import LiveBoard
from engine.club.rounds.values import RoundKey
from engine.market.values import MarketSource

_SQL = statements("live_boards.sql")


class LiveBoardRepository:
    """Implements `LiveBoardBook`. Raises `StorageAway`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def put(self, board: LiveBoard) -> LiveBoard | None:
        row = await self._db.row(
            _SQL["put_live_board"], board.chat_id, board.source, board.message_id, board.ended, board.shown_hash
        )
        return _board(row) if row else None

    async def all(self, source: MarketSource) -> Sequence[LiveBoard]:
        return [_board(row) for row in await self._db.rows(_SQL["all_live_boards"], source)]

    async def due(self, source: MarketSource, limit: int, every_s: float) -> Sequence[LiveBoard]:
        return [_board(row) for row in await self._db.rows(_SQL["due_live_boards"], source, limit, every_s)]

    async def shows(self, board: LiveBoard, shown_hash: str) -> None:
        await self._db.run(_SQL["live_board_shows"], board.chat_id, board.source, board.message_id, shown_hash)

    async def lose(self, board: LiveBoard) -> None:
        await self._db.run(_SQL["lose_live_board"], board.chat_id, board.source, board.message_id)

    async def end(self, board: LiveBoard) -> None:
        await self._db.run(_SQL["end_live_board"], board.chat_id, board.source, board.message_id)


def _board(row: asyncpg.Record) -> LiveBoard:
    return LiveBoard(
        row["chat_id"],
        MarketSource(row["market_source"]),
        row["message_id"],
        None if row["ended_key"] is None else RoundKey(row["ended_key"]),
        row["shown_hash"],
    )
