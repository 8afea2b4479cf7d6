"""Whatever a venue sends, the scan made of it says so, or is as if it had not been sent. Through the real adapters."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from random import Random

import aiohttp
import numpy as np
import pytest
from aiohttp.test_utils import TestServer

from engine.feeds.bybit.feed import BybitFeed
from engine.liquidations.use_cases import BuildMap, ScanCoin
from engine.liquidations.values import MapQuery, Scan, ScanState
from engine.market.ingest import Ingestion
from engine.market.memory import MemoryMarket
from engine.market.ports import Clock
from engine.market.quality import FlagKind
from engine.market.values import Coin, MarketSource, Venue
from engine.market.windows import Window
from tests.integration.feeds.conftest import VenueClock
from tests.integration.feeds.local_binance import LocalBinance, feed_of
from tests.integration.feeds.local_bybit import LocalBybit
from tests.integration.feeds.test_ingestion import BTC, FIVE_MIN_MS, KeptRows, Running, started

H12 = MapQuery(BTC, Window.H12)
_PLAIN_TURNOVER = {"turnover24h": "200000"}  # twice the 1,000 coins at 100 that are open


class WrongClock:
    """Ours, `ahead` of the venue's."""

    def __init__(self, right: Clock) -> None:
        self._right = right
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return self._right.now() + self.ahead


class Lab:
    """A filled market that listens, and its scans."""

    def __init__(self, run: Running, venue: LocalBybit, clock: Clock) -> None:
        self.run, self.venue = run, venue
        self.scans = ScanCoin(BuildMap(run.market, clock))

    async def scan(self, query: MapQuery = H12) -> Scan:
        return await self.scans(query)

    async def kinds(self, query: MapQuery = H12) -> list[FlagKind]:
        return [flag.kind for flag in (await self.scan(query)).flags]

    async def see(self, kind: FlagKind, query: MapQuery = H12) -> None:
        async with asyncio.timeout(5):
            while True:
                if kind in await self.kinds(query):
                    return
                await asyncio.sleep(0.01)

    def next_open_ms(self) -> int:
        """The bar that runs now; the venue's time moves to its close."""
        open_ms = self.venue.now_ms // FIVE_MIN_MS * FIVE_MIN_MS
        self.venue.now_ms = open_ms + FIVE_MIN_MS
        return open_ms

    async def until(self, truth: Callable[[], object]) -> None:
        await self.run.see(truth)


@asynccontextmanager
async def lab(feed: BybitFeed, clock: Clock, venue: LocalBybit) -> AsyncIterator[Lab]:
    venue.ticker |= _PLAIN_TURNOVER
    async with started(Running(feed, clock, KeptRows())) as run:
        await run.ingestion.filled.wait()
        await venue.subscribed.wait()
        await venue.say_ticker(**_PLAIN_TURNOVER)
        await run.see(lambda: run.market.heard_at(Venue.BYBIT))
        yield Lab(run, venue, clock)


async def test_an_ordinary_day_leaves_no_flag(feed: BybitFeed, clock: VenueClock, venue: LocalBybit) -> None:
    async with lab(feed, clock, venue) as place:
        assert await place.kinds() == []


@pytest.mark.parametrize("missing", ["close", "volume", "start"])
async def test_half_a_candle_is_refused_flagged_and_read_again(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit, missing: str
) -> None:
    async with lab(feed, clock, venue) as place:
        open_ms = place.next_open_ms()
        await venue.close_bar(open_ms, **{missing: None})
        await place.see(FlagKind.HALF_CANDLE)
        await place.until(lambda: place.run.newest_ms() == open_ms)  # from REST
        bars = await place.run.market.bars(BTC, Venue.BYBIT, FIVE_MIN_MS, 1)
        assert np.isfinite(np.array([column[0] for column in bars.columns()[:5]])).all()


async def test_a_candle_that_is_not_confirmed_is_no_bar(feed: BybitFeed, clock: VenueClock, venue: LocalBybit) -> None:
    async with lab(feed, clock, venue) as place:
        before, open_ms = place.run.newest_ms(), place.next_open_ms()
        await venue.close_bar(open_ms, confirm=False, close="1")
        await venue.say_ticker(lastPrice="101", **_PLAIN_TURNOVER)
        await place.until(lambda: place.run.price() == 101)
        assert place.run.newest_ms() == before


async def test_a_bar_said_twice_counts_once(feed: BybitFeed, clock: VenueClock, venue: LocalBybit) -> None:
    async with lab(feed, clock, venue) as place:
        open_ms = place.next_open_ms()
        for price in ("100", "101"):
            await venue.close_bar(open_ms)
            await venue.say_ticker(lastPrice=price, **_PLAIN_TURNOVER)
        await place.until(lambda: place.run.price() == 101)
        closed = [one for one in place.run.closed if one.bars.step_ms == FIVE_MIN_MS]
        assert [int(one.bars.open_ms[0]) for one in closed] == [open_ms]
        assert await place.kinds() == []


