"""Several ingestions of one venue over one store, each with its share: what moves, and what is not disturbed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
import pytest

from engine.feeds.bybit.feed import BybitFeed
from engine.market.gap_keeping import GapStore
from engine.market.ingest import Ingestion
from engine.market.listing import RELIST_EVERY
from engine.market.memory import MemoryMarket
from engine.market.quality import FlagKind
from engine.market.series import CAPACITY
from engine.market.share import LeasedShare
from engine.market.sharing import shard_of
from engine.market.taking_over import TAKEN_OVER
from engine.market.values import Coin, Gap, MarketSource, Symbol, Venue
from engine.market.windows import STEPS_MS
from tests.integration.feeds.conftest import VenueClock
from tests.integration.feeds.local_bybit import LocalBybit
from tests.integration.feeds.test_ingestion import FIVE_MIN_MS, KLINE, KeptRows, Running, started

BTC, ETH, PEPE = Coin("BTC"), Coin("ETH"), Coin("PEPE")
ALL = (BTC, ETH, PEPE)


class Sharing(Running):
    """An ingestion whose share a test sets."""

    def __init__(
        self,
        feed: BybitFeed,
        clock: VenueClock,
        store: KeptRows,
        gaps: GapStore | None = None,
        relist_every: timedelta = RELIST_EVERY,
    ) -> None:
        self.share, self.store = LeasedShare(), store
        self.share.extend(float("inf"))
        self.progress, self.alarms, self.closed = [], [], []
        self.market = MemoryMarket(MarketSource.SIMULATED, clock, share=self.share)
        self.market.watch(self.closed.append)
        self.ingestion = Ingestion(
            feed, self.market, store, clock, Random(1), first_wait_s=0.01, gaps=gaps, relist_every=relist_every
        )

    async def own(self, *coins: Coin, heard_until: datetime | None = None) -> None:
        shards = {shard_of(coin) for coin in coins}
        new = {} if heard_until is None else dict.fromkeys(shards - self.share.shards, heard_until)
        await self.share.become(shards, new)

    async def coins(self) -> set[Coin]:
        return set(await self.market.coins())

    def bars_of(self, coin: Coin) -> int:
        series = self.market.series(coin, Venue.BYBIT)
        return 0 if series is None else min(len(series.held(step_ms)) for step_ms in STEPS_MS)


class KeptGaps:
    """A `GapStore` in memory that outlives an ingestion."""

    def __init__(self) -> None:
        self.kept: dict[Gap, datetime | None] = {}
        self.heard: datetime | None = None

    async def gaps(self, source: MarketSource, venue: Venue, since: datetime) -> list[tuple[Gap, datetime | None]]:
        return list(self.kept.items())

    async def save_gap(self, source: MarketSource, gap: Gap, filled_at: datetime | None) -> None:
        self.kept[gap] = self.kept.get(gap) or filled_at

    async def heard_at(self, source: MarketSource, venue: Venue) -> datetime | None:
        return self.heard

    async def note_heard(self, source: MarketSource, venue: Venue, at: datetime) -> None:
        self.heard = at


@asynccontextmanager
async def sharing(feed: BybitFeed, clock: VenueClock, store: KeptRows, *coins: Coin) -> AsyncIterator[Sharing]:
    run = Sharing(feed, clock, store)
    await run.own(*coins)
    async with started(run):
        await run.ingestion.filled.wait()
        yield run


@pytest.fixture
def store() -> KeptRows:
    return KeptRows()


def closes_of(venue: LocalBybit, symbol: str = "BTCUSDT") -> dict[str, object]:
    close = {"T": venue.now_ms, "s": symbol, "S": "Buy", "v": "3", "p": "10"}
    return {"topic": f"allLiquidation.{symbol}", "type": "snapshot", "ts": venue.now_ms, "data": [close]}


async def test_only_ones_own_coins_are_held_listened_to_and_asked_for(
    feed: BybitFeed, clock: VenueClock, store: KeptRows, venue: LocalBybit
) -> None:
    async with sharing(feed, clock, store, BTC) as run:
        await venue.subscribed.wait()
        assert await run.coins() == {BTC}
        assert run.market.coins_listed() == 3
        assert {topic.rpartition(".")[2] for topic in venue.topics} == {"BTCUSDT"}
    assert {symbol for symbol, _ in store.bars} == {"BTCUSDT"}
    assert set(store.tickers) == {"BTCUSDT"}
    assert len(store.instruments) == 3  # what the venue lists is everybody's


async def test_what_is_lost_is_forgotten_left_and_stored_before_it_may_be_anothers(
    feed: BybitFeed, clock: VenueClock, store: KeptRows, venue: LocalBybit
) -> None:
    async with sharing(feed, clock, store, *ALL) as run:
        await venue.subscribed.wait()
        await venue.say(closes_of(venue))
        await run.hear_liquidation()
        await run.own(ETH, PEPE)
        assert await run.coins() == {ETH, PEPE}
        assert [one.coin for one in store.liquidations] == [BTC]
        assert {symbol for symbol, _ in store.bars} == {"BTCUSDT", "ETHUSDT", "1000PEPEUSDT"}
        await run.see(lambda: "tickers.BTCUSDT" not in venue.topics)
        open_ms = venue.now_ms // FIVE_MIN_MS * FIVE_MIN_MS
        venue.now_ms = open_ms + FIVE_MIN_MS
        for symbol in ("BTCUSDT", "ETHUSDT"):
            await venue.close_bar(open_ms, symbol)
        await run.see(lambda: run.closed)
        assert {one.symbol for one in run.closed} == {"ETHUSDT"}
        assert venue.opened == 1  # those that stay were heard on


async def test_what_is_gained_comes_from_the_store_and_only_the_gap_from_the_venue(
    feed: BybitFeed, clock: VenueClock, store: KeptRows, venue: LocalBybit
) -> None:
    async with sharing(feed, clock, store, *ALL) as dead:
        await venue.subscribed.wait()
        await venue.say(closes_of(venue))
        await dead.hear_liquidation()
    died_at = clock.now()
    venue.subscribed.clear()
    async with sharing(feed, clock, store, ETH) as run:
        await venue.subscribed.wait()
        venue.asked.clear()
        venue.now_ms += 2 * FIVE_MIN_MS
        await run.own(*ALL, heard_until=died_at)
        await run.see(lambda: run.bars_of(BTC) == run.bars_of(PEPE) == CAPACITY)
        newest = venue.now_ms // FIVE_MIN_MS * FIVE_MIN_MS - FIVE_MIN_MS
        await run.see(lambda: run.newest_ms() == newest)
        bars = await run.market.bars(BTC, Venue.BYBIT, FIVE_MIN_MS, CAPACITY)
        assert set(np.diff(bars.open_ms)) == {FIVE_MIN_MS}
        assert np.isfinite(bars.oi_base).all()
        totals = await run.market.liquidated(BTC, datetime(2026, 2, 6, tzinfo=UTC))
        assert totals is not None
        assert totals.long_usd == 30.0
        await run.see(lambda: not run.market.open_gaps(Venue.BYBIT))
        assert venue.asked[KLINE] == 2 + 1  # BTC and PEPE in five minutes; ETH's too, since a gap was heard of
        assert venue.opened == 2
    kept = store.bars[Symbol("BTCUSDT"), FIVE_MIN_MS]
    assert kept.open_ms[-1] == newest
    assert set(np.diff(kept.open_ms)) == {FIVE_MIN_MS}


async def test_what_an_engine_begins_with_is_marked_since_the_last_owner_was_there(
    feed: BybitFeed, clock: VenueClock, store: KeptRows, venue: LocalBybit
) -> None:
    run, gone_at = Sharing(feed, clock, store), clock.now() - timedelta(seconds=7)
    await run.own(*ALL, heard_until=gone_at)
    async with started(run):
        await run.ingestion.filled.wait()
        await venue.subscribed.wait()
        await venue.say_ticker()
        await run.see(lambda: run.market.open_gaps(Venue.BYBIT))
        (gap,) = run.market.open_gaps(Venue.BYBIT)
        assert (gap.since, gap.reason) == (gone_at, "taken over")


async def test_the_time_nobody_listened_to_what_is_gained_is_kept_and_told_to_the_next_owner(
    feed: BybitFeed, clock: VenueClock, store: KeptRows, venue: LocalBybit
) -> None:
    gaps, died_at = KeptGaps(), clock.now()
    run = Sharing(feed, clock, store, gaps)
    await run.own(ETH)
    async with started(run):
        await run.ingestion.filled.wait()
        venue.now_ms += 6 * 60_000
        await run.own(*ALL, heard_until=died_at)
        await run.see(lambda: run.bars_of(BTC) == CAPACITY and not run.market.open_gaps(Venue.BYBIT))
        taken_over = Gap(Venue.BYBIT, died_at, clock.now(), TAKEN_OVER)
        assert [flag.kind for flag in await run.market.flags(BTC, [Venue.BYBIT])] == [FlagKind.DEAF]
    assert gaps.kept == {taken_over: clock.now()}  # kept, and filled
    later = Sharing(feed, clock, store, gaps)
    await later.own(ETH)
    async with started(later):
        await later.ingestion.filled.wait()
        missed = Gap(Venue.BYBIT, clock.now() - timedelta(hours=2), clock.now() - timedelta(hours=1), "closed")
        gaps.kept[missed] = clock.now()  # by another engine meanwhile
        await later.own(*ALL)
        await later.see(lambda: later.bars_of(BTC) == CAPACITY)
        assert later.market.hearing.deaf(Venue.BYBIT, clock.now() - timedelta(days=1)) == timedelta(minutes=66)
        assert later.market.open_gaps(Venue.BYBIT) == []


async def test_a_new_listing_is_followed_by_whose_share_it_is_in_and_was_missed_by_nobody(
    feed: BybitFeed, clock: VenueClock, store: KeptRows, venue: LocalBybit
) -> None:
    gone_at = clock.now() - timedelta(days=2)
    run = Sharing(feed, clock, store, relist_every=timedelta(milliseconds=30))
    await run.own(BTC, Coin("NEW"), heard_until=gone_at)
    async with started(run):
        await run.ingestion.filled.wait()
        await venue.subscribed.wait()
        await venue.say_ticker()
        await run.see(lambda: run.market.whole_since(Venue.BYBIT))
        before = run.market.whole_since(Venue.BYBIT)
        venue.now_ms += 1_000
        venue.listed |= {"NEWUSDT": {"baseCoin": "NEW"}, "OTHERUSDT": {"baseCoin": "OTHER"}}
        await run.see(lambda: run.bars_of(Coin("NEW")) == CAPACITY)
        assert await run.coins() == {BTC, Coin("NEW")}
        assert run.market.coins_listed() == 5
        assert run.market.whole_since(Venue.BYBIT) == before
        await run.see(lambda: "tickers.NEWUSDT" in venue.topics)
        assert venue.opened == 1


async def test_a_coin_that_comes_back_has_its_forced_closes_counted_once(
    feed: BybitFeed, clock: VenueClock, store: KeptRows, venue: LocalBybit
) -> None:
    async with sharing(feed, clock, store, *ALL) as run:
        await venue.subscribed.wait()
        await venue.say(closes_of(venue))
        await run.hear_liquidation()
        for _ in range(2):
            await run.own(ETH)
            assert await run.coins() == {ETH}
            await run.own(*ALL)
            await run.see(lambda: run.bars_of(BTC) == CAPACITY)
        totals = await run.market.liquidated(BTC, clock.now() - timedelta(hours=1))
        assert totals is not None
        assert totals.long_usd == 30.0


async def test_a_share_that_changes_many_times_at_once_ends_as_it_was_last(
    feed: BybitFeed, clock: VenueClock, store: KeptRows, venue: LocalBybit
) -> None:
    async with sharing(feed, clock, store, *ALL) as run:
        await venue.subscribed.wait()
        for coins in ((BTC,), (ETH, PEPE), (), ALL, (PEPE,), (BTC, PEPE), (ETH, PEPE)):
            await run.own(*coins)
            await asyncio.sleep(0)
        await run.see(lambda: run.bars_of(ETH) == run.bars_of(PEPE) == CAPACITY)
        assert await run.coins() == {ETH, PEPE}
        wanted = {"ETHUSDT", "1000PEPEUSDT"}
        await run.see(lambda: {topic.rpartition(".")[2] for topic in venue.topics} == wanted)


async def test_a_venue_that_is_away_while_the_share_changes_is_followed_as_it_is_by_then(
    feed: BybitFeed, clock: VenueClock, store: KeptRows, venue: LocalBybit
) -> None:
    async with sharing(feed, clock, store, *ALL):
        pass
    venue.is_down = True
    run = Sharing(feed, clock, store)
    await run.own(*ALL)
    async with started(run):
        await run.see(lambda: run.bars_of(BTC) == CAPACITY)  # from the store
        await run.own(BTC)
        await run.own(BTC, ETH)
        venue.is_down = False
        await run.ingestion.filled.wait()
        await run.see(lambda: run.bars_of(ETH) == CAPACITY)
        assert await run.coins() == {BTC, ETH}
