"""A collector in a process of its own, to be killed: `python -m … DATABASE REDIS VENUE NOW_MS`."""

import asyncio
import sys
from datetime import UTC, datetime
from random import Random

import aiohttp

from cli.compose.clocks import FixedClock
from db.bar_store import StoredBars
from db.feed_gaps import GapRepository
from db.instruments import InstrumentRepository
from db.liquidations import LiquidationRepository
from db.market import MarketRepository
from db.pool import Database, open_pool, open_redis
from db.tickers import TickerBoard
from engine.feeds.bybit.feed import BybitFeed
from engine.market.ingest import Ingestion
from engine.market.memory import MemoryMarket
from engine.market.values import MarketSource


async def collect(database_url: str, redis_url: str, venue_url: str, now_ms: int) -> None:
    """Prints `filled` when every history is there and stored."""
    clock, redis = FixedClock(datetime.fromtimestamp(now_ms / 1000, UTC)), open_redis(redis_url)
    async with open_pool(database_url, size=4) as pool, aiohttp.ClientSession() as session:
        database = Database(pool, timeout_s=20)
        store = StoredBars(
            MarketRepository(database),
            InstrumentRepository(database),
            LiquidationRepository(database),
            TickerBoard(redis),
            clock,
        )
        feed = BybitFeed(
            session,
            clock,
            Random(1),
            source=MarketSource.LIVE,
            rest_url=venue_url,
            stream_url=venue_url.replace("http", "ws") + "/v5/public/linear",
        )
        market = MemoryMarket(MarketSource.LIVE, clock)
        ingestion = Ingestion(feed, market, store, clock, Random(1), gaps=GapRepository(database))
        async with asyncio.TaskGroup() as group:
            task = group.create_task(ingestion.run())
            await ingestion.filled.wait()
            task.cancel()
    await redis.aclose()
    sys.stdout.write("filled\n")


if __name__ == "__main__":
    asyncio.run(collect(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
