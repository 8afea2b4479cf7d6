"""A running simulated venue, fast enough that minutes close while a test looks."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.market.server import MarketServer, Options, serve

COINS = ("BTC", "PEPE", "KAS")
SPEED = 60.0


class Asker:
    """A plain HTTP client of one venue."""

    def __init__(self, session: aiohttp.ClientSession, base_url: str) -> None:
        self.session, self.base_url = session, base_url

    async def get(self, path: str, **query: Any) -> dict[str, Any]:
        """The whole answer of a market endpoint."""
        async with self.session.get(f"{self.base_url}/v5/market/{path}", params=query) as response:
            assert response.status == 200
            answer: dict[str, Any] = await response.json()
            return answer

    async def result(self, path: str, **query: Any) -> dict[str, Any]:
        answer = await self.get(path, category="linear", **query)
        assert answer["retCode"] == 0, answer
        result: dict[str, Any] = answer["result"]
        return result


@pytest.fixture(scope="module")
async def venue(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[MarketServer]:
    folder: Path = tmp_path_factory.mktemp("market")
    options = Options(folder, seed=3, speed=SPEED, coins=COINS, history_days=6.0, ip_limit=0)
    async with serve(options) as server:
        yield server


@pytest.fixture
async def ask(venue: MarketServer) -> AsyncIterator[Asker]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
        yield Asker(session, venue.base_url)
        venue.faults.clear()
