"""All that members have beside the market, joined as the house joins it, in a market that a test moves by hand."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from redis.asyncio import Redis

from bot.dependencies import BotDependencies
from bot.lesson_parts import BadgeSigns
from bot.run import RunningBot, prepare_bot
from cli.compose.paper import PaperHouse, outside_of, rules_of
from cli.compose.rounds import RoundHouse, conductor_beside
from config import load_settings
from db.database import Database
from db.instruments import InstrumentRepository
from db.migrate import migrate
from db.paper.verifying import verify
from db.people.groups import GroupRepository
from db.people.lessons import BadgeRepository
from db.pool import open_pool, open_redis
from engine.club.rounds.conducting import Conductor
from engine.club.rounds.rank_keeper import RankKeeper
from engine.exchange.venues.paper.equities import FloorEquities
from engine.exchange.venues.paper.values import PaperAccount
from engine.exchange.venues.paper.venue import run_paper
from engine.market.values import Instrument, Venue
from sandbox.telegram.limits import Rates
from sandbox.telegram.people import CHANNEL_ID
from sandbox.telegram.server import Sandbox, serve
from tests.end_to_end.bot.cable import Cable, cable_to
from tests.end_to_end.bot.conftest import GROUP
from tests.end_to_end.bot.hand_market import FIRST_USD, HandMarket
from tests.end_to_end.bot.market import small_market
from tests.end_to_end.bot.person import Json, Someone, eventually, words
from tests.end_to_end.bot.played_market import PlayedMarket
from tests.end_to_end.bot.running import Place, bot_parts, running
from tests.end_to_end.bot.stepped_market import SteppedMarket

_LATENCY_MS = 100


@dataclass
class Bourse:
    """`bot` does by itself only what a chat does; what rounds and posts do by themselves is called by `turn`."""

    deps: BotDependencies
    bot: RunningBot
    market: Any  # one of the three
    house: PaperHouse
    club: RoundHouse
    equities: FloorEquities
    telegram: Sandbox
    http: ClientSession
    database: Database
    tasks: asyncio.TaskGroup
    redis_line: Cable
    conductor: Conductor = field(init=False)
    ranks: RankKeeper = field(init=False)
    _exchange: asyncio.Task[None] | None = None
    _people: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    # the house

    async def open(self) -> None:
        await self.start_exchange()
        await self.start_rounds()

    async def start_exchange(self) -> None:
        """As a process that was just started. Returns when the floor is taken up."""
        await InstrumentRepository(self.database).save(self.house.source, self._listed())  # as who listens to it does
        self.equities.begun.clear()
        self._exchange = self.tasks.create_task(self._run_exchange(), name="exchange")
        await eventually(self._is_begun)
        await self.go_on()

    async def _is_begun(self) -> bool:
        assert self._exchange is not None
        if self._exchange.done():
            self._exchange.result()
        return self.equities.begun.is_set()

    def _listed(self) -> list[Instrument]:
        return self.market.small.memory.listed(Venue.BYBIT)

    async def stop_exchange(self) -> None:
        assert self._exchange is not None
        self._exchange.cancel()
        await asyncio.gather(self._exchange, return_exceptions=True)

    async def start_rounds(self) -> None:
        self.conductor = await conductor_beside(self.club, self.house, self.market.small.memory, self.bot)
        self.ranks = self.club.ranks(self.equities)

    async def _run_exchange(self) -> None:
        async def listed() -> list[Instrument]:
            return self._listed()

        market = self.market
        outside = outside_of(self.house, listed, market.small.memory, market.tape, market.bars, self.equities)
        await run_paper(self.house.stores(), outside, rules_of(self.house.source, _LATENCY_MS))

    async def turn(self, times: int = 1) -> None:
        """What competitions, boards and posts do by themselves, and a second of market between."""
        work = self.bot.rounds
        assert work.poster is not None
        assert work.keeper is not None
        assert work.claims is not None
        for _ in range(times):
            await self.conductor.look()
            await self.ranks.look()
            await work.poster.look()
            await work.poster.first_boards()
            await work.claims.look()
            await self.bot.office.send_due()
            await work.keeper.adopt()
            await self.go_on()

    async def edited_boards(self) -> int:
        """Five minutes pass for the boards; how many were edited."""
        assert self.bot.rounds.keeper is not None
        await self.database.run("UPDATE live_boards SET not_before = clock_timestamp()")
        return await self.bot.rounds.keeper.look()

    async def faults(self) -> list[object]:
        """What is wrong in the books: nothing, in a healthy house."""
        return list(await verify(self.database))

    # people

    async def member(self, language: str = "en", key: str = "") -> Someone:
        """Somebody new of the group who has pressed Start and said something there; `admin` is there already."""
        key = key or f"guest{next(self._people)}"
        someone = Someone(self.http, self.telegram.base_url, key)
        if key != "admin":
            await Someone(self.http, self.telegram.base_url).call(
                "people", key=key, first_name=key.title(), language_code=language, started=True
            )
            await someone.call("join", chat=GROUP, direct=True)
        await someone.ask("/start")
        return someone

    def there(self, someone: Someone) -> Someone:
        """The same person in the group."""
        return Someone(someone.http, someone.base_url, someone.who, GROUP)

    async def user_id(self, someone: Someone) -> int:
        if someone.who == "admin":
            return 1001
        row = await self.database.row("SELECT user_id FROM users WHERE first_name = $1", someone.who.title())
        assert row is not None
        return int(row["user_id"])

    async def account(self, someone: Someone) -> PaperAccount:
        assert self.deps.paper is not None
        found = await self.deps.paper.reader.account_of(await self.user_id(someone), self.house.source)
        assert found is not None
        return found

    async def cash(self, someone: Someone) -> Decimal:
        return (await self.account(someone)).cash_usdt

    # waiting

    async def go_on(self) -> None:
        """A market in a process of its own has to be waited for."""
        moved = self.market.go_on()
        if moved is not None:
            await moved

    async def until(self, someone: Someone, message: Json, said: str) -> str:
        """The message as soon as it says so."""

        async def says() -> str | None:
            now = words(await someone.again(message))
            return now if said in now else None

        return str(await self.eventually(says))

    async def eventually(self, check: Callable[[], Awaitable[object]], within_s: float = 30.0) -> Any:
        """The first truthy answer. Meanwhile the market goes on at the prices it has, a second at a time: a command
        fills at the next one, and a test cannot see when the exchange has taken it in."""
        looks = itertools.count(1)

        async def looked() -> object:
            if next(looks) % self.market.looks_a_tick == 0:
                await self.go_on()
            return await check()

        return await eventually(looked, within_s)

    async def buy(self, someone: Someone, typed: str) -> Json:
        """Types it, confirms it and has it filled; the message that follows it."""
        ticket = await someone.ask(typed)
        await someone.press(ticket, "✅")
        await self.go_on()
        await self.until(someone, ticket, "✅")
        return ticket

    async def close(self, someone: Someone, coin: str) -> None:
        await someone.send(f"/close {coin}")
        await self.go_on()
        await self.flat(someone)

    async def flat(self, someone: Someone) -> None:
        """Once nothing is held any more."""
        account_id = (await self.account(someone)).account_id

        async def nothing() -> bool:
            assert self.deps.paper is not None
            return not await self.deps.paper.reader.positions(account_id)

        await self.eventually(nothing)

    def pass_by(self, **time: float) -> None:
        """Time goes by at the same prices."""
        self.market.go_on(timedelta(**time))


@asynccontextmanager
async def open_bourse(
    postgres_url: str,
    redis_url: str,
    folder: Path,
    http: ClientSession,
    painters: Executor,
    market: HandMarket | PlayedMarket | SteppedMarket | None = None,
) -> AsyncIterator[Bourse]:
    """`market` None: a new one that the test moves by hand."""
    await asyncio.to_thread(migrate, postgres_url)
    if market is None:
        market = HandMarket(small_market({coin: float(price) for coin, price in FIRST_USD.items()}, days=3.0))
    await market.small.board.refresh()
    async with (
        cable_to(redis_url) as line,
        serve(folder, rates=Rates(overall=10_000, group=10_000)) as telegram,
        open_pool(postgres_url, size=4) as pool,
    ):
        redis, database = open_redis(line.url), Database(pool, timeout_s=30)
        place = Place(postgres_url, line.url, telegram.base_url, telegram.token)
        async with _joined(place, market, database, redis, painters, telegram, http, line) as made:
            yield made
        await redis.aclose()


@asynccontextmanager
async def _joined(
    place: Place,
    market: HandMarket | PlayedMarket | SteppedMarket,
    database: Database,
    redis: Redis,
    painters: Executor,
    telegram: Sandbox,
    http: ClientSession,
    line: Cable,
) -> AsyncIterator[Bourse]:
    small = market.small
    house = PaperHouse.of(database, redis, small.memory.source, small.clock)
    club = RoundHouse(database, redis, small.memory.source, small.clock, load_settings({}))
    changes = {
        # who reads has the test's time too: a ticket is old when the test says so
        "paper": replace(house.parts(small.memory, club.standings()), reading=small.clock),
        "rounds": club.parts(BadgeSigns(BadgeRepository(database))),
        "groups": GroupRepository(database),
        "channel": str(CHANNEL_ID),
    }
    async with (
        bot_parts(place, small, lambda: painters, **changes) as deps,
        running(deps, is_silent=True),
        asyncio.TaskGroup() as tasks,
    ):
        bot = await prepare_bot(deps)
        made = Bourse(deps, bot, market, house, club, FloorEquities(), telegram, http, database, tasks, line)
        beside = [tasks.create_task(house.wakes.run()), tasks.create_task(market.run())]
        await made.open()
        try:
            yield made
        finally:
            await made.stop_exchange()
            for task in beside:
                task.cancel()
