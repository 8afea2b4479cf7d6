"""A database whose server ends our connection before the n-th statement of a transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from asyncpg.pool import PoolConnectionProxy

from db.database import Database


class Mortal(Database):
    """Dies once, before statement `dies_at` (from 1); the one after the last is the commit. Counts in `steps`."""

    def __init__(self, living: Database, dies_at: int | None = None) -> None:
        super().__init__(living._pool, living._timeout_s)
        self._living = living
        self._dies_at = dies_at
        self.steps = 0

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Any]:
        self.steps = 0
        async with super().transaction() as connection:
            yield _Counted(self, connection)
            await self.step(connection)

    async def step(self, connection: "PoolConnectionProxy[Any]") -> None:
        self.steps += 1
        if self.steps == self._dies_at:
            await self._living.row("SELECT pg_terminate_backend($1, 5000)", connection.get_server_pid())


class _Counted:
    def __init__(self, mortal: Mortal, connection: "PoolConnectionProxy[Any]") -> None:
        self._mortal = mortal
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        async def call(*args: Any, **more: Any) -> Any:
            await self._mortal.step(self._connection)
            return await getattr(self._connection, name)(*args, **more)

        return call
