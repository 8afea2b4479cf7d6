"""A first backfill that is killed in the middle goes on where it was."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator

import asyncpg
import pytest
from aiohttp.test_utils import TestServer

from db.migrate import migrate
from engine.market.series import CAPACITY
from engine.market.windows import STEPS_MS
from tests.integration.feeds.local_bybit import LocalBybit

_CONTRACTS = 12
_WHOLE = """
SELECT symbol, step_ms FROM ohlcv WHERE source = 'live' GROUP BY symbol, step_ms HAVING count(*) >= $1
"""


@pytest.fixture
async def venue_url(venue: LocalBybit) -> AsyncIterator[str]:
    venue.listed = {f"C{number}USDT": {"baseCoin": f"C{number}"} for number in range(_CONTRACTS)}
    venue.page_size = 100
    async with TestServer(venue.app()) as server:
        yield str(server.make_url("")).rstrip("/")


class Collector:
    """Starts processes that collect into one database."""

    def __init__(self, postgres_url: str, redis_url: str, venue_url: str, venue: LocalBybit) -> None:
        self._arguments = [postgres_url, redis_url, venue_url, str(venue.now_ms)]
        self._postgres_url = postgres_url

    async def start(self) -> Process:
        command = ["-m", "tests.integration.feeds.collector", *self._arguments]
        return await asyncio.create_subprocess_exec(sys.executable, *command, stdout=PIPE)

    async def whole(self) -> set[tuple[str, int]]:
        """Histories the database holds from end to end."""
        connection = await asyncpg.connect(self._postgres_url)
        try:
            return {(row["symbol"], row["step_ms"]) for row in await connection.fetch(_WHOLE, CAPACITY)}
        finally:
            await connection.close()

    async def until_stored(self, count: int) -> set[tuple[str, int]]:
        async with asyncio.timeout(60):
            while True:
                found = await self.whole()
                if len(found) >= count:
                    return found
                await asyncio.sleep(0.1)


async def test_what_was_fetched_before_a_kill_is_not_fetched_again(
    postgres_url: str, redis_url: str, venue_url: str, venue: LocalBybit
) -> None:
    await asyncio.to_thread(migrate, postgres_url)
    collector = Collector(postgres_url, redis_url, venue_url, venue)
    venue.klines_left = 40  # of 96 histories
    first = await collector.start()
    await collector.until_stored(30)
    first.kill()
    await first.wait()
    stored = await collector.whole()
    assert 30 <= len(stored) < _CONTRACTS * len(STEPS_MS)
    venue.klines.clear()
    venue.klines_left = 1_000_000
    venue.gate.set()
    second = await collector.start()
    said, _ = await asyncio.wait_for(second.communicate(), 90)
    assert said.split()[-1] == b"filled"
    assert len(await collector.whole()) == _CONTRACTS * len(STEPS_MS)
    assert stored.isdisjoint(venue.klines)
    assert max(venue.klines.values()) == 1
