"""One migrated database for the room, emptied before each test; a Redis client for each test."""

from collections.abc import AsyncIterator, Iterator

import psycopg
import pytest
import pytest_asyncio
from redis.asyncio import Redis

from db.database import Database
from db.embedded import ServerAddresses
from db.kinds import DatabaseKind, probe_kind
from db.pool import open_pool, open_redis
from tests.rooms import room

_NAME = "test_db_room"
_TABLES = (
    "ohlcv open_interest funding instruments liquidation_events liquidation_data_raw liquidation_snapshots signals"
    " agent_logs wicks accuracy_records coin_history_patterns cluster_wicks whale_accounts whale_contexts"
    " leverage_mixes feed_gaps feed_heard"
)


@pytest.fixture(scope="session")
def room_url(server_addresses: ServerAddresses) -> Iterator[str]:
    with room(server_addresses, _NAME) as url:
        yield url


@pytest.fixture
def plain_only(postgres_url: str) -> None:
    """For what we do ourselves on plain PostgreSQL and TimescaleDB does by itself."""
    if probe_kind(postgres_url) is not DatabaseKind.PLAIN:
        pytest.skip("the server given from outside has TimescaleDB")


@pytest.fixture
def migrated_url(room_url: str) -> str:
    with psycopg.connect(room_url, autocommit=True) as connection:
        connection.execute(";".join(f"DELETE FROM {table}" for table in _TABLES.split()).encode())
    return room_url


@pytest_asyncio.fixture
async def database(migrated_url: str) -> AsyncIterator[Database]:
    async with open_pool(migrated_url, size=4) as pool:
        yield Database(pool, timeout_s=30)


@pytest_asyncio.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = open_redis(redis_url)
    yield client
    await client.aclose()
