"""A stand-in for Telegram and one for the venue, both as processes, and a machine that knows their addresses."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.end_to_end.bot.person import Someone
from tests.end_to_end.processes.helix import NOBODY, TOKEN, Machine, Program, bare

MARKET = ("--coins", "BTC,ETH", "--history-days", "8", "--seed", "5", "--ip-limit", "0")


def free_port() -> int:
    """Nobody listens there now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def venue_at(url: str) -> dict[str, str]:
    """The settings of an installation whose Bybit is there, and whose Binance does not answer."""
    stream = url.replace("http", "ws", 1)
    return {
        "BYBIT_REST_URL": url,
        "BYBIT_WS_URL": stream,
        "BINANCE_REST_URL": NOBODY,
        "BINANCE_WS_URL": NOBODY.replace("http", "ws", 1),
    }


@dataclass(slots=True)
class Telegram:
    """The process that stands for Telegram, and people in it."""

    program: Program
    url: str
    http: ClientSession

    def persona(self, who: str) -> Someone:
        return Someone(self.http, self.url, who)


@pytest.fixture(scope="session")
async def venue(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """Two coins, eight days. Its address."""
    machine = bare(tmp_path_factory.mktemp("venue"), {})
    yield await _address(start_venue(machine, 0))
    machine.end()


def start_venue(machine: Machine, port: int, market: tuple[str, ...] = MARKET) -> Program:
    folder = str(machine.folder / "market")
    return machine.start("venue", "sandbox.market", "--folder", folder, "--port", str(port), *market)


async def _address(program: Program) -> str:
    return next(word for word in (await program.says("http://")).split() if word.startswith("http://"))


@pytest.fixture
def machine(tmp_path: Path, postgres_url: str, redis_url: str) -> Iterator[Machine]:
    """Its own folder on the tests' servers. Every program of a test ends with it."""
    made = bare(tmp_path / "machine", {"DATABASE_URL": postgres_url, "REDIS_URL": redis_url})
    yield made
    made.end()


@pytest.fixture
async def telegram(machine: Machine) -> AsyncIterator[Telegram]:
    folder = str(machine.folder / "telegram")
    program = machine.start("telegram", "sandbox.telegram", "--folder", folder, "--token", TOKEN)
    url = await _address(program)
    machine.environment |= {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": url,
        "TELEGRAM_ADMIN_IDS": "1001",
    }
    async with ClientSession() as http:
        yield Telegram(program, url, http)


@pytest.fixture
async def live(machine: Machine, telegram: Telegram, venue: str) -> Telegram:
    """A machine with a token and a venue that answers."""
    machine.environment |= venue_at(venue)
    await asyncio.sleep(0)
    return telegram
