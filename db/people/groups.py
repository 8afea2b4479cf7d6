"""What groups want of the bot, on Postgres."""

from collections.abc import Sequence

import asyncpg

from db.database import Database
from db.people.statements import statements
from engine.club.groups import GroupSettings, OldAnswer
from engine.club.people import Locale

_SQL = statements("groups.sql")


class GroupRepository:
    """Implements `GroupBook`. Raises `StorageAway`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def of(self, chat_id: int) -> GroupSettings:
        row = await self._db.row(_SQL["group_settings_of"], chat_id)
        return _settings(row) if row else GroupSettings(chat_id)

    async def change(self, settings: GroupSettings, changed_by: int | None) -> None:
        await self._db.run(
            _SQL["change_group"],
            settings.chat_id,
            settings.locale,
            settings.thread_id,
            settings.has_boards,
            settings.board_minute,
            settings.cooldown_s,
            settings.clean_up_h,
            settings.pins,
            settings.is_muted,
            changed_by,
        )

    async def with_boards(self) -> Sequence[GroupSettings]:
        return [_settings(row) for row in await self._db.rows(_SQL["groups_with_boards"])]

    async def answered(self, chat_id: int, message_id: int) -> None:
        await self._db.run(_SQL["note_group_answer"], chat_id, message_id)

    async def outdated(self, limit: int) -> Sequence[OldAnswer]:
        return [
            OldAnswer(row["chat_id"], row["message_id"]) for row in await self._db.rows(_SQL["outdated_answers"], limit)
        ]


def _settings(row: asyncpg.Record) -> GroupSettings:
    return GroupSettings(
        chat_id=row["chat_id"],
        locale=Locale(row["locale"]) if row["locale"] else None,
        thread_id=row["thread_id"],
        has_boards=row["has_boards"],
        board_minute=row["board_minute"],
        cooldown_s=row["cooldown_s"],
        clean_up_h=row["clean_up_h"],
        pins=row["pins"],
        is_muted=row["is_muted"],
    )
