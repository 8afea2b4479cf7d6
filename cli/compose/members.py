"""What members have beside the market, in the process that has all of it: paper, competitions, badges."""

from collections.abc import Coroutine
from dataclasses import dataclass

import aiohttp
from redis.asyncio import Redis

from bot.lesson_parts import BadgeSigns
from bot.paper_parts import PaperParts
from bot.round_parts import RoundParts
from bot.run import RunningBot
from cli.compose.market import LiveMarket, Outlook
from cli.compose.paper import PaperHouse, paper_beside
from cli.compose.rounds import RoundHouse, badge_keeper, round_work
from config import Settings
from db.people.lessons import BadgeRepository
from db.pool import Database
from engine.exchange.venues.paper.equities import FloorEquities


@dataclass(frozen=True, slots=True)
class MembersSide:
    settings: Settings
    database: Database
    market: LiveMarket
    house: PaperHouse
    club: RoundHouse

    @staticmethod
    def of(settings: Settings, database: Database, redis: Redis, market: LiveMarket, secret: str) -> "MembersSide":
        house = PaperHouse.of(database, redis, market.source, market.clock)
        club = RoundHouse(database, redis, market.source, market.clock, settings, secret)
        return MembersSide(settings, database, market, house, club)

    def paper(self) -> PaperParts:
        return self.house.parts(self.market.memory, self.club.standings())

    def rounds(self) -> RoundParts:
        return self.club.parts(BadgeSigns(BadgeRepository(self.database)))

    async def work(
        self, outlook: Outlook, session: aiohttp.ClientSession, running: RunningBot
    ) -> tuple[Coroutine[None, None, None], ...]:
        """The exchange, the bells and ranks, and the badges, each endless."""
        equities = FloorEquities()
        paper = paper_beside(self.house, self.market, outlook, self.settings, session, equities)
        rounds = await round_work(self.club, self.house, self.market.memory, equities, running)
        return self.house.wakes.run(), paper, rounds.run(), badge_keeper(self.club, self.house).run()
