"""Connections to Postgres and Redis that give up in time and come back by themselves after a server's restart."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff

from db.database import Database, translated
from db.redis_errors import redis_translated

_CONNECT_S = 5.0


@asynccontextmanager
async def open_pool(
    url: str, *, name: str = "helix", size: int = 8, statement_timeout_s: float = 30.0
) -> AsyncIterator["asyncpg.Pool[asyncpg.Record]"]:
    """A pool of at most `size` connections; `name` is what `pg_stat_activity` shows.

    The server ends a statement after `statement_timeout_s`. A connection the server closed is replaced at the next use.
    Raises `StorageAway` where the database does not answer now.
    """
    with translated():
        pool = await asyncpg.create_pool(
            url,
            min_size=1,
            max_size=size,
            timeout=_CONNECT_S,
            command_timeout=statement_timeout_s + _CONNECT_S,
            max_inactive_connection_lifetime=300,
            server_settings={
                "application_name": name,
                "statement_timeout": str(int(statement_timeout_s * 1000)),
                "lock_timeout": "10000",
                "idle_in_transaction_session_timeout": "60000",
                "timezone": "UTC",
                "jit": "off",  # costs more than it gives on statements of milliseconds
            },
        )
    try:
        yield pool
    finally:
        await _close(pool)


async def _close(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    """Politely, but a server that is away cannot hold up a stop."""
    try:
        async with asyncio.timeout(3.0):
            await pool.close()
    except (TimeoutError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        pool.terminate()


def open_redis(url: str, *, name: str = "helix", size: int = 32) -> "Redis":
    """A client for text values. Every command is given 5 s and, where the connection broke, two more tries.

    Blocking reads set their own, longer limit. Close it with `aclose()`.
    """
    over_network = {} if url.startswith("unix:") else {"socket_keepalive": True}
    return Redis.from_url(
        url,
        decode_responses=True,
        client_name=name.replace(" ", "-"),  # Redis takes no spaces
        max_connections=size,
        socket_connect_timeout=_CONNECT_S,
        socket_timeout=_CONNECT_S,
        health_check_interval=30,
        retry=Retry(ExponentialWithJitterBackoff(cap=0.5, base=0.05), 2),
        **over_network,
    )


async def answers(redis: Redis) -> None:
    """Raises `StorageAway` where Redis is not there now, or does not let us in."""
    with redis_translated():
        await redis.ping()


__all__ = ["Database", "answers", "open_pool", "open_redis"]
