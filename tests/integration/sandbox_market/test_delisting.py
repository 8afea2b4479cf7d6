"""A contract that is taken off the list: announced, then silent, and told to who asks for it by name."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from sandbox.market.schedule import MINUTE_MS
from sandbox.market.server import MarketServer
from tests.integration.sandbox_market.conftest import SPEED, Asker
from tests.integration.sandbox_market.test_stream import listening

KAS = "KASUSDT"


@pytest.fixture
async def delist(venue: MarketServer, ask: Asker) -> AsyncIterator[Any]:
    async def tell(**wanted: Any) -> int:
        async with ask.session.post(f"{venue.base_url}/sandbox/delistings", json=wanted) as response:
            return response.status

    yield tell
    async with aiohttp.ClientSession() as session:
        await session.delete(f"{venue.base_url}/sandbox/delistings")


async def newest_open(ask: Asker, symbol: str) -> int:
    return int((await ask.result("kline", symbol=symbol, interval="1", limit=1))["list"][0][0])


async def test_a_delisting_is_announced_and_changes_nothing_before_its_time(ask: Asker, delist: Any) -> None:
    assert await delist(symbol=KAS, in_s=3_600 * SPEED) == 200
    (row,) = (await ask.result("instruments-info", symbol=KAS))["list"]
    assert row["status"] == "Trading"
    assert int(row["deliveryTime"]) > 0
    assert KAS in [one["symbol"] for one in (await ask.result("tickers"))["list"]]


async def test_a_contract_that_is_over_is_left_out_and_told_by_name(ask: Asker, delist: Any) -> None:
    assert await delist(symbol=KAS) == 200
    for path in ("instruments-info", "tickers", "risk-limit"):
        assert KAS not in [one["symbol"] for one in (await ask.result(path))["list"]]
    (row,) = (await ask.result("instruments-info", symbol=KAS))["list"]
    assert row["status"] == "Closed"
    last, still_told = await newest_open(ask, KAS), await newest_open(ask, "BTCUSDT")
    async with asyncio.timeout(20):
        while True:
            if await newest_open(ask, "BTCUSDT") >= still_told + 2 * MINUTE_MS:
                break
            await asyncio.sleep(0.1)
    assert await newest_open(ask, KAS) == last


async def test_its_stream_ends_and_is_not_begun_anew(venue: MarketServer, delist: Any) -> None:
    async with listening(venue) as ear:
        await ear.say("subscribe", "tickers.KASUSDT", "tickers.BTCUSDT")
        await ear.topic("tickers.KASUSDT")
        await delist(symbol=KAS)
        heard = [await ear.until(lambda m: "topic" in m) for _ in range(4)]
        assert [one["topic"] for one in heard[2:]] == ["tickers.BTCUSDT"] * 2
        assert (await ear.say("unsubscribe", "tickers.KASUSDT"))["success"]
        assert not (await ear.say("subscribe", "tickers.KASUSDT"))["success"]


@pytest.mark.parametrize(
    "wrong", [{}, {"symbol": "NOPEUSDT"}, {"symbol": KAS, "in_s": -1}, {"symbol": KAS, "in_s": "soon"}, {"symbol": []}]
)
async def test_a_delisting_that_cannot_be_is_refused(ask: Asker, delist: Any, wrong: dict[str, Any]) -> None:
    assert await delist(**wrong) == 400
    assert KAS in [one["symbol"] for one in (await ask.result("tickers"))["list"]]
