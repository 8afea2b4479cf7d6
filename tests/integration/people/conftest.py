import asyncio
from collections.abc import AsyncIterator

import pytest

from db.database import Database
from db.migrate import migrate
from db.pool import open_pool


@pytest.fixture
async def database(postgres_url: str) -> AsyncIterator[Database]:
    await asyncio.to_thread(migrate, postgres_url)
    async with open_pool(postgres_url) as pool:
        yield Database(pool)
