"""The Binance adapter over real sockets."""

from collections.abc import AsyncIterator

import aiohttp
import numpy as np
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from engine.errors import VenueAway
from engine.feeds.binance.feed import BinanceFeed
from engine.feeds.ports import BarClosed
from engine.market.values import Instrument, Ticker
from tests.integration.feeds.conftest import Listener, VenueClock, listening
from tests.integration.feeds.local_binance import LocalBinance, feed_of
from tests.integration.feeds.local_bybit import LocalBybit

HISTORY = "/futures/data/openInterestHist"


@pytest.fixture
def binance(venue: LocalBybit) -> LocalBinance:
    return LocalBinance(venue.now_ms)


@pytest.fixture
async def feed(binance: LocalBinance, clock: VenueClock, session: aiohttp.ClientSession) -> AsyncIterator[BinanceFeed]:
    async with TestServer(binance.app()) as server:
        yield feed_of(server, session, clock)


@pytest.fixture
async def listener(feed: BinanceFeed) -> AsyncIterator[Listener]:
    async with listening(feed) as listener:
        yield listener


async def _contract(feed: BinanceFeed, coin: str) -> Instrument:
    return next(one for one in await feed.instruments() if one.coin == coin)


async def test_contracts_have_their_own_funding_interval_and_no_tiers(feed: BinanceFeed) -> None:
    bitcoin, pepe = await feed.instruments()
    assert (bitcoin.coin, bitcoin.funding_interval.total_seconds(), bitcoin.tiers) == ("BTC", 8 * 3600, ())
    assert (pepe.coin, pepe.funding_interval.total_seconds()) == ("PEPE", 4 * 3600)


async def test_history_has_bought_volume_and_open_interest_of_the_last_thirty_days(
    feed: BinanceFeed, binance: LocalBinance
) -> None:
    bitcoin = await _contract(feed, "BTC")
    day_ms = 86_400_000
    bars = await feed.history(bitcoin, day_ms, binance.now_ms // day_ms * day_ms - 90 * day_ms, binance.now_ms)
    assert len(bars) == 90
    assert (bars.taker_buy_base == 4.0).all()
    known = np.isfinite(bars.oi_base)
    assert known.sum() in (29, 30)
    assert known[-29:].all()
    assert bars.oi_base[-1] == (int(bars.open_ms[-1]) + day_ms) // 300_000


async def test_coarse_steps_share_one_question_for_open_interest(feed: BinanceFeed, binance: LocalBinance) -> None:
    bitcoin = await _contract(feed, "BTC")
    for step_ms in (7_200_000, 86_400_000):
        await feed.history(bitcoin, step_ms, binance.now_ms - 40 * step_ms, binance.now_ms)
    assert binance.asked[HISTORY] == 1


async def test_tickers_are_put_together_from_two_answers(feed: BinanceFeed) -> None:
    _, pepe = await feed.tickers(await feed.instruments())
    assert (pepe.price_usd, pepe.mark_price_usd, pepe.change_24h) == (0.101, 0.1, 0.015)
    assert np.isnan(pepe.oi_base)


async def test_too_fast_waits_as_told_and_a_ban_ends_the_questions(feed: BinanceFeed, binance: LocalBinance) -> None:
    binance.refuse["/fapi/v1/time"] = [
        web.Response(status=429, headers={"Retry-After": "0.1"}),
        web.json_response({"serverTime": 5}),
        web.Response(status=418, headers={"Retry-After": "120"}),
    ]
    assert await feed.server_time_ms() == 5
    for _ in range(2):
        with pytest.raises(VenueAway):
            await feed.server_time_ms()
    assert binance.asked["/fapi/v1/time"] == 3


async def test_a_stream_bar_carries_the_open_interest_asked_for_meanwhile(
    listener: Listener, binance: LocalBinance
) -> None:
    await binance.subscribed.wait()
    await binance.oi_asked.wait()
    assert {"!ticker@arr", "!forceOrder@arr", "btcusdt@kline_5m"} <= binance.streams
    mark = {"e": "markPriceUpdate", "E": binance.now_ms, "s": "BTCUSDT", "p": "100", "r": "0.0001", "T": binance.now_ms}
    await binance.say("!markPrice@arr", [mark])
    day = {"e": "24hrTicker", "E": binance.now_ms, "s": "BTCUSDT", "c": "101", "q": "9", "P": "1"}
    await binance.say("!ticker@arr", [day])
    (ticker,) = await listener.until(Ticker)
    assert isinstance(ticker, Ticker)
    assert (ticker.price_usd, ticker.oi_base) == (101.0, 50.0)
    open_ms = binance.now_ms // 300_000 * 300_000
    candle = {"t": open_ms, "s": "BTCUSDT", "i": "5m", "o": "8", "c": "8", "h": "9", "l": "7", "v": "10", "V": "4"}
    kline = {"e": "kline", "E": binance.now_ms, "s": "BTCUSDT", "k": {**candle, "x": True}}
    await binance.say("btcusdt@kline_5m", kline)
    (closed,) = await listener.until(BarClosed)
    assert isinstance(closed, BarClosed)
    assert (closed.bars.oi_base[0], closed.bars.taker_buy_base[0]) == (50.0, 4.0)
