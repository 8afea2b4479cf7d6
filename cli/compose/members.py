"""What members have beside the market: paper, competitions, badges."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial

import aiohttp
import structlog
from redis.asyncio import Redis

from bot.lesson_parts import BadgeSigns
from bot.paper_parts import PaperParts
from bot.round_parts import RoundParts
from bot.run import RunningBot
from cli.compose.alive import Alive
from cli.compose.leased import by_one
from cli.compose.market import LiveMarket, Outlook
from cli.compose.paper import PaperHouse, paper_beside, paper_on_stores
from cli.compose.rounds import RoundHouse, conductor_beside
from config import Settings
from db.leases import Leases
from db.paper.journal import JournalBroken
from db.people.lessons import BadgeRepository
from db.pool import Database
from engine.errors import StorageAway
from engine.exchange.venues.paper.broken import AccountBroken, CommandBroken
from engine.exchange.venues.paper.equities import FloorEquities
from engine.looking import look_on
from engine.market.cancelling import heed_cancellation
from engine.market.ports import Clock, MarketReader
from engine.market.values import MarketSource

Works = tuple[Coroutine[None, None, None], ...]
_EXCHANGE, _BELLS = "paper exchange", "rounds"
_AGAIN_S = 3.0
_CONDUCT_EVERY_S, _RANKS_EVERY_S = 1.0, 5.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class MembersSide:
    """Of one source. `reader`: of all coins."""

    settings: Settings
    database: Database
    reader: MarketReader
    house: PaperHouse
    club: RoundHouse

    @staticmethod
    def of(
        settings: Settings, database: Database, redis: Redis, reader: MarketReader, source: MarketSource, clock: Clock
    ) -> "MembersSide":
        house = PaperHouse.of(database, redis, source, clock)
        return MembersSide(settings, database, reader, house, RoundHouse(database, redis, source, clock, settings))

    def paper(self) -> PaperParts:
        return self.house.parts(self.reader, self.club.standings())

    def rounds(self) -> RoundParts:
        return self.club.parts(BadgeSigns(BadgeRepository(self.database)))

    def exchange_beside(
        self, market: LiveMarket, outlook: Outlook, session: aiohttp.ClientSession, leases: Leases
    ) -> Works:
        """The exchange and the ranks, in the process that has the whole market in memory. Each is endless."""
        equities = FloorEquities()
        run = partial(paper_beside, self.house, market, outlook, self.settings, session, equities)
        return (
            self.house.wakes.run(),
            by_one(leases, _EXCHANGE, partial(_again, run)),
            self._ranks(equities),
            self._alive(equities),
        )

    def exchange_on_stores(self, session: aiohttp.ClientSession, leases: Leases) -> Works:
        """The same on what other processes store: one of many engines does it."""
        equities = FloorEquities()
        run = partial(paper_on_stores, self.house, self.reader, self.settings, session, equities)
        return (
            self.house.wakes.run(),
            by_one(leases, _EXCHANGE, partial(_again, run)),
            self._ranks(equities),
            self._alive(equities),
        )

    async def bells(self, running: RunningBot, leases: Leases) -> None:
        """Endless; one process of all rings them."""
        conductor = await conductor_beside(self.club, self.house, self.reader, running)
        await by_one(leases, _BELLS, partial(look_on, conductor.look, _CONDUCT_EVERY_S, "rounds_wait"))

    async def _alive(self, equities: FloorEquities) -> None:
        """Said from when the exchange has taken up what was there: before, it has to read when it was last said."""
        await equities.begun.wait()
        await Alive(self.house.redis, self.house.source, self.house.clock).run()

    async def _ranks(self, equities: FloorEquities) -> None:
        await equities.begun.wait()
        await look_on(self.club.ranks(equities).look, _RANKS_EVERY_S, "ranks_wait")


async def _again(run: Callable[[], Coroutine[None, None, None]]) -> None:
    """The exchange over what ends it: a store that is away at its start, one that another process wrote to, a command
    or an account it failed at. What is written is the truth, so it is taken up anew."""
    while True:
        heed_cancellation()
        try:
            await run()
        except* (StorageAway, JournalBroken, CommandBroken, AccountBroken) as several:
            log.error("paper_taken_up_anew", reasons=[str(one)[:200] for one in several.exceptions])
        await asyncio.sleep(_AGAIN_S)
