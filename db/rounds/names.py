"""Traders' names on Postgres: everybody has one, nobody has another's."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import asyncpg

from db.database import Database
from db.rounds.statements import statements
from engine.club.rounds.handles import handle_of, user_of
from engine.club.rounds.names import fault_of, key_of, pseudonym, tidied
from engine.club.rounds.naming import NameChoice, NameFault

_SQL = statements("names.sql")
_MOST_ATTEMPTS = 50


class NameRepository:
    """Implements `TraderNames`. Raises `StorageAway`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def name(self, user_id: int) -> str:
        return (await self._all([user_id]))[user_id][0]

    async def names(self, user_ids: Sequence[int]) -> Mapping[int, str]:
        return {user_id: name for user_id, (name, is_hidden) in (await self._all(user_ids)).items() if not is_hidden}

    async def choose(self, user_id: int, typed: str, now: datetime) -> NameChoice:
        fault, name = fault_of(typed), tidied(typed)
        if fault is None:
            fault = None if await self._take(user_id, name, now) else NameFault.TAKEN
        return NameChoice(await self.name(user_id) if fault else name, fault)

    async def find(self, typed: str) -> int | None:
        row = await self._db.row(_SQL["find_name"], key_of(tidied(typed)))
        return None if row is None else int(row["user_id"])

    async def handle(self, user_id: int) -> str:
        return handle_of(user_id, await self._salt())

    async def of_handle(self, handle: str) -> int | None:
        user_id = user_of(handle, await self._salt())
        return user_id if user_id is not None and await self._known([user_id]) else None

    async def _take(self, user_id: int, name: str, now: datetime) -> bool:
        try:
            return await self._db.row(_SQL["choose_name"], user_id, name, key_of(name), now) is not None
        except asyncpg.UniqueViolationError:  # somebody took it in the same moment
            return False

    async def _all(self, user_ids: Sequence[int]) -> Mapping[int, tuple[str, bool]]:
        known = await self._known(user_ids)
        missing = [user_id for user_id in dict.fromkeys(user_ids) if user_id not in known]
        salt = await self._salt() if missing else b""
        for attempt in range(_MOST_ATTEMPTS):
            if not missing:
                break
            given = [(user_id, pseudonym(user_id, salt, attempt)) for user_id in missing]
            async with self._db.transaction() as connection:
                await connection.executemany(_SQL["give_name"], [(one, name, key_of(name)) for one, name in given])
            known |= await self._known(missing)
            missing = [user_id for user_id in missing if user_id not in known]
        return known

    async def _salt(self) -> bytes:
        row = await self._db.row(_SQL["salt"])
        return b"" if row is None else str(row["salt"]).encode()

    async def _known(self, user_ids: Sequence[int]) -> dict[int, tuple[str, bool]]:
        rows = await self._db.rows(_SQL["names_of"], list(user_ids))
        return {row["user_id"]: (row["name"], row["is_hidden"]) for row in rows}
