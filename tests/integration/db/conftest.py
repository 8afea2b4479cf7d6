"""A migrated database and a Redis client for each test."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from redis.asyncio import Redis

from db.migrate import migrate
from db.people.database import Database
from db.pool import open_pool, open_redis


@pytest.fixture
def migrated_url(postgres_url: str) -> str:
    migrate(postgres_url)
    return postgres_url


@pytest_asyncio.fixture
async def database(migrated_url: str) -> AsyncIterator[Database]:
    async with open_pool(migrated_url, size=4) as pool:
        yield Database(pool, timeout_s=30)


@pytest_asyncio.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = open_redis(redis_url)
    yield client
    await client.aclose()
