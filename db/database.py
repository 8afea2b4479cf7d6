"""A pool that answers within its time or says that the database is away."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from engine.errors import StorageAway

_AWAY = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a connection that the server ended between two messages of a statement
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.DiskFullError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.DeadlockDetectedError,  # two processes wrote the same rows: nothing was written, try again
    asyncpg.LockNotAvailableError,
)


@contextmanager
def translated() -> Iterator[None]:
    """What only means "not now" becomes `StorageAway`; a wrong statement stays a bug."""
    try:
        yield
    except _AWAY as error:
        task = asyncio.current_task()
        if task is not None and task.cancelling():  # asyncpg reports a cancelled statement's clean-up this way
            raise asyncio.CancelledError from error
        raise StorageAway(f"database: {type(error).__name__}: {error}") from error


class Database:
    """Statements through the pool, each with the same time limit. Raises `StorageAway`."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", timeout_s: float = 5.0) -> None:
        self._pool = pool
        self._timeout_s = timeout_s

    def patient(self, timeout_s: float = 60.0) -> "Database":
        """The same for work that may take its time."""
        return Database(self._pool, timeout_s)

    async def rows(self, sql: str, *args: Any) -> Sequence[asyncpg.Record]:
        with translated():
            async with asyncio.timeout(self._timeout_s):
                return await self._pool.fetch(sql, *args)

    async def row(self, sql: str, *args: Any) -> asyncpg.Record | None:
        with translated():
            async with asyncio.timeout(self._timeout_s):
                return await self._pool.fetchrow(sql, *args)

    async def run(self, sql: str, *args: Any) -> None:
        with translated():
            async with asyncio.timeout(self._timeout_s):
                await self._pool.execute(sql, *args)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["PoolConnectionProxy[asyncpg.Record]"]:
        with translated():
            async with asyncio.timeout(self._timeout_s), self._pool.acquire() as connection, connection.transaction():
                yield connection
