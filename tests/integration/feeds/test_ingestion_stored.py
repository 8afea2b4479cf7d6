"""Ingestion with the real database: what one run stored is what the next one starts from."""

from collections.abc import AsyncIterator

import numpy as np
import pytest
from redis.asyncio import Redis

from db.bar_store import StoredBars
from db.database import Database
from db.instruments import InstrumentRepository
from db.liquidations import LiquidationRepository
from db.market import MarketRepository
from db.migrate import migrate
from db.pool import open_pool, open_redis
from db.tickers import TickerBoard
from engine.feeds.bybit.feed import BybitFeed
from engine.market.values import Coin, Venue
from engine.market.windows import STEPS_MS
from tests.integration.feeds.conftest import VenueClock
from tests.integration.feeds.local_bybit import LocalBybit
from tests.integration.feeds.test_ingestion import FIVE_MIN_MS, KLINE, Running, started


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = open_redis(redis_url)
    yield client
    await client.aclose()


@pytest.fixture
async def store(postgres_url: str, redis: Redis, clock: VenueClock) -> AsyncIterator[StoredBars]:
    migrate(postgres_url)
    async with open_pool(postgres_url, size=4) as pool:
        database = Database(pool, timeout_s=20)
        yield StoredBars(
            MarketRepository(database),
            InstrumentRepository(database),
            LiquidationRepository(database),
            TickerBoard(redis),
            clock,
        )


async def test_a_restart_starts_from_what_the_database_holds(
    feed: BybitFeed, clock: VenueClock, store: StoredBars, venue: LocalBybit
) -> None:
    close = {"T": venue.now_ms, "s": "BTCUSDT", "S": "Buy", "v": "3", "p": "10"}
    async with started(Running(feed, clock, store)) as run:
        await run.ingestion.filled.wait()
        await venue.subscribed.wait()
        await venue.say({"topic": "allLiquidation.BTCUSDT", "type": "snapshot", "ts": venue.now_ms, "data": [close]})
        await run.hear_liquidation()
        before = {step_ms: await run.market.bars(Coin("PEPE"), Venue.BYBIT, step_ms, 400) for step_ms in STEPS_MS}
    venue.asked.clear()
    venue.now_ms += 2 * FIVE_MIN_MS
    async with started(Running(feed, clock, store)) as run:
        await run.ingestion.filled.wait()
        totals = await run.market.liquidated(Coin("BTC"), clock.now().replace(hour=0))
        assert totals is not None
        assert totals.long_usd == pytest.approx(30.0)
        for step_ms, bars in before.items():
            again = await run.market.bars(Coin("PEPE"), Venue.BYBIT, step_ms, 410)
            both = again.between(int(bars.open_ms[0]), int(bars.open_ms[-1]) + 1)
            np.testing.assert_array_equal(both.open_ms, bars.open_ms)
            np.testing.assert_allclose(both.close, bars.close)
            np.testing.assert_allclose(both.oi_base, bars.oi_base)
    assert venue.asked[KLINE] == 3  # the new five-minute bars of three contracts; nothing coarser has closed since


async def test_a_venue_that_is_away_leaves_what_the_database_holds(
    feed: BybitFeed, clock: VenueClock, store: StoredBars, venue: LocalBybit
) -> None:
    async with started(Running(feed, clock, store)) as run:
        await run.ingestion.filled.wait()
    venue.is_down = True
    async with started(Running(feed, clock, store)) as run:
        await run.see(lambda: run.alarms)
        assert len(await run.market.bars(Coin("BTC"), Venue.BYBIT, 86_400_000, 365)) == 365
        assert run.market.is_stale(Coin("BTC"), Venue.BYBIT)
