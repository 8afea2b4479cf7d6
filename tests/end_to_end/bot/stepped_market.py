"""The simulated market as a process that stands still, heard over loopback by the adapters that hear the venue itself.

A test moves it: by the minute while nobody acts, by the second while somebody does. Helix's clock is the market's time
as its stream tells it.
"""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import aiohttp

from cli.compose.market import LINEAR, LOCAL_RATE
from engine.feeds.bybit.feed import BybitFeed
from engine.feeds.bybit.tape import BybitTape
from engine.feeds.pacing import RateLimiter
from engine.feeds.reading import milliseconds, moment
from engine.liquidations.map_cache import MapCache
from engine.liquidations.use_cases import BuildMap, ScanCoin
from engine.market.ingest import Ingestion
from engine.market.memory import MemoryMarket
from engine.market.values import MarketSource, Ticker, Venue
from engine.scanners.board import Board
from tests.end_to_end.bot.market import SetClock, SmallMarket
from tests.end_to_end.bot.person import eventually
from tests.end_to_end.bot.reckoning import BidAsk

UNITS = {"BTCUSDT": 1, "1000PEPEUSDT": 1000, "WIFUSDT": 1}  # coins of a contract
_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)
_TOLD = re.compile(r'\{"topic":"(?P<kind>[\w.]+)\.(?P<symbol>\w+)","type":"\w+","ts":(?P<ts>\d+),')
_PATIENCE_S = 600.0  # a market that stands still is no dead stream


@dataclass
class HeardClock(SetClock):
    """The newest stamp of all that was heard; how many messages that were; when each contract's book was told last."""

    heard: int = 0
    books: dict[str, datetime] = field(default_factory=dict)

    def hear(self, _: Venue, text: str) -> None:
        """A feed's tap."""
        told = _TOLD.match(text)
        if told is not None:
            self.heard += 1
            at = moment(int(told["ts"]))
            self.at = max(self.at, at)
            if told["kind"] == "orderbook.50":
                self.books[told["symbol"]] = at


@dataclass
class SteppedMarket:
    """`go_on` and `to` return when everything that was told of the time between was heard."""

    small: SmallMarket
    clock: HeardClock
    feed: BybitFeed
    tape: BybitTape
    http: aiohttp.ClientSession
    url: str
    bars: None = None  # the exchange hears the tape
    looks_a_tick: int = 8

    async def run(self) -> None:
        """Nothing moves by itself."""

    @property
    def now(self) -> datetime:
        return self.clock.at

    async def go_on(self, after: timedelta = _SECOND) -> None:
        """By the second."""
        for _ in range(int(after / _SECOND)):
            await self._step(seconds=1)

    async def to(self, until: datetime, at_once: int = 10) -> None:
        """By the second to the next whole minute, by minutes as far as they go, and by the second from there.

        `at_once`: minutes told before it is waited for them. One: each book is heard in its own minute. More: of books
        that wait the exchange hears the newest, so that what a price sets off may fill some minutes later.
        """
        while (minutes := int((until - _whole(self.now)) / _MINUTE)) > 0:
            await self._step(minutes=min(minutes, at_once))
        if self.now < until:
            await self.go_on(until - self.now)
        await eventually(self._knows_all, within_s=60.0, every_s=0.002)

    async def asked(self, path: str, **query: Any) -> Any:
        """What the venue says itself, past the adapters."""
        question = {"category": "linear", **query}
        async with self.http.get(f"{self.url}/v5/market/{path}", params=question) as answer:
            return (await answer.json())["result"]["list"]

    async def bid_ask(self) -> dict[str, BidAsk]:
        """By symbol."""
        return {
            row["symbol"]: BidAsk(*(_per_coin(row["symbol"], row[name]) for name in ("bid1Price", "ask1Price")))
            for row in await self.asked("tickers")
        }

    async def funding(self, at: datetime) -> dict[str, Decimal]:
        """What a long of one coin paid at that instant by the venue's history; of contracts whose instant it was."""
        paid, at_ms = {}, milliseconds(at)
        for symbol in UNITS:
            for row in await self.asked("funding/history", symbol=symbol, startTime=at_ms, endTime=at_ms):
                (minute,) = await self.asked("mark-price-kline", symbol=symbol, interval="1", start=at_ms, end=at_ms)
                paid[symbol] = _per_coin(symbol, minute[1]) * Decimal(row["fundingRate"])
        return paid

    async def funding_to_come(self) -> dict[str, tuple[datetime, Decimal]]:
        """When, and at which rate as it stands."""
        return {
            row["symbol"]: (moment(int(row["nextFundingTime"])), Decimal(row["fundingRate"]))
            for row in await self.asked("tickers")
        }

    async def marks(self) -> dict[str, Decimal]:
        return {row["symbol"]: _per_coin(row["symbol"], row["markPrice"]) for row in await self.asked("tickers")}

    async def price(self, symbol: str, times: str) -> str:
        """So many times the last one, of a whole tick, as people type it; half a percent up is 1.005."""
        last = next(row["lastPrice"] for row in await self.asked("tickers") if row["symbol"] == symbol)
        return f"{(Decimal(last) * Decimal(times)).quantize(Decimal(last)) / UNITS[symbol]}"

    async def _step(self, **how: int) -> None:
        async with self.http.post(f"{self.url}/sandbox/step", json=how) as answer:
            assert answer.status == 200, await answer.text()
            told = (await answer.json())["told"]

        async def heard() -> bool:
            return self.clock.heard >= told

        await eventually(heard, within_s=60.0, every_s=0.001)

    async def _knows_all(self) -> bool:
        """What the stream told is what the venue answers to who asks."""
        asked = await self.feed.tickers(self.small.memory.listed(Venue.BYBIT))
        known = [await self.small.memory.ticker(one.coin, Venue.BYBIT) for one in asked]
        return all(mine is not None and _prices(mine) == _prices(one) for mine, one in zip(known, asked, strict=True))


