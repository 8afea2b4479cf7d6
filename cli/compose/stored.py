"""Asking the stores of this folder: what `helix scan` and `helix heatmap` stand on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from redis.asyncio import Redis

from cli.compose.hunting import stored_hunts
from cli.compose.mixes import MixDesk
from cli.compose.servers import Stores
from db.accuracy import AccuracyRepository
from db.feed_reports import FeedReports
from db.instruments import InstrumentRepository
from db.liquidations import LiquidationRepository
from db.market import MarketRepository
from db.pool import Database, open_pool, open_redis
from db.stored_market import StoredMarket
from db.tickers import TickerBoard
from engine.liquidations.records.stored import StoredRecords
from engine.liquidations.use_cases import BuildMap, ScanCoin
from engine.market.ports import Clock
from engine.market.values import MarketSource
from engine.scanners.hunting.book import Hunts


@dataclass(frozen=True, slots=True)
class Desk:
    """What one asks about the market."""

    market: StoredMarket
    maps: BuildMap
    scan: ScanCoin
    hunts: Hunts
    mixes: MixDesk


def desk_on(database: Database, redis: Redis, source: MarketSource, clock: Clock) -> Desk:
    market = StoredMarket(
        source,
        MarketRepository(database),
        InstrumentRepository(database),
        LiquidationRepository(database),
        TickerBoard(redis),
        clock,
        reports=FeedReports(redis),
    )
    mixes = MixDesk(database, redis, source, clock)
    maps = BuildMap(market, clock, mixes=mixes.book)
    records = StoredRecords(AccuracyRepository(database), source, clock)
    return Desk(market, maps, ScanCoin(maps, records), stored_hunts(source, database, clock), mixes)


@asynccontextmanager
async def open_desk(stores: Stores, source: MarketSource, clock: Clock) -> AsyncIterator[Desk]:
    """The stored market of one source as of `clock`, and the questions it answers."""
    async with open_pool(stores.database_url, name="helix command", size=2) as pool:
        redis = open_redis(stores.redis_url, size=2)
        try:
            desk = desk_on(Database(pool), redis, source, clock)
            await desk.mixes.read()
            yield desk
        finally:
            await redis.aclose()
