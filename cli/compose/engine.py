"""`helix engine`: feeds into the stores. The venues themselves; a simulated market belongs to `helix up`."""

import asyncio

import aiohttp
import structlog

from cli.compose.alarms import AlarmBell
from cli.compose.apart import Ground, run_apart
from cli.compose.feeds import tend_feeds
from cli.compose.market import LiveMarket, Outlook, build_market
from cli.compose.place import Place
from db.alarms import AlarmStream
from db.leases import Leases
from engine.market.values import MarketSource

log = structlog.get_logger()


def engine(place: Place) -> None:
    run_apart("engine", place, _work)


async def _work(ground: Ground) -> None:
    async with aiohttp.ClientSession(trust_env=True) as session:
        bell = AlarmBell(AlarmStream(ground.redis))
        outlook, settings = Outlook(MarketSource.LIVE), ground.place.settings
        market = build_market(outlook, settings, session, ground.database, ground.redis, bell.ring, ground.place.home)
        async with asyncio.TaskGroup() as group:
            group.create_task(bell.run(), name="alarms")
            for ingestion in market.ingestions:
                group.create_task(ingestion.run(), name="ingestion")
            group.create_task(tend_feeds(market, ground.redis), name="feeds")
            group.create_task(_keep_records(market, Leases(ground.redis)), name="records")
            log.info("ready", process="engine", source=market.source.value)


async def _keep_records(market: LiveMarket, leases: Leases) -> None:
    """By one engine of all; another takes over where it ends or loses its lease."""
    while True:
        async with leases.held("records") as lost, asyncio.TaskGroup() as group:
            work = group.create_task(market.keeper.run(), name="record keeper")
            await lost.wait()
            work.cancel()
