"""`helix engine`: feeds into the stores. The venues themselves; a simulated market belongs to `helix up`."""

import asyncio

import aiohttp
import structlog

from cli.compose.apart import Ground, run_apart
from cli.compose.market import Outlook, build_market
from engine.market.values import MarketSource

log = structlog.get_logger()


def engine() -> None:
    run_apart("engine", _work)


async def _work(ground: Ground) -> None:
    async with aiohttp.ClientSession(trust_env=True) as session:
        market = build_market(Outlook(MarketSource.LIVE), ground.place.settings, session, ground.database, ground.redis)
        async with asyncio.TaskGroup() as group:
            for ingestion in market.ingestions:
                group.create_task(ingestion.run(), name="ingestion")
            log.info("ready", process="engine", source=market.source.value)
