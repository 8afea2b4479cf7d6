"""A bot on a paper exchange whose market the test moves, and the people in it."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from aiohttp import ClientSession

from bot.dependencies import BotDependencies
from bot.run import RunningBot
from db.database import Database
from db.migrate import migrate
from db.pool import open_pool
from sandbox.telegram.limits import Rates
from sandbox.telegram.server import Sandbox, serve
from tests.end_to_end.bot.market import small_market
from tests.end_to_end.bot.paper import Trading, trading
from tests.end_to_end.bot.person import Json, Someone, eventually, words
from tests.end_to_end.bot.running import Place, bot_parts, running

_LOOKS_A_TICK = 8


@dataclass
class Pit:
    deps: BotDependencies
    trading: Trading
    telegram: Sandbox
    http: ClientSession
    _bot: RunningBot | None = None

    @property
    def bot(self) -> RunningBot:
        assert self._bot is not None, "no bot runs here"
        return self._bot

    async def member(self, key: str = "admin", language: str = "en") -> Someone:
        """Somebody who has pressed Start."""
        if key != "admin":
            await Someone(self.http, self.telegram.base_url).call(
                "people", key=key, first_name=key.title(), language_code=language, started=True
            )
        someone = Someone(self.http, self.telegram.base_url, key)
        await someone.ask("/start")
        return someone

    async def until(self, someone: Someone, message: Json, said: str) -> str:
        """The message as soon as it says so."""

        async def says() -> str | None:
            now = words(await someone.again(message))
            return now if said in now else None

        return str(await self.eventually(says))

    async def eventually(self, check: Callable[[], Awaitable[object]]) -> object:
        """The first truthy answer. Meanwhile the market goes on at the prices it has: a command fills at the next one,
        and a test cannot see when the exchange has taken it in."""
        looks = itertools.count(1)

        async def looked() -> object:
            if next(looks) % _LOOKS_A_TICK == 0:
                self.trading.go_on()
            return await check()

        return await eventually(looked)

    async def hold(self, someone: Someone, typed: str, price: str) -> Json:
        """Types it, buys it and has it filled; the message that follows it."""
        ticket = await someone.ask(typed)
        await someone.press(ticket, "✅")
        self.trading.tick(typed.split()[1].upper(), price)
        await self.until(someone, ticket, "✅")
        return ticket


@asynccontextmanager
async def open_floor(
    postgres_url: str, redis_url: str, folder: Path, http: ClientSession, painters: Executor
) -> AsyncIterator[Pit]:
    """Everything but a bot that runs: `running(pit.deps)` is one, as often as a test wants."""
    await asyncio.to_thread(migrate, postgres_url)
    market = small_market({"BTC": 66_586.1, "ETH": 1_950.0, "SOL": 80.0, "PEPE": 0.0000041})
    await market.board.refresh()
    async with (
        serve(folder, rates=Rates(overall=10_000, group=10_000)) as telegram,
        open_pool(postgres_url) as pool,
        bot_parts(Place(postgres_url, redis_url, telegram.base_url, telegram.token), market, lambda: painters) as deps,
        trading(market, Database(pool), deps.redis) as (made, parts),
    ):
        yield Pit(replace(deps, paper=parts), made, telegram, http)


@asynccontextmanager
async def open_pit(
    postgres_url: str, redis_url: str, folder: Path, http: ClientSession, painters: Executor
) -> AsyncIterator[Pit]:
    async with open_floor(postgres_url, redis_url, folder, http, painters) as pit, running(pit.deps) as bot:
        yield replace(pit, _bot=bot)
