"""Gaps in what was heard: kept in the database, filled from REST, and known after a restart."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

import pytest

from db.feed_gaps import GapRepository
from db.migrate import migrate
from db.pool import Database, open_pool
from engine.errors import StorageAway
from engine.feeds.bybit.feed import BybitFeed
from engine.market.gap_keeping import NOT_RUNNING
from engine.market.quality import FlagKind
from engine.market.values import Gap, MarketSource, Venue
from tests.integration.feeds.conftest import VenueClock
from tests.integration.feeds.local_bybit import LocalBybit
from tests.integration.feeds.test_ingestion import BTC, KeptRows, Running, started

SIMULATED = MarketSource.SIMULATED  # what the local venue's feed says it is


@pytest.fixture
async def gaps(postgres_url: str) -> AsyncIterator[GapRepository]:
    await asyncio.to_thread(migrate, postgres_url)
    async with open_pool(postgres_url, size=3) as pool:
        yield GapRepository(Database(pool, timeout_s=20))


async def _listen(run: Running, venue: LocalBybit) -> None:
    await run.ingestion.filled.wait()
    await venue.subscribed.wait()
    await venue.say_ticker(lastPrice="123")
    await run.see(lambda: run.price() == 123)


async def _known(gaps: GapRepository, clock: VenueClock) -> Sequence[tuple[Gap, datetime | None]]:
    return await gaps.gaps(SIMULATED, Venue.BYBIT, clock.now() - timedelta(days=7))


async def test_a_broken_stream_leaves_a_gap_in_the_database_that_says_when_it_was_filled(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit, gaps: GapRepository
) -> None:
    async with started(Running(feed, clock, KeptRows(), gaps)) as run:
        await _listen(run, venue)
        since = clock.now()
        await venue.drop()
        venue.now_ms += 1_200_000
        await venue.subscribed.wait()
        await venue.say_ticker(lastPrice="124")
        await run.see(lambda: run.price() == 124 and not run.market.open_gaps(Venue.BYBIT))
    ((gap, filled_at),) = await _known(gaps, clock)
    assert (gap.reason, gap.since, gap.until) == ("closed", since, clock.now())
    assert filled_at == clock.now()


async def test_the_time_helix_did_not_run_is_a_gap_and_its_forced_closes_are_known_to_be_missing(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit, gaps: GapRepository
) -> None:
    store = KeptRows()
    async with started(Running(feed, clock, store, gaps)) as run:
        await _listen(run, venue)
    stopped_at = clock.now()
    venue.now_ms += 3 * 3_600_000
    venue.subscribed.clear()
    async with started(Running(feed, clock, store, gaps)) as run:
        (gap,) = [gap for gap, _ in await _until_gap(run, gaps, clock)]
        await run.see(lambda: not run.market.open_gaps(Venue.BYBIT))
        flags = await run.market.flags(BTC, [Venue.BYBIT])
        assert [(flag.kind, flag.value) for flag in flags] == [(FlagKind.DEAF, 180.0)]
        totals = await run.market.liquidated(BTC, clock.now() - timedelta(days=1))
        assert totals is None or totals.is_floor
    assert (gap.reason, gap.since, gap.until) == (NOT_RUNNING, stopped_at, clock.now())
    ((_, filled_at),) = await _known(gaps, clock)
    assert filled_at == clock.now()
    async with started(Running(feed, clock, store, gaps)) as run:  # and the run after that still knows
        await run.ingestion.filled.wait()
        assert run.market.open_gaps(Venue.BYBIT) == []
        flags = await run.market.flags(BTC, [Venue.BYBIT])
        assert [flag.kind for flag in flags] == [FlagKind.DEAF]


async def _until_gap(run: Running, gaps: GapRepository, clock: VenueClock) -> Sequence[tuple[Gap, datetime | None]]:
    """The gap is in memory before anything is listened to."""
    await run.ingestion.listed.wait()
    assert run.market.hearing.deaf(Venue.BYBIT, clock.now() - timedelta(days=1)) == timedelta(hours=3)
    await run.ingestion.filled.wait()
    async with asyncio.timeout(20):
        while True:
            if found := await _known(gaps, clock):
                return found
            await asyncio.sleep(0.05)


class AwayGaps:
    """A `GapStore` whose database is away."""

    async def gaps(self, source: MarketSource, venue: Venue, since: datetime) -> Sequence[tuple[Gap, datetime | None]]:
        raise StorageAway("gone")

    async def save_gap(self, source: MarketSource, gap: Gap, filled_at: datetime | None) -> None:
        raise StorageAway("gone")

    async def heard_at(self, source: MarketSource, venue: Venue) -> datetime | None:
        raise StorageAway("gone")

    async def note_heard(self, source: MarketSource, venue: Venue, at: datetime) -> None:
        raise StorageAway("gone")


async def test_a_database_that_is_away_keeps_no_gap_from_being_known_and_filled(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit
) -> None:
    async with started(Running(feed, clock, KeptRows(), AwayGaps())) as run:
        await _listen(run, venue)
        await venue.drop()
        venue.now_ms += 600_000
        await venue.subscribed.wait()
        await venue.say_ticker(lastPrice="124")
        await run.see(lambda: run.price() == 124 and not run.market.open_gaps(Venue.BYBIT))
        assert run.market.hearing.deaf(Venue.BYBIT, clock.now() - timedelta(days=1)) == timedelta(minutes=10)


async def test_a_feed_tells_how_complete_it_is_how_late_and_how_far_its_history_is(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit
) -> None:
    day_ms, step_ms = 86_400_000, 300_000
    now_ms = venue.now_ms // step_ms * step_ms
    venue.silent = range(now_ms - day_ms // 4, now_ms - day_ms // 8)  # an eighth of the day the venue does not have
    async with started(Running(feed, clock, KeptRows())) as run:
        await run.ingestion.filled.wait()
        await venue.subscribed.wait()
        await venue.say_ticker(lastPrice="123")
        await run.see(lambda: run.price() == 123)
        report = run.ingestion.report()
        assert report.bars_expected == 3 * 288
        assert report.completeness == pytest.approx(1 - 1 / 8, abs=0.01)
        assert report.history.is_over
        assert report.lag is not None
        assert report.lag.p95_s == 0.0
        assert (report.contracts, report.open_gaps, report.skew_s) == (3, 0, 0.0)
