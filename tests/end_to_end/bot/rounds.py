"""A bot with competitions: those who trade are made up, groups, posts and boards are real."""

from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from aiohttp import ClientSession

from bot.round_parts import RoundParts
from bot.run import RunningBot, prepare_bot
from db.database import Database
from db.people.groups import GroupRepository
from db.people.live_boards import LiveBoardRepository
from db.pool import open_pool
from engine.club.rounds.calendar import round_at
from engine.club.rounds.telling import Teller
from engine.club.rounds.values import Period, PrizeState, Round, RoundResult
from tests.end_to_end.bot.conftest import GROUP
from tests.end_to_end.bot.market import SmallMarket
from tests.end_to_end.bot.person import Json, Someone, words
from tests.end_to_end.bot.running import Place, bot_parts, running
from tests.unit.bot.round_builders import HOUSE, RESULT
from tests.unit.bot.round_fakes import FakeClub, fake_parts


@dataclass
class Arena:
    """`bot` does by itself only what a chat does; the rest is called step by step."""

    bot: RunningBot
    club: FakeClub
    market: SmallMarket
    database: Database
    admin: Someone
    group: Someone  # the same admin, in the group

    @property
    def day(self) -> Round:
        return round_at(Period.DAY, self.market.clock.now(), HOUSE)

    async def newcomer(self, key: str, language: str = "en", *, started: bool = True) -> Someone:
        await self.admin.call("people", key=key, first_name=key.title(), language_code=language, started=started)
        someone = replace(self.admin, who=key, chat="bot", seen=0)
        await someone.call("join", chat=GROUP, direct=True)
        if started:
            await someone.ask("/start")
        return someone

    async def user_id(self, someone: Someone) -> int:
        row = await self.database.row("SELECT user_id FROM users WHERE first_name = $1", someone.who.title())
        assert row is not None
        return int(row["user_id"])

    def ring(self) -> Round:
        """The bell: what ran is over and published, its first five as they stand."""
        ended = self.day
        self.market.clock.at = ended.ends_at + timedelta(minutes=1)
        lines = self.club.lines(ended.key)
        self.club.results[ended.key] = replace(
            RESULT,
            round=ended,
            traders=len(lines),
            ranked=len(lines),
            top=tuple(lines[:5]),
            prize_user_id=lines[0].user_id if lines else None,
            prize_name=lines[0].name if lines else None,
        )
        return ended

    def publish(self, one: Round, result: RoundResult) -> None:
        """As the day's result, of a longer round."""
        self.club.results[one.key] = replace(result, round=one, prize_usd=Decimal(0), prize_user_id=None)

    async def tell(self) -> int:
        """One turn of everything that runs by itself; how many posts went out."""
        work = self.bot.rounds
        assert work.poster is not None
        assert work.keeper is not None
        assert work.claims is not None
        await work.poster.look()
        await work.poster.first_boards()
        await work.claims.look()
        await self._ask_winners()
        sent = await self.bot.office.send_due()
        await work.keeper.adopt()
        return sent

    async def _ask_winners(self) -> None:
        """As the conductor of rounds does."""
        now, prizes = self.market.clock.now(), self.bot.deps.rounds
        assert prizes is not None
        for prize in await prizes.prizes.open():
            if prize.state is PrizeState.DUE:
                await self.teller.ask(prize, now)
                await prizes.prizes.asked(prize.prize_id, now)

    @property
    def teller(self) -> Teller:
        """For what is put down elsewhere than in the bot."""
        poster, office = self.bot.rounds.poster, self.bot.office
        assert poster is not None
        return Teller(office.book, office.audience, office.audience, office.source, poster.posts)

    async def five_minutes(self) -> int:
        """Pass for the boards; how many were edited."""
        assert self.bot.rounds.keeper is not None
        await self.database.run("UPDATE live_boards SET not_before = clock_timestamp()")
        return await self.bot.rounds.keeper.look()

    async def boards_due(self) -> int:
        """How many a pass five minutes later would look at."""
        rounds = self.bot.deps.rounds
        assert rounds is not None
        await self.database.run("UPDATE live_boards SET not_before = clock_timestamp()")
        return len(await rounds.live.due(self.bot.office.source, 10, 0.0))

    async def said(self, start: str) -> list[Json]:
        """In the group."""
        return [one for one in await self.group.messages() if words(one).startswith(start)]


MakeParts = Callable[[Database, FakeClub], Awaitable[RoundParts]]


@asynccontextmanager
async def arena(
    place: Place,
    market: SmallMarket,
    http: ClientSession,
    painters: Executor,
    at: datetime,
    make_parts: MakeParts | None = None,
) -> AsyncIterator[Arena]:
    """`make_parts` None: those who trade are made up."""
    market.clock.at = at
    club = FakeClub()
    async with open_pool(place.postgres_url, size=4) as pool:
        database = Database(pool, 30)
        parts = fake_parts(club, LiveBoardRepository(database), at)
        if make_parts is not None:
            parts = await make_parts(database, club)
        groups = GroupRepository(database)
        async with (
            bot_parts(place, market, lambda: painters, rounds=parts, groups=groups) as deps,
            running(deps, is_silent=True),
        ):
            admin = Someone(http, place.api_base)
            sent = await admin.start()
            await admin.answers(sent["message_id"], wait_s=40.0)  # the first answer warms everything up
            yield Arena(await prepare_bot(deps), club, market, database, admin, replace(admin, chat=GROUP))
