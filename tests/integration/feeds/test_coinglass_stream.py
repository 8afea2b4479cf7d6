"""CoinGlass's stream of forced closes: kept as it came, back after a break, the key in no log."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from random import Random
from typing import Any

import aiohttp
import pytest
import structlog
from aiohttp.test_utils import TestServer

from engine.errors import StorageAway
from engine.feeds.coinglass.stream import KIND, LiquidationStream
from engine.market.values import Coin, MarketSource
from tests.integration.feeds.local_coinglass import PROFESSIONAL, LocalCoinGlass
from tests.integration.feeds.test_coinglass import SetClock


class Shelf:
    """Keeps rows; `is_away` like a database that does not answer."""

    def __init__(self) -> None:
        self.rows: list[tuple[Coin, Sequence[str], Any]] = []
        self.is_away = False
        self._news = asyncio.Condition()

    async def save_raw(
        self,
        source: MarketSource,
        provider: str,
        kind: str,
        coin: Coin,
        at: datetime,
        venues: Sequence[str],
        payload: Any,
    ) -> None:
        if self.is_away:
            self.is_away = False
            raise StorageAway("away")
        assert (source, provider, kind) == (MarketSource.LIVE, "coinglass", KIND)
        async with self._news:
            self.rows.append((coin, venues, payload))
            self._news.notify_all()

    async def until(self, count: int) -> None:
        async with asyncio.timeout(5), self._news:
            await self._news.wait_for(lambda: len(self.rows) >= count)


def close(coin: str, venue: str = "OKX") -> dict[str, Any]:
    return {"baseAsset": coin, "exName": venue, "price": 100.0, "side": 1, "symbol": f"{coin}USDT",
            "time": 1_770_000_000_000, "volUsd": 5.0}  # fmt: skip


def message(*rows: dict[str, Any]) -> str:
    return json.dumps({"channel": "liquidationOrders", "data": list(rows)})


@pytest.fixture
def vendor() -> LocalCoinGlass:
    return LocalCoinGlass()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def stream(
    vendor: LocalCoinGlass, shelf: Shelf, session: aiohttp.ClientSession
) -> AsyncIterator[LiquidationStream]:
    """Pings each 0.02 s, first wait 0.01 s."""
    async with TestServer(vendor.app()) as server:
        one = LiquidationStream(
            session, PROFESSIONAL, shelf, SetClock(), Random(1),
            url=str(server.make_url("/ws-api")), ping_every_s=0.02, first_wait_s=0.01,
        )  # fmt: skip
        async with asyncio.TaskGroup() as group:
            task = group.create_task(one.run())
            async with asyncio.timeout(5):
                await vendor.subscribed.wait()
            yield one
            task.cancel()


async def test_closes_are_kept_one_row_a_coin_and_message(
    stream: LiquidationStream, vendor: LocalCoinGlass, shelf: Shelf
) -> None:
    await vendor.say(message(close("BTC"), close("BTC", "Binance"), close("ETH")))
    await shelf.until(2)
    rows = {coin: (venues, payload) for coin, venues, payload in shelf.rows}
    assert rows[Coin("BTC")] == (["Binance", "OKX"], [close("BTC"), close("BTC", "Binance")])
    assert rows[Coin("ETH")] == (["OKX"], [close("ETH")])
    assert vendor.stream_keys == [PROFESSIONAL]


async def test_it_comes_back_after_a_break_and_over_nonsense(
    stream: LiquidationStream, vendor: LocalCoinGlass, shelf: Shelf
) -> None:
    await vendor.say("}{")
    await vendor.say(message({"baseAsset": "BTC"}))
    await vendor.drop()
    async with asyncio.timeout(5):
        await vendor.subscribed.wait()
    await vendor.say(message(close("SOL")))
    await shelf.until(1)
    assert [coin for coin, _, _ in shelf.rows] == [Coin("SOL")]
    assert len(vendor.stream_keys) == 2


async def test_a_database_that_is_away_does_not_end_the_stream(
    stream: LiquidationStream, vendor: LocalCoinGlass, shelf: Shelf
) -> None:
    shelf.is_away = True
    await vendor.say(message(close("BTC")))
    await vendor.say(message(close("ETH")))
    await shelf.until(1)
    assert [coin for coin, _, _ in shelf.rows] == [Coin("ETH")]


async def test_the_key_is_in_no_log_when_the_stream_is_refused(session: aiohttp.ClientSession, shelf: Shelf) -> None:
    async with TestServer(aiohttp.web.Application()) as server:
        one = LiquidationStream(
            session, "secret-key", shelf, SetClock(), Random(1), url=str(server.make_url("/gone")), first_wait_s=0.001
        )
        with structlog.testing.capture_logs() as logs:
            async with asyncio.TaskGroup() as group:
                task = group.create_task(one.run())
                while len(logs) < 2:  # noqa: ASYNC110  # the log has no event to wait for
                    await asyncio.sleep(0.001)
                task.cancel()
    assert logs[0]["reason"] == "http-404"
    assert "secret-key" not in str(logs)