def _per_coin(symbol: str, price: str) -> Decimal:
    return Decimal(price) / UNITS[symbol]


def _whole(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _prices(one: Ticker) -> tuple[object, ...]:
    return one.price_usd, one.mark_price_usd, one.bid_usd, one.ask_usd, one.funding_rate, one.next_funding_at


@asynccontextmanager
async def stepped_market(folder: Path, seed: int, start: datetime) -> AsyncIterator[SteppedMarket]:
    """Of BTC, PEPE and WIF, three days old at `start`. Its history is filled, and its stream is heard."""
    async with _process(folder, seed, start) as url, aiohttp.ClientSession() as http:
        clock = HeardClock(start)
        where = {"rest_url": url, "stream_url": url.replace("http", "ws", 1) + LINEAR}
        more: dict[str, Any] = {
            **where, "limiter": RateLimiter(*LOCAL_RATE), "frozen_after_s": _PATIENCE_S, "tap": clock.hear,
        }  # fmt: skip
        feed = BybitFeed(http, clock, Random(1), source=MarketSource.SIMULATED, **more)
        tape = BybitTape(http, clock, Random(2), **more)
        memory = MemoryMarket(MarketSource.SIMULATED, clock)
        maps = BuildMap(memory, clock, MapCache(64))
        small = SmallMarket(memory, clock, maps, ScanCoin(maps), Board(memory, clock))
        ingestion = Ingestion(feed, memory, None, clock, Random(3))
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(ingestion.run())
            async with asyncio.timeout(60):
                await ingestion.filled.wait()
            yield SteppedMarket(small, clock, feed, tape, http, url)
            running.cancel()


@asynccontextmanager
async def _process(folder: Path, seed: int, start: datetime) -> AsyncIterator[str]:
    """Its address."""
    options = ["--coins", ",".join(UNITS), "--seed", f"{seed}", "--history-days", "3", "--ip-limit", "0"]
    options += ["--stepped", start.isoformat(), "--parent-pid", f"{os.getpid()}"]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox.market", "--folder", str(folder), *options,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        async with asyncio.timeout(120):  # where its kernels are not compiled yet
            address = (await process.stdout.readline()).decode().strip()
        assert address.startswith("http"), "the simulated market did not start"
        yield address
    finally:
        process.kill()
        await process.wait()
