"""One running bot for the tests that only talk to it, each as somebody new; the others start their own."""

import asyncio
import itertools
import secrets
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import redis
from aiohttp import ClientSession

from bot.dependencies import BotDependencies
from bot.pictures.pool import painters
from db.embedded import ServerAddresses
from db.migrate import migrate
from sandbox.telegram.limits import Rates
from sandbox.telegram.server import Sandbox, serve
from tests.end_to_end.bot.market import SmallMarket, small_market
from tests.end_to_end.bot.person import Someone
from tests.end_to_end.bot.running import Place, bot_parts, running

GROUP = "-100200"
_NUMBERS = itertools.count(1)


class Lent(Executor):
    """Painters that outlive the pool that borrows them."""

    def __init__(self, inner: Executor) -> None:
        self.submit = inner.submit  # type: ignore[method-assign]  # handed through as it is

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Whoever made them ends them."""


@pytest.fixture(scope="session")
def lent_painters() -> Iterator[Executor]:
    executor = painters(1)
    yield Lent(executor)
    executor.shutdown(wait=True, cancel_futures=True)


@pytest.fixture(scope="session")
async def market() -> SmallMarket:
    """Seen by all; a test that moves prices builds its own."""
    made = small_market()
    await made.board.refresh()
    return made


@dataclass
class Town:
    """A bot that runs, and the local Telegram it lives in."""

    deps: BotDependencies
    telegram: Sandbox
    http: ClientSession
    market: SmallMarket

    def persona(self, who: str, chat: str = "bot") -> Someone:
        return Someone(self.http, self.telegram.base_url, who, chat)

    async def newcomer(self, language: str = "en", *, started: bool = True, in_group: bool = False) -> Someone:
        """Somebody nobody has met."""
        key = f"guest{next(_NUMBERS)}"
        someone = self.persona(key)
        await self.persona("admin").call(
            "people", key=key, first_name=key.title(), language_code=language, started=started
        )
        if in_group:
            await someone.call("join", chat=GROUP, direct=True)
        return someone


@pytest.fixture(scope="session")
async def town(
    server_addresses: ServerAddresses,
    tmp_path_factory: pytest.TempPathFactory,
    market: SmallMarket,
    lent_painters: Executor,
) -> AsyncIterator[Town]:
    """Its own database on the shared server, and Redis's database 5, which other tests do not empty."""
    assert server_addresses.database_url is not None
    assert server_addresses.redis_url is not None
    name = f"town_{secrets.token_hex(4)}"
    with psycopg.connect(server_addresses.database_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} STRATEGY file_copy TEMPLATE template0")
    database_url = urlunsplit(urlsplit(server_addresses.database_url)._replace(path=f"/{name}"))
    redis_url = urlunsplit(urlsplit(server_addresses.redis_url)._replace(path="/5"))
    with redis.from_url(redis_url) as client:
        client.flushdb()
    await asyncio.to_thread(migrate, database_url)
    rates = Rates(overall=10_000, group=10_000)  # limits are tried where they are the subject
    async with (
        serve(tmp_path_factory.mktemp("telegram"), rates=rates) as telegram,
        ClientSession() as http,
        bot_parts(
            Place(database_url, redis_url, telegram.base_url, telegram.token), market, lambda: lent_painters
        ) as deps,
        running(deps),
    ):
        yield Town(deps, telegram, http, market)


@pytest.fixture
async def guest(town: Town) -> Someone:
    """Somebody new, in their private chat."""
    return await town.newcomer()


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with serve(tmp_path / "telegram") as sandbox:
        yield sandbox


@pytest.fixture
async def place(postgres_url: str, redis_url: str, telegram: Sandbox) -> Place:
    """Empty servers and a Telegram with its real limits, for a bot of the test's own."""
    await asyncio.to_thread(migrate, postgres_url)
    return Place(postgres_url, redis_url, telegram.base_url, telegram.token)


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session
