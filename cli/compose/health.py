"""What works and what does not, for /health."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.health import OwnHealth
from bot.ports import HealthLine
from cli.feed_words import feed_words
from db.feed_reports import FeedReports
from engine.errors import StorageAway
from engine.market.ingest import Ingestion
from engine.market.report import FeedReport, is_well
from engine.market.values import MarketSource


@dataclass(frozen=True, slots=True)
class HouseHealth:
    """The bot's own list, the engines that share the market, and one line for each venue: of this process, or as the
    engines tell."""

    own: OwnHealth
    reports: FeedReports
    source: MarketSource
    ingestions: Sequence[Ingestion] = ()
    engines: Callable[[], Awaitable[HealthLine | None]] | None = None
    drift: Callable[[], Awaitable[HealthLine | None]] | None = None

    async def __call__(self) -> Sequence[HealthLine]:
        engines = None if self.engines is None else await self.engines()
        drift = None if self.drift is None else await self.drift()
        shared = [line for line in (engines, drift) if line is not None]
        now = self.own.desk.now()
        feeds = [HealthLine(one.venue.value, is_well(one, now), feed_words(one, now)) for one in await self._feeds()]
        return [*await self.own(), *shared, *feeds]

    async def _feeds(self) -> Sequence[FeedReport]:
        if self.ingestions:
            return [ingestion.report() for ingestion in self.ingestions]
        try:
            return await self.reports.of(self.source, self.own.desk.now())
        except StorageAway:
            return ()  # the line of Redis tells
