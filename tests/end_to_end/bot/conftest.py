"""One bot for the tests that leave it as they found it; others start their own."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.dependencies import BotDependencies
from bot.pictures.pool import painters
from db.migrate import migrate
from sandbox.telegram.server import Sandbox, serve
from tests.end_to_end.bot.market import SmallMarket, small_market
from tests.end_to_end.bot.person import Someone
from tests.end_to_end.bot.running import Place, bot_parts, running


@pytest.fixture(scope="session")
def shared_painters() -> Iterator[Executor]:
    executor = painters(1)
    yield executor
    executor.shutdown(wait=True, cancel_futures=True)


@pytest.fixture(scope="session")
def market() -> SmallMarket:
    """Fresh coins cost a second; tests that move prices build their own."""
    return small_market()


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with serve(tmp_path / "telegram") as sandbox:
        yield sandbox


@pytest.fixture
async def place(postgres_url: str, redis_url: str, telegram: Sandbox) -> Place:
    await asyncio.to_thread(migrate, postgres_url)
    return Place(postgres_url, redis_url, telegram.base_url, telegram.token)


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


class Shared:
    """An executor that outlives the pool that uses it."""

    def __init__(self, inner: Executor) -> None:
        self.submit = inner.submit

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Whoever made it ends it."""


@pytest.fixture
async def deps(place: Place, market: SmallMarket, shared_painters: Executor) -> AsyncIterator[BotDependencies]:
    async with bot_parts(place, market, lambda: Shared(shared_painters)) as parts:  # type: ignore[arg-type, return-value]
        yield parts


@pytest.fixture
async def helix(deps: BotDependencies) -> AsyncIterator[BotDependencies]:
    """Running."""
    async with running(deps):
        yield deps


@pytest.fixture
async def ana(helix: BotDependencies, http: ClientSession, telegram: Sandbox) -> Someone:
    """The admin, in her private chat with a running bot."""
    return Someone(http, telegram.base_url, "admin")


@pytest.fixture
async def maya(helix: BotDependencies, http: ClientSession, telegram: Sandbox) -> Someone:
    """A member; her Telegram is Spanish."""
    return Someone(http, telegram.base_url, "member")
