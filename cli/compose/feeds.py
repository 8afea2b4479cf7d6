"""What the feeds of this process tell: to other processes, and to the person at the terminal."""

import asyncio
from collections.abc import Callable, Sequence

import structlog
from redis.asyncio import Redis

from cli.compose.market import LiveMarket
from cli.feed_words import history_words
from db.feed_reports import FeedReports
from engine.errors import StorageAway
from engine.market.ingest import Ingestion
from engine.market.loading import loading_of_all
from engine.market.ports import Clock
from engine.market.values import MarketSource

_TELL_EVERY_S = 5.0
_SAY_EVERY_S = 30.0
_FIRST_S = 3.0  # a short history is there before anybody could read about it
log = structlog.get_logger()


async def tend_feeds(market: LiveMarket, redis: Redis, say: Callable[[str], None] | None = None) -> None:
    """Everything beside the feeds themselves, until cancelled. `say`: where a person watches the start."""
    async with asyncio.TaskGroup() as group:
        group.create_task(tell_feeds(market.ingestions, FeedReports(redis), market.clock), name="feed reports")
        if market.archive is not None:
            group.create_task(market.archive.run(), name="archive")
        if say is not None and market.source is not MarketSource.RECORDED:
            group.create_task(say_history(market.ingestions, say), name="history")


async def tell_feeds(ingestions: Sequence[Ingestion], reports: FeedReports, clock: Clock) -> None:
    """Until cancelled; while Redis is away nobody is told."""
    is_clean = False
    while True:
        try:
            for ingestion in ingestions:
                report = ingestion.report()
                if not is_clean:
                    await reports.forget_old(report.source, clock.now())
                await reports.tell(report)
            is_clean = True
        except StorageAway as error:
            log.warning("feeds_not_told", error=str(error)[:200])
        await asyncio.sleep(_TELL_EVERY_S)


async def say_history(ingestions: Sequence[Ingestion], say: Callable[[str], None], first_s: float = _FIRST_S) -> None:
    """`History 34 %, about 6 min left`, every half minute until it is complete."""
    for ingestion in ingestions:
        await ingestion.listed.wait()
    await asyncio.sleep(first_s)
    said = False
    while (loading := loading_of_all(one.history for one in ingestions)) is not None:
        said = True
        say(f"History {history_words(loading)}")
        async with asyncio.TaskGroup() as group:
            waits = [group.create_task(one.filled.wait()) for one in ingestions]
            await asyncio.wait(waits, timeout=_SAY_EVERY_S)
            for wait in waits:
                wait.cancel()
    if said:
        say("History is complete")
