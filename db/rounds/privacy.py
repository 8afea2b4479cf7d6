"""Who hides, who may be followed, who follows, and who is counted in which group, on Postgres."""

from collections.abc import Sequence
from datetime import datetime

from db.database import Database
from db.rounds.statements import statements

_SQL = statements("names.sql")


class PrivacyRepository:
    """Implements `Privacy`. Raises `StorageAway`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def is_hidden(self, user_id: int) -> bool:
        row = await self._db.row(_SQL["privacy_of"], user_id)
        return row is not None and bool(row["is_hidden"])

    async def hide(self, user_id: int, hidden: bool) -> None:
        await self._change("hide", user_id, hidden)

    async def may_be_followed(self, user_id: int) -> bool:
        row = await self._db.row(_SQL["privacy_of"], user_id)
        return row is not None and bool(row["may_be_followed"])

    async def allow_following(self, user_id: int, allowed: bool) -> None:
        await self._change("allow", user_id, allowed)

    async def _change(self, name: str, user_id: int, value: bool) -> None:
        """Whoever may not be followed any more has no followers."""
        async with self._db.transaction() as connection:
            await connection.execute(_SQL[name], user_id, value)
            await connection.execute(_SQL["end_follows"], user_id)


class FollowRepository:
    """Implements `Follows`. Raises `StorageAway`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def follow(self, follower_id: int, trader_id: int, now: datetime) -> bool:
        return await self._db.row(_SQL["follow"], follower_id, trader_id, now) is not None

    async def unfollow(self, follower_id: int, trader_id: int) -> bool:
        return await self._db.row(_SQL["unfollow"], follower_id, trader_id) is not None

    async def followers(self, trader_id: int, by: datetime | None = None) -> Sequence[int]:
        return [row["user_id"] for row in await self._db.rows(_SQL["followers"], trader_id, by)]

    async def following(self, follower_id: int) -> Sequence[int]:
        return [row["user_id"] for row in await self._db.rows(_SQL["following"], follower_id)]

    async def followed(self) -> Sequence[int]:
        return [row["user_id"] for row in await self._db.rows(_SQL["followed"])]


class GroupTraderRepository:
    """Implements `GroupTraders`. Raises `StorageAway`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def seen(self, chat_id: int, user_id: int) -> None:
        await self._db.run(_SQL["seen_in_group"], chat_id, user_id)

    async def gone(self, chat_id: int, user_id: int) -> None:
        await self._db.run(_SQL["gone_from_group"], chat_id, user_id)

    async def groups(self, user_id: int) -> Sequence[int]:
        return [row["chat_id"] for row in await self._db.rows(_SQL["groups_of"], user_id)]
