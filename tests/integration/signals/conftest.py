"""A migrated database and an emptied Valkey for each test, and a maker of signals on a small market."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from db.database import Database
from db.migrate import migrate
from db.pool import open_pool, open_redis
from db.signals import SignalRepository


@pytest.fixture
async def database(postgres_url: str) -> AsyncIterator[Database]:
    await asyncio.to_thread(migrate, postgres_url)
    async with open_pool(postgres_url, size=6) as pool:
        yield Database(pool, timeout_s=30)


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = open_redis(redis_url)
    yield client
    await client.aclose()


@pytest.fixture
def book(database: Database) -> SignalRepository:
    return SignalRepository(database)
