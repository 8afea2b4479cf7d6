"""A venue flowing into memory and a store: first fill, live bars, holes, restarts, and the venue going away."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from random import Random
from typing import Any

import numpy as np
import pytest

from engine.feeds.bybit.feed import BybitFeed
from engine.feeds.ports import Feed
from engine.market.backfill import Progress
from engine.market.columns import merged
from engine.market.gap_keeping import GapStore
from engine.market.ingest import Ingestion
from engine.market.memory import MemoryMarket
from engine.market.ports import Clock
from engine.market.series import CAPACITY
from engine.market.store import BarStore, SymbolBars
from engine.market.trouble import FeedAlarm
from engine.market.values import Bars, Coin, Instrument, Liquidation, MarketSource, Symbol, Ticker, Venue
from engine.market.windows import STEPS_MS, Window
from tests.integration.feeds.conftest import VenueClock
from tests.integration.feeds.local_bybit import LocalBybit, price_at

BTC = Coin("BTC")
FIVE_MIN_MS = 300_000
KLINE = "/v5/market/kline"


class KeptRows:
    """A `BarStore` in memory that outlives an ingestion, as a database does."""

    def __init__(self) -> None:
        self.instruments: list[Instrument] = []
        self.ended: list[Instrument] = []
        self.bars: dict[tuple[Symbol, int], Bars] = {}
        self.liquidations: list[Liquidation] = []
        self.tickers: dict[Symbol, Ticker] = {}

    async def load_instruments(self, source: MarketSource, venue: Venue) -> Sequence[Instrument]:
        return self.instruments

    async def save_instruments(self, source: MarketSource, venue: Venue, listed: Sequence[Instrument]) -> None:
        self.instruments = list(listed)

    async def end_instruments(self, source: MarketSource, gone: Sequence[Instrument]) -> None:
        self.ended += gone

    async def load_bars(self, source: MarketSource, instrument: Instrument, step_ms: int, count: int) -> Bars:
        return self.bars.get((instrument.symbol, step_ms), Bars.empty(step_ms)).last(count)

    async def save_bars(self, source: MarketSource, batch: Sequence[SymbolBars]) -> None:
        for one in batch:
            key = (one.symbol, one.bars.step_ms)
            self.bars[key] = merged(self.bars.get(key, Bars.empty(one.bars.step_ms)), one.bars)

    async def save_tickers(self, source: MarketSource, tickers: Sequence[Ticker]) -> None:
        self.tickers.update({one.symbol: one for one in tickers})

    async def load_liquidations(
        self, source: MarketSource, since: datetime, coins: Collection[Coin] | None = None
    ) -> Sequence[Liquidation]:
        return [one for one in self.liquidations if one.at >= since and (coins is None or one.coin in coins)]

    async def save_liquidations(self, source: MarketSource, batch: Sequence[Liquidation]) -> None:
        self.liquidations += batch


class Running:
    """An ingestion with what it told."""

    def __init__(
        self, feed: Feed, clock: Clock, store: BarStore | None, gaps: GapStore | None = None, **changes: Any
    ) -> None:
        self.market = MemoryMarket(MarketSource.SIMULATED, clock)
        self.progress: list[Progress] = []
        self.alarms: list[FeedAlarm] = []
        self.closed: list[SymbolBars] = []
        self.market.watch(self.closed.append)
        self.ingestion = Ingestion(
            feed,
            self.market,
            store,
            clock,
            Random(1),
            on_progress=self.progress.append,
            on_alarm=self.alarms.append,
            first_wait_s=0.01,
            gaps=gaps,
            **changes,
        )

    def price(self) -> float:
        series = self.market.series(BTC, Venue.BYBIT)
        return 0.0 if series is None or series.ticker is None else series.ticker.price_usd

    async def hear_liquidation(self) -> None:
        """Waits until one of BTC has been counted."""
        async with asyncio.timeout(5):
            while True:
                totals = await self.market.liquidated(BTC, datetime(2026, 2, 6, tzinfo=UTC))
                if totals is not None and totals.long_usd > 0:
                    return
                await asyncio.sleep(0.01)

    def newest_ms(self) -> int | None:
        series = self.market.series(BTC, Venue.BYBIT)
        return None if series is None else series.last_open_ms(FIVE_MIN_MS)

    async def see(self, truth: Callable[[], object]) -> None:
        """Waits until `truth()` holds."""
        async with asyncio.timeout(5):
            while True:
                if truth():
                    return
                await asyncio.sleep(0.01)


@asynccontextmanager
async def started(run: Running) -> AsyncIterator[Running]:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(run.ingestion.run())
        yield run
        task.cancel()


def running(feed: BybitFeed, clock: VenueClock, store: BarStore) -> AbstractAsyncContextManager[Running]:
    return started(Running(feed, clock, store))


@pytest.fixture
def store() -> KeptRows:
    return KeptRows()


async def test_every_window_of_every_contract_is_filled_and_kept(
    feed: BybitFeed, clock: VenueClock, store: KeptRows, venue: LocalBybit
) -> None:
    async with running(feed, clock, store) as run:
        await run.ingestion.filled.wait()
        for window in Window:
            bars = await run.market.bars(BTC, Venue.BYBIT, window.column_ms, window.columns)
            assert len(bars) == window.columns
            assert np.isfinite(bars.oi_base).all()
        assert list(await run.market.coins()) == ["BTC", "ETH", "PEPE"]
        assert run.progress[-1].done == run.progress[-1].total == 3 * len(STEPS_MS)
    assert len(store.bars) == 3 * len(STEPS_MS)
    assert {len(bars) for bars in store.bars.values()} == {CAPACITY}  # those folded from finer ones too
    assert [one.coin for one in store.instruments] == ["BTC", "ETH", "PEPE"]
    assert len(store.tickers) == 3


async def test_a_restart_reads_the_store_and_asks_the_venue_for_the_rest_only(
    feed: BybitFeed, clock: VenueClock, store: KeptRows, venue: LocalBybit
) -> None:
    async with running(feed, clock, store) as run:
        await run.ingestion.filled.wait()
    venue.asked.clear()
    venue.now_ms += 2 * FIVE_MIN_MS
    async with running(feed, clock, store) as run:
        await run.ingestion.filled.wait()
        bars = await run.market.bars(BTC, Venue.BYBIT, FIVE_MIN_MS, CAPACITY)
        assert len(bars) == CAPACITY
        assert bars.open_ms[-1] == venue.now_ms // FIVE_MIN_MS * FIVE_MIN_MS - FIVE_MIN_MS
    assert venue.asked[KLINE] == 3  # the five-minute bars of three contracts; nothing coarser has closed since


async def test_live_bars_reach_memory_watchers_and_store(
    feed: BybitFeed, clock: VenueClock, store: KeptRows, venue: LocalBybit
) -> None:
    async with running(feed, clock, store) as run:
        await run.ingestion.filled.wait()
        await venue.subscribed.wait()
        open_ms = venue.now_ms // FIVE_MIN_MS * FIVE_MIN_MS
        venue.now_ms = open_ms + FIVE_MIN_MS
        await venue.say_ticker()
        await venue.close_bar(open_ms)
        await run.see(lambda: run.closed)
        assert run.closed[0].bars.open_ms[0] == open_ms
        assert not run.market.is_stale(BTC, Venue.BYBIT)
    kept = store.bars[Symbol("BTCUSDT"), FIVE_MIN_MS]
    assert kept.open_ms[-1] == open_ms
    assert kept.oi_base[-1] == 1000.0


async def test_a_hole_in_the_stream_is_filled_from_rest(
    feed: BybitFeed, clock: VenueClock, store: KeptRows, venue: LocalBybit
) -> None:
    async with running(feed, clock, store) as run:
        await run.ingestion.filled.wait()
        await venue.subscribed.wait()
        await venue.say_ticker(lastPrice="123")
        await run.see(lambda: run.price() == 123)
        before = await run.market.bars(BTC, Venue.BYBIT, FIVE_MIN_MS, 1)
        await venue.drop()
        venue.now_ms += 3 * 3_600_000  # three hours nobody heard of
        await venue.subscribed.wait()
        await venue.say_ticker()
        due_ms = venue.now_ms // FIVE_MIN_MS * FIVE_MIN_MS - FIVE_MIN_MS
        await run.see(lambda: run.newest_ms() == due_ms and not run.market.open_gaps(Venue.BYBIT))
        for step_ms in STEPS_MS[:5]:
            bars = await run.market.bars(BTC, Venue.BYBIT, step_ms, 60)
            assert bars.open_ms[-1] == venue.now_ms // step_ms * step_ms - step_ms
            assert set(np.diff(bars.open_ms)) == {step_ms}
        after = await run.market.bars(BTC, Venue.BYBIT, FIVE_MIN_MS, 36)
        assert after.open_ms[0] == before.open_ms[-1] + FIVE_MIN_MS
        assert list(after.close) == [price_at(int(at)) for at in after.open_ms]


async def test_a_venue_that_is_away_at_the_start_alarms_and_old_bars_are_shown_as_stale(
    feed: BybitFeed, clock: VenueClock, store: KeptRows, venue: LocalBybit
) -> None:
    async with running(feed, clock, store) as run:
        await run.ingestion.filled.wait()
    venue.is_down = True
    async with running(feed, clock, store) as run:
        await run.see(lambda: run.alarms)
        assert (run.alarms[0].part, run.alarms[0].failures) == ("rest", 3)
        assert run.alarms[0].snapshot["source"] == "simulated"
        assert len(await run.market.bars(BTC, Venue.BYBIT, 86_400_000, 365)) == 365
        assert run.market.is_stale(BTC, Venue.BYBIT)
        venue.is_down = False
        await run.ingestion.filled.wait()


async def test_a_stream_that_breaks_three_times_in_a_row_alarms_the_admins(
    feed: BybitFeed, clock: VenueClock, store: KeptRows, venue: LocalBybit
) -> None:
    async with running(feed, clock, store) as run:
        await run.ingestion.filled.wait()
        await venue.subscribed.wait()
        await venue.say_ticker()
        venue.is_down = True
        await venue.drop()
        await run.see(lambda: run.alarms)
        assert run.alarms[0].part == "stream"
        venue.is_down = False
        await venue.subscribed.wait()
        await venue.say_ticker()
        await run.see(lambda: "stream_failures" not in run.ingestion.snapshot())


async def test_forced_closes_survive_a_restart(
    feed: BybitFeed, clock: VenueClock, store: KeptRows, venue: LocalBybit
) -> None:
    close = {"T": venue.now_ms, "s": "BTCUSDT", "S": "Buy", "v": "3", "p": "10"}
    message = {"topic": "allLiquidation.BTCUSDT", "type": "snapshot", "ts": venue.now_ms, "data": [close]}
    async with running(feed, clock, store) as run:
        await venue.subscribed.wait()
        await venue.say(message)
        await run.hear_liquidation()
    venue.subscribed.clear()
    async with running(feed, clock, store) as run:
        await run.ingestion.listed.wait()
        totals = await run.market.liquidated(
            BTC, datetime.fromtimestamp(venue.now_ms / 1000 - 3600, clock.now().tzinfo)
        )
        assert totals is not None
        assert totals.long_usd == 30.0
