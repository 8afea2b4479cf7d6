"""Persons and chats on Postgres."""

import asyncpg

from db.database import Database
from db.people.statements import statements
from engine.club.people import ChatKind, Locale, Person, Preferences, Style, Theme
from engine.club.quiet import QuietHours
from engine.market.windows import Window

_SQL = statements("people.sql")
_GROUPS = statements("groups.sql")


class PeopleRepository:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def find(self, user_id: int) -> Person | None:
        row = await self._db.row(_SQL["find_person"], user_id)
        return _person(row) if row else None

    async def meet(
        self,
        user_id: int,
        first_name: str,
        username: str | None,
        prefers: Preferences,
        *,
        has_started: bool,
    ) -> Person:
        """Remembers somebody. `prefers` counts the first time only; later their own choice stays."""
        row = await self._db.row(
            _SQL["meet_person"],
            user_id,
            first_name,
            username,
            prefers.locale,
            prefers.zone,
            has_started,
        )
        return _one(row)

    async def invited(self, user_id: int, code: str) -> None:
        """Keeps the code of whoever invited; the first one stays."""
        await self._db.run(_SQL["keep_inviter"], user_id, code)

    async def prefer(self, user_id: int, prefers: Preferences) -> Person:
        row = await self._db.row(
            _SQL["change_preferences"],
            user_id,
            prefers.locale,
            prefers.zone,
            prefers.theme,
            prefers.style,
            prefers.window,
        )
        return _one(row)

    async def keep_quiet(self, user_id: int, quiet: QuietHours | None) -> Person:
        span = (None, None) if quiet is None else (quiet.start, quiet.end)
        return _one(await self._db.row(_SQL["change_quiet"], user_id, *span))

    async def mark_blocked(self, user_id: int) -> None:
        await self._db.run(_SQL["mark_blocked"], user_id)

    async def mark_reachable(self, user_id: int) -> None:
        await self._db.run(_SQL["mark_reachable"], user_id)


class ChatRepository:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def see(self, chat_id: int, kind: ChatKind, title: str | None) -> None:
        await self._db.run(_SQL["see_chat"], chat_id, kind, title)

    async def leave(self, chat_id: int) -> None:
        await self._db.run(_SQL["leave_chat"], chat_id)

    async def migrate(self, old_id: int, new_id: int) -> None:
        async with self._db.transaction() as connection:
            await connection.execute(_SQL["migrate_chat"], old_id, new_id)
            await connection.execute(_SQL["inherit_chat"], old_id, new_id)
            await connection.execute(_GROUPS["inherit_group_settings"], old_id, new_id)
            await connection.execute(_GROUPS["take_traders_along"], old_id, new_id)

    async def present_id(self, chat_id: int) -> int:
        """Where a chat lives now; itself where it never moved."""
        row = await self._db.row(_SQL["where_chat_went"], chat_id)
        return int(row["chat_id"]) if row else chat_id


def _one(row: asyncpg.Record | None) -> Person:
    if row is None:
        raise LookupError("nobody is known by that id")
    return _person(row)


def _person(row: asyncpg.Record) -> Person:
    return Person(
        user_id=row["user_id"],
        first_name=row["first_name"],
        prefers=Preferences(
            Locale(row["locale"]), row["zone"], Theme(row["theme"]), Style(row["style"]), Window(row["default_window"])
        ),
        inviter_code=row["inviter_code"],
        started_at=row["started_at"],
        is_reachable=row["blocked_at"] is None,
        quiet=QuietHours(row["quiet_from"], row["quiet_to"]) if row["quiet_from"] is not None else None,
    )
