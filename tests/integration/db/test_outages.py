"""A database or Redis that goes away is said in the engine's words, and is used again when it is back."""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit, urlunsplit

import pytest

from db.database import Database
from db.leases import Leases
from db.pool import open_pool, open_redis
from db.streams import Stream
from engine.errors import StorageAway
from tests.integration.db.proxy import Door, door_to


def through(door: Door, url: str) -> str:
    parts = urlsplit(url)
    login = parts.netloc.rpartition("@")[0]
    return urlunsplit(parts._replace(netloc=f"{login}@127.0.0.1:{door.port}" if login else f"127.0.0.1:{door.port}"))


async def until(fact: Callable[[], Awaitable[bool]], limit_s: float = 10) -> None:
    async with asyncio.timeout(limit_s):
        while not await fact():  # noqa: ASYNC110  # a server has no event to wait for
            await asyncio.sleep(0.02)


async def works(ask: Callable[[], Awaitable[object]]) -> bool:
    try:
        await ask()
    except StorageAway:
        return False
    return True


async def test_the_database_gone_and_back(migrated_url: str) -> None:
    parts = urlsplit(migrated_url)
    async with (
        door_to(parts.hostname or "", parts.port or 5432) as door,
        open_pool(through(door, migrated_url), size=3) as pool,
    ):
        database = Database(pool, timeout_s=2)
        await asyncio.gather(*(database.row("SELECT 1") for _ in range(3)))
        await door.shut()
        for _ in range(4):
            with pytest.raises(StorageAway):
                await database.row("SELECT 1")
        await door.open()
        await until(lambda: works(lambda: database.row("SELECT 1")))
        found = await asyncio.gather(*(database.row("SELECT 7 AS n") for _ in range(6)))
        assert [row["n"] for row in found if row] == [7] * 6


async def test_connections_that_the_server_ends_are_replaced(migrated_url: str) -> None:
    async with open_pool(migrated_url, name="helix-ended", size=2) as pool, open_pool(migrated_url, size=1) as other:
        database = Database(pool, timeout_s=5)
        await asyncio.gather(*(database.row("SELECT pg_sleep(0.02)") for _ in range(2)))
        await other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'helix-ended'"
        )
        await until(lambda: works(lambda: database.row("SELECT 1")))
        assert await works(lambda: database.row("SELECT 1"))


async def test_a_statement_that_takes_too_long_is_ended(migrated_url: str) -> None:
    async with open_pool(migrated_url, size=1) as pool:
        with pytest.raises(StorageAway):
            await Database(pool, timeout_s=0.1).row("SELECT pg_sleep(30)")
        row = await Database(pool, timeout_s=5).row("SELECT 1 AS n")
        assert row is not None
        assert row["n"] == 1


async def test_a_database_that_is_not_there_is_said_at_once() -> None:
    with pytest.raises(StorageAway, match="database"):
        async with open_pool("postgresql://nobody:hunter2@127.0.0.1:1/none"):
            pass


async def test_redis_gone_and_back(redis_url: str) -> None:
    parts = urlsplit(redis_url)
    async with door_to(parts.hostname or "", parts.port or 6379) as door:
        client = open_redis(through(door, redis_url))
        stream, leases = Stream(client, "signals"), Leases(client, ttl_s=30)
        group = stream.group("bot")
        await stream.publish({"n": 1})
        assert await leases.take("polling")
        assert len(await group.read(wait_s=0.1)) == 1
        await door.shut()
        for ask in (lambda: stream.publish({"n": 2}), lambda: group.read(wait_s=0.1), lambda: leases.take("polling")):
            assert not await works(ask)
        await door.open()
        await until(lambda: works(lambda: stream.publish({"n": 3})))
        assert [message.body["n"] for message in await group.read(wait_s=1)] == [3]
        assert await leases.renew("polling")
        await client.aclose()


async def test_a_lease_outlives_a_short_absence_of_redis(redis_url: str) -> None:
    parts = urlsplit(redis_url)
    async with door_to(parts.hostname or "", parts.port or 6379) as door:
        client = open_redis(through(door, redis_url))
        leases = Leases(client, ttl_s=6)
        async with leases.held("polling") as lost:
            await door.shut()
            await asyncio.sleep(0.2)
            await door.open()
            await until(lambda: works(lambda: leases.renew("polling")))
            assert not lost.is_set()
        await client.aclose()
