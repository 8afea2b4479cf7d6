"""A migrated database for the room; each test begins in an empty hall on Friday at noon in Chicago."""

from collections.abc import AsyncIterator, Iterator

import psycopg
import pytest
import pytest_asyncio
from redis.asyncio import Redis

from db.database import Database
from db.embedded import ServerAddresses
from db.pool import open_pool, open_redis
from tests.end_to_end.bot.market import SetClock
from tests.integration.paper.conftest import _PLAIN, GUARDED, unguarded
from tests.integration.rounds.floor import Floor, utc
from tests.integration.rounds.hall import Hall
from tests.rooms import room

_OURS = (
    "prizes", "round_suspicions", "round_entries", "round_members", "round_limits", "round_prices", "round_bells",
    "rounds", "trader_names", "trader_privacy", "trader_follows", "group_traders", "posts",
)  # fmt: skip
NOON = utc(2026, 2, 6, 18)


@pytest.fixture(scope="session")
def rounds_room(server_addresses: ServerAddresses) -> Iterator[str]:
    with room(server_addresses, "test_rounds_room") as url:
        yield url


@pytest.fixture
def rounds_url(rounds_room: str) -> str:
    unguarded(rounds_room, *(f"DELETE FROM {table}" for table in (*GUARDED, *_PLAIN)))
    with psycopg.connect(rounds_room) as connection:
        connection.execute(f"TRUNCATE {', '.join(_OURS)}".encode())
    return rounds_room


@pytest_asyncio.fixture
async def database(rounds_url: str) -> AsyncIterator[Database]:
    async with open_pool(rounds_url) as pool:
        yield Database(pool, timeout_s=30)


@pytest_asyncio.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = open_redis(redis_url)
    yield client
    await client.aclose()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest_asyncio.fixture
async def floor(database: Database, clock: SetClock) -> Floor:
    opened = Floor(database, clock)
    await opened.open()
    return opened


@pytest.fixture
def hall(database: Database, clock: SetClock, floor: Floor, redis: Redis) -> Hall:
    return Hall(database, clock, floor, redis)
