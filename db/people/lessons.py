"""Lessons done, badges held, and practice trades being replayed, on Postgres."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import asyncpg

from db.database import Database
from db.people.statements import statements
from engine.club.lessons.badges import Badge
from engine.club.lessons.ports import HeldBadge, LessonDone, Replay

_SQL = statements("lessons.sql")


class BadgeRepository:
    """Implements `Badges`. Raises `StorageAway`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def of(self, user_id: int) -> Sequence[HeldBadge]:
        """A badge that no code knows any more is left out."""
        rows = await self._db.rows(_SQL["badges_of"], user_id)
        return [HeldBadge(Badge(row["badge"]), row["awarded_at"]) for row in rows if row["badge"] in set(Badge)]

    async def award(self, user_id: int, badges: Iterable[Badge], at: datetime) -> frozenset[Badge]:
        rows = await self._db.rows(_SQL["award_badges"], user_id, [badge.value for badge in badges], at)
        return frozenset(Badge(row["badge"]) for row in rows)


class LessonRepository:
    """Implements `LessonBook`. Raises `StorageAway`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def done(self, user_id: int) -> frozenset[int]:
        return frozenset(row["lesson"] for row in await self._db.rows(_SQL["lessons_done"], user_id))

    async def begin(self, chat_id: int, message_id: int, user_id: int, lesson: int, code: str, wait_s: float) -> bool:
        row = await self._db.row(_SQL["begin_replay"], chat_id, message_id, user_id, lesson, code, wait_s)
        return row is not None

    async def running(self, chat_id: int, message_id: int) -> Replay | None:
        row = await self._db.row(_SQL["running_replay"], chat_id, message_id)
        return _replay(row) if row else None

    async def skip(self, chat_id: int, message_id: int) -> bool:
        return await self._db.row(_SQL["skip_replay"], chat_id, message_id) is not None

    async def due(self, limit: int, lease_s: float) -> Sequence[Replay]:
        return [_replay(row) for row in await self._db.rows(_SQL["due_replays"], limit, lease_s)]

    async def shows(self, replay: Replay, step: int, wait_s: float) -> None:
        await self._db.run(_SQL["replay_shows"], replay.chat_id, replay.message_id, step, wait_s)

    async def give_up(self, replay: Replay) -> None:
        await self._db.run(_SQL["end_replay"], replay.chat_id, replay.message_id)

    async def finish(self, replay: Replay, result: LessonDone, badges: Iterable[Badge], at: datetime) -> None:
        names = [badge.value for badge in badges]
        async with self._db.transaction() as connection:
            await connection.execute(_SQL["end_replay"], replay.chat_id, replay.message_id)
            await connection.execute(
                _SQL["lesson_done"], result.user_id, result.lesson, at, result.code, result.end, result.net_usdt
            )
            await connection.execute(_SQL["award_badges"], result.user_id, names, at)


def _replay(row: asyncpg.Record) -> Replay:
    return Replay(
        row["chat_id"],
        row["message_id"],
        row["user_id"],
        row["lesson"],
        row["choice"],
        row["age"],
        row["step"],
        row["is_skipped"],
    )
