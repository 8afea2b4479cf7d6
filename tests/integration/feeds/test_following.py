"""A stream whose list of contracts changes while it is open: what stays is not disturbed."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from random import Random

import aiohttp
from aiohttp.test_utils import TestServer

from engine.feeds.binance.feed import BinanceFeed
from engine.feeds.bybit.feed import BybitFeed
from engine.feeds.ports import BarClosed, Changes, FeedTrouble
from engine.market.values import Instrument, Ticker
from tests.integration.feeds.conftest import Listener, VenueClock
from tests.integration.feeds.local_binance import LocalBinance
from tests.integration.feeds.local_bybit import LocalBybit


class Changing(Listener):
    """A listener that first follows some and then others."""

    def __init__(self, feed: BybitFeed | BinanceFeed, first: Sequence[Instrument]) -> None:
        super().__init__(feed)
        self._first = first
        self.changes: Changes = asyncio.Queue()

    async def run(self) -> None:
        async with aclosing(self._feed.stream(self._first, self.changes)) as events:
            async for event in events:
                async with self._news:
                    self.heard.append(event)
                    self._news.notify_all()


@asynccontextmanager
async def following(feed: BybitFeed | BinanceFeed, first: Sequence[Instrument]) -> AsyncIterator[Changing]:
    listener = Changing(feed, first)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(listener.run())
        yield listener
        task.cancel()


async def contracts(feed: BybitFeed | BinanceFeed) -> dict[str, Instrument]:
    return {str(one.coin): one for one in await feed.instruments()}


async def until(truth: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while True:
            if truth():
                return
            await asyncio.sleep(0.005)


def candles_of(binance: LocalBinance) -> set[str]:
    return {stream for stream in binance.streams if "kline" in stream}


async def test_a_change_is_said_on_the_open_connection(feed: BybitFeed, venue: LocalBybit) -> None:
    listed = await contracts(feed)
    async with following(feed, [listed["BTC"], listed["ETH"]]) as heard:
        await venue.subscribed.wait()
        await heard.changes.put([listed["ETH"], listed["PEPE"]])
        await until(lambda: "tickers.1000PEPEUSDT" in venue.topics and "tickers.BTCUSDT" not in venue.topics)
        for symbol in ("BTCUSDT", "ETHUSDT", "1000PEPEUSDT"):
            await venue.say_ticker(symbol)
        await venue.close_bar(venue.now_ms // 300_000 * 300_000 - 300_000, "1000PEPEUSDT")
        tickers, (bar,) = await heard.until(Ticker, 2), await heard.until(BarClosed)
        assert {one.symbol for one in tickers} == {"ETHUSDT", "1000PEPEUSDT"}
        assert bar.bars.oi_base[0] == 1_000.0 * 1_000  # of the ticker that came after the change
        assert venue.opened == 1
        assert not heard.of(FeedTrouble)
    said = [(one["op"], topic) for one in venue.requests for topic in one["args"]]
    assert len([one for one in said if one == ("subscribe", "tickers.ETHUSDT")]) == 1


async def test_without_contracts_there_is_no_connection_until_one_comes(feed: BybitFeed, venue: LocalBybit) -> None:
    listed = await contracts(feed)
    async with following(feed, []) as heard:
        await heard.changes.put([listed["BTC"]])
        await venue.subscribed.wait()
        await heard.changes.put([])
        await until(lambda: not venue.listeners)
        await heard.changes.put([listed["ETH"]])
        await until(lambda: venue.opened == 2 and "tickers.ETHUSDT" in venue.topics)
        assert not heard.of(FeedTrouble)


async def test_a_connection_that_comes_back_asks_for_what_it_is_to_carry_by_then(
    feed: BybitFeed, venue: LocalBybit
) -> None:
    listed = await contracts(feed)
    async with following(feed, [listed["BTC"]]) as heard:
        await venue.subscribed.wait()
        venue.is_down = True
        await venue.drop()
        await heard.until(FeedTrouble)
        await heard.changes.put([listed["ETH"]])
        await until(heard.changes.empty)
        venue.topics.clear()
        venue.is_down = False
        await venue.subscribed.wait()
        assert "tickers.ETHUSDT" in venue.topics
        assert "tickers.BTCUSDT" not in venue.topics


async def test_binance_candles_change_and_what_is_told_of_all_goes_on(
    clock: VenueClock, venue: LocalBybit, session: aiohttp.ClientSession
) -> None:
    binance = LocalBinance(venue.now_ms)
    async with TestServer(binance.app()) as server:
        feed = BinanceFeed(
            session,
            clock,
            Random(1),
            rest_url=str(server.make_url("")),
            stream_url=str(server.make_url("/market/stream")),
            oi_round_s=0.01,
        )
        listed = await contracts(feed)
        async with following(feed, [listed["BTC"]]) as heard:
            await binance.subscribed.wait()
            await heard.changes.put([listed["PEPE"]])
            await until(
                lambda: "1000pepeusdt@kline_5m" in binance.streams and "btcusdt@kline_5m" not in binance.streams
            )
            await binance.oi_asked.wait()
            day = {"e": "24hrTicker", "E": venue.now_ms, "c": "9", "q": "1", "P": "1"}
            mark = {"e": "markPriceUpdate", "E": venue.now_ms, "p": "9", "r": "0", "T": venue.now_ms}
            for symbol in ("BTCUSDT", "1000PEPEUSDT"):
                await binance.say("!markPrice@arr", [{**mark, "s": symbol}])
                await binance.say("!ticker@arr", [{**day, "s": symbol}])
            (ticker,) = await heard.until(Ticker)
            assert ticker.symbol == "1000PEPEUSDT"
            assert not heard.of(FeedTrouble)