async def test_a_bar_from_the_future_is_refused_and_flagged(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit
) -> None:
    async with lab(feed, clock, venue) as place:
        before = place.run.newest_ms()
        await venue.close_bar(venue.now_ms // FIVE_MIN_MS * FIVE_MIN_MS + 12 * FIVE_MIN_MS)
        await place.see(FlagKind.FUTURE_BAR)
        assert place.run.newest_ms() == before
        assert (await place.scan()).at <= clock.now()


async def test_open_interest_in_dollars_is_refused_and_the_last_measured_figure_stays(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit
) -> None:
    async with lab(feed, clock, venue) as place:
        before = (await place.scan()).day.oi_usd
        await venue.say_ticker(openInterest="200000", **_PLAIN_TURNOVER)
        await place.see(FlagKind.OI_REFUSED)
        after = (await place.scan()).day.oi_usd
        assert before is not None
        assert after is None or after < 10_000 * before
        await venue.say_ticker(openInterest="2020", lastPrice="101", **_PLAIN_TURNOVER)
        await place.until(lambda: place.run.price() == 101)
        series = place.run.market.series(BTC, Venue.BYBIT)
        assert series is not None
        assert series.oi_usd == 1_010 * 101


async def test_open_interest_of_rest_in_dollars_for_a_while_is_unknown_for_that_while(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit
) -> None:
    async with lab(feed, clock, venue) as place:
        venue.oi_factor = 100
        await venue.drop()
        venue.now_ms += 3_600_000
        await venue.subscribed.wait()
        await venue.say_ticker(**_PLAIN_TURNOVER)
        await place.see(FlagKind.OI_REFUSED)
        await place.until(lambda: not place.run.market.open_gaps(Venue.BYBIT))
        bars = await place.run.market.bars(BTC, Venue.BYBIT, FIVE_MIN_MS, 24)
        known = bars.oi_base[np.isfinite(bars.oi_base)]
        assert known.max() < 10 * known.min()


async def test_a_wick_of_ninety_percent_is_kept_and_flagged_and_the_grid_stays_small(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit
) -> None:
    async with lab(feed, clock, venue) as place:
        plain = await place.scans.maps(H12)
        await venue.close_bar(place.next_open_ms(), low="10")
        await place.see(FlagKind.WICK)
        heatmap = await place.scans.maps(H12)
        assert heatmap.bars.low.min() == 10.0
        assert len(heatmap.price_edges) < 5 * len(plain.price_edges)
        (flag,) = heatmap.flags
        assert flag.value == pytest.approx(-0.9, abs=0.01)


async def test_zero_volume_for_a_day_is_flagged(feed: BybitFeed, clock: VenueClock, venue: LocalBybit) -> None:
    venue.volume_factor = 0
    async with lab(feed, clock, venue) as place:
        assert await place.kinds() == [FlagKind.NO_VOLUME]
        assert await place.kinds(MapQuery(BTC, Window.D7)) == [FlagKind.NO_VOLUME]


async def test_a_full_day_without_data_is_flagged_on_every_window_it_lies_in(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit
) -> None:
    day_ms = 86_400_000
    today_ms = venue.now_ms // day_ms * day_ms
    venue.silent = range(today_ms - 2 * day_ms, today_ms - day_ms)
    async with lab(feed, clock, venue) as place:
        assert await place.kinds() == []
        for window in (Window.D7, Window.D14, Window.D30, Window.D90, Window.D180, Window.Y1):
            (flag,) = (await place.scan(MapQuery(BTC, window))).flags
            assert (flag.kind, flag.value) == (FlagKind.HOLE, 24.0), window


async def test_a_coin_listed_five_minutes_ago_is_scanned_as_too_young(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit
) -> None:
    venue.listed["NEWUSDT"] = {"baseCoin": "NEW", "launchTime": str(venue.now_ms - 7 * 60_000)}
    async with lab(feed, clock, venue) as place:
        for window in Window:
            scan = await place.scan(MapQuery(Coin("NEW"), window))
            assert scan.state is ScanState.TOO_LITTLE_DATA
            assert FlagKind.YOUNG in [flag.kind for flag in scan.flags]


@pytest.mark.parametrize("hours", [1, -1])
async def test_a_clock_that_jumps_an_hour_is_flagged_either_way_and_refuses_no_bar(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit, hours: int
) -> None:
    ours = WrongClock(clock)
    async with lab(feed, ours, venue) as place:
        ours.ahead = timedelta(hours=hours)
        for number in range(12):
            venue.now_ms += 1_000
            await venue.say_ticker(lastPrice=str(100 + number), **_PLAIN_TURNOVER)
        await place.see(FlagKind.CLOCK)
        (flag,) = [flag for flag in (await place.scan()).flags if flag.kind is FlagKind.CLOCK]
        assert flag.value == pytest.approx(hours * 3_600, abs=20)  # the venue goes on meanwhile
        open_ms = place.next_open_ms()
        await venue.close_bar(open_ms)
        await place.until(lambda: place.run.newest_ms() == open_ms)
        assert FlagKind.FUTURE_BAR not in await place.kinds()
        ours.ahead = timedelta(0)
        for number in range(12):
            venue.now_ms += 1_000
            await venue.say_ticker(lastPrice=str(200 + number), **_PLAIN_TURNOVER)
        await place.until(lambda: place.run.price() == 211)
        assert await place.kinds() == []


class TwoVenues:
    """Bybit and Binance into one market."""

    def __init__(self, market: MemoryMarket, binance: LocalBinance, clock: Clock) -> None:
        self.market, self.binance = market, binance
        self.scans = ScanCoin(BuildMap(market, clock))

    async def say(self, price: str) -> None:
        now_ms = self.binance.now_ms
        mark = {"e": "markPriceUpdate", "E": now_ms, "s": "BTCUSDT", "p": price, "r": "0.0001", "T": now_ms}
        await self.binance.say("!markPrice@arr", [mark])
        day = {"e": "24hrTicker", "E": now_ms, "s": "BTCUSDT", "c": price, "q": "200000", "P": "1"}
        await self.binance.say("!ticker@arr", [day])

    def price(self) -> float:
        series = self.market.series(BTC, Venue.BINANCE)
        return 0.0 if series is None or series.ticker is None else series.ticker.price_usd


@pytest.fixture
async def two(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit, session: aiohttp.ClientSession
) -> AsyncIterator[TwoVenues]:
    binance = LocalBinance(venue.now_ms)
    binance.price = 100.0
    market = MemoryMarket(MarketSource.LIVE, clock)
    async with TestServer(binance.app()) as server, asyncio.TaskGroup() as group:
        other = feed_of(server, session, clock)
        ingestions = [Ingestion(one, market, None, clock, Random(1), first_wait_s=0.01) for one in (feed, other)]
        tasks = [group.create_task(ingestion.run()) for ingestion in ingestions]
        for ingestion in ingestions:
            await ingestion.filled.wait()
        await binance.subscribed.wait()
        await venue.subscribed.wait()
        await venue.say_ticker(**_PLAIN_TURNOVER)
        yield TwoVenues(market, binance, clock)
        for task in tasks:
            task.cancel()


async def _see(truth: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while True:
            if truth():
                return
            await asyncio.sleep(0.01)


async def test_two_venues_that_disagree_by_five_percent_are_told_with_the_figure(two: TwoVenues) -> None:
    await two.say("105.1")
    await _see(lambda: two.price() == 105.1)
    scan = await two.scans(H12)
    assert set(scan.venues) == {Venue.BYBIT, Venue.BINANCE}
    (flag,) = scan.flags
    assert (flag.kind, flag.value) == (FlagKind.DISAGREE, pytest.approx(0.051))
    await two.say("100.1")
    await _see(lambda: two.price() == 100.1)
    assert (await two.scans(H12)).flags == ()


async def test_half_a_candle_of_binance_is_refused_and_flagged(two: TwoVenues) -> None:
    open_ms = two.binance.now_ms // FIVE_MIN_MS * FIVE_MIN_MS - FIVE_MIN_MS
    candle = {"t": open_ms, "s": "BTCUSDT", "i": "5m", "o": "8", "h": "9", "l": "7", "v": "10", "V": "4", "x": True}
    await two.binance.say("btcusdt@kline_5m", {"e": "kline", "E": two.binance.now_ms, "s": "BTCUSDT", "k": candle})
    await two.say("100.1")
    await _see(lambda: two.price() == 100.1)
    flags = (await two.scans(H12)).flags
    assert [(flag.kind, flag.venue) for flag in flags] == [(FlagKind.HALF_CANDLE, Venue.BINANCE)]


async def test_open_interest_of_binance_in_dollars_is_refused_and_flagged(two: TwoVenues) -> None:
    series = two.market.series(BTC, Venue.BINANCE)
    assert series is not None
    await two.say("100.2")
    await _see(lambda: two.price() == 100.2 and series.ticker is not None and series.ticker.oi_base == 50.0)
    two.binance.oi = "5010"
    asked = two.binance.asked["/fapi/v1/openInterest"]
    await _see(lambda: two.binance.asked["/fapi/v1/openInterest"] > asked + 4)
    await two.say("100.3")
    await _see(lambda: two.price() == 100.3)
    flags = (await two.scans(H12)).flags
    assert [(flag.kind, flag.venue) for flag in flags] == [(FlagKind.OI_REFUSED, Venue.BINANCE)]
    assert series.last_oi_base == 50.0
