"""Gaps, ends of contracts and reports of feeds, as the databases keep them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
from redis.asyncio import Redis

from db.database import Database
from db.feed_gaps import GapRepository
from db.feed_reports import FeedReports
from db.instruments import InstrumentRepository
from db.liquidations import LiquidationRepository
from db.market import MarketRepository
from db.stored_market import StoredMarket
from db.times import ms_at
from db.upkeep import Upkeep
from engine.market.lag import Lag
from engine.market.loading import Loading
from engine.market.quality import Flag, FlagKind
from engine.market.report import FeedReport
from engine.market.values import Bars, Coin, ContractStatus, Gap, MarketSource, Symbol, Venue
from tests.unit.market.conftest import StandingClock, make_instrument

AT = datetime(2026, 2, 6, 12, tzinfo=UTC)
LIVE, SIMULATED = MarketSource.LIVE, MarketSource.SIMULATED
BTC = Coin("BTC")
_GAP = Gap(Venue.BYBIT, AT, AT + timedelta(minutes=3), "frozen")
_REPORT = FeedReport(
    venue=Venue.BYBIT,
    source=LIVE,
    at=AT,
    heard_at=AT - timedelta(seconds=2),
    contracts=500,
    stale_contracts=1,
    history=Loading(340, 1_000, 360.0),
    bars_held=287,
    bars_expected=288,
    lag=Lag(0.12, 0.4),
    skew_s=3_600.0,
    open_gaps=1,
    deaf=timedelta(minutes=9),
    rows_waiting=3,
    failures={"rest": 1},
    doubts={BTC: [Flag(FlagKind.WICK, Venue.BYBIT, -0.9)]},
)


async def test_a_gap_stays_open_over_a_restart_and_is_filled_once(database: Database) -> None:
    gaps = GapRepository(database)
    await gaps.save_gap(LIVE, _GAP, None)
    await gaps.save_gap(SIMULATED, replace(_GAP, reason="another world"), None)
    assert await gaps.gaps(LIVE, Venue.BYBIT, AT - timedelta(days=7)) == [(_GAP, None)]
    assert await gaps.gaps(LIVE, Venue.BINANCE, AT - timedelta(days=7)) == []
    filled_at = AT + timedelta(minutes=5)
    await gaps.save_gap(LIVE, _GAP, filled_at)
    await gaps.save_gap(LIVE, _GAP, filled_at + timedelta(hours=1))
    await gaps.save_gap(LIVE, _GAP, None)
    assert await gaps.gaps(LIVE, Venue.BYBIT, AT) == [(_GAP, filled_at)]
    assert await gaps.gaps(LIVE, Venue.BYBIT, AT + timedelta(hours=1)) == []


async def test_an_open_gap_is_never_too_old_to_be_remembered(database: Database) -> None:
    gaps = GapRepository(database)
    await gaps.save_gap(LIVE, _GAP, None)
    assert await gaps.gaps(LIVE, Venue.BYBIT, AT + timedelta(days=30)) == [(_GAP, None)]


async def test_when_a_venue_was_last_heard_only_moves_on(database: Database) -> None:
    gaps = GapRepository(database)
    assert await gaps.heard_at(LIVE, Venue.BYBIT) is None
    for minutes in (5, 9, 7):
        await gaps.note_heard(LIVE, Venue.BYBIT, AT + timedelta(minutes=minutes))
    assert await gaps.heard_at(LIVE, Venue.BYBIT) == AT + timedelta(minutes=9)
    assert await gaps.heard_at(SIMULATED, Venue.BYBIT) is None


async def test_an_ended_contract_is_offered_to_nobody_and_says_when_it_ended(database: Database) -> None:
    instruments = InstrumentRepository(database)
    bitcoin, other = make_instrument(), make_instrument("ETHUSDT", "ETH")
    await instruments.save(LIVE, [replace(bitcoin, ends_at=AT), other])
    assert [one.ends_at for one in await instruments.all(LIVE)] == [AT, None]
    await instruments.retire_others(LIVE, Venue.BYBIT, [other.symbol])
    await instruments.end(LIVE, [replace(bitcoin, status=ContractStatus.SETTLING, ends_at=AT)])
    assert [one.symbol for one in await instruments.all(LIVE)] == ["ETHUSDT"]
    (ended,) = await instruments.ended(LIVE, BTC)
    assert (ended.status, ended.ends_at) == (ContractStatus.SETTLING, AT)
    assert await instruments.ended(SIMULATED, BTC) == []


async def test_an_end_the_venue_does_not_tell_is_when_it_was_noticed(database: Database) -> None:
    instruments = InstrumentRepository(database)
    await instruments.save(LIVE, [make_instrument()])
    await instruments.retire_others(LIVE, Venue.BYBIT, [])
    (ended,) = await instruments.ended(LIVE, BTC)
    assert ended.status is ContractStatus.CLOSED
    assert ended.ends_at is not None


async def test_a_contract_that_comes_back_is_listed_again(database: Database) -> None:
    instruments = InstrumentRepository(database)
    await instruments.save(LIVE, [make_instrument()])
    await instruments.retire_others(LIVE, Venue.BYBIT, [])
    await instruments.save(LIVE, [make_instrument()])
    (listed,) = await instruments.all(LIVE)
    assert (listed.is_open, listed.ends_at) == (True, None)
    assert await instruments.ended(LIVE, BTC) == []


async def test_a_report_is_read_as_it_was_told(redis: Redis) -> None:
    reports = FeedReports(redis)
    await reports.tell(_REPORT)
    assert list(await reports.of(LIVE, AT)) == [_REPORT]
    assert list(await reports.of(SIMULATED, AT)) == []


async def test_engines_that_share_a_venue_are_told_together_and_one_that_fell_silent_not_at_all(redis: Redis) -> None:
    for holder, at in (("one", AT), ("two", AT), ("dead", AT - timedelta(minutes=2))):
        await FeedReports(redis, holder).tell(replace(_REPORT, at=at, contracts=250))
    (told,) = await FeedReports(redis).of(LIVE, AT)
    assert (told.contracts, told.history.done, told.completeness) == (500, 680, 287 / 288)


async def test_what_an_unknown_version_told_is_passed_over_and_old_reports_go(redis: Redis) -> None:
    reports = FeedReports(redis, "now")
    await redis.hset("helix:feeds:live", "bybit other", '{"venue": "bybit"}')
    await FeedReports(redis, "gone").tell(replace(_REPORT, at=AT - timedelta(hours=2)))
    await reports.tell(_REPORT)
    assert len(await reports.of(LIVE, AT)) == 1
    await reports.forget_old(LIVE, AT)
    assert await redis.hlen("helix:feeds:live") == 1


async def test_a_process_without_a_feed_knows_doubts_loading_and_ends_from_the_stores(
    database: Database, redis: Redis
) -> None:
    instruments = InstrumentRepository(database)
    await instruments.save(LIVE, [make_instrument("OLDUSDT", "OLD")])
    await instruments.retire_others(LIVE, Venue.BYBIT, [])
    await FeedReports(redis).tell(_REPORT)
    market = StoredMarket(
        LIVE,
        MarketRepository(database),
        instruments,
        LiquidationRepository(database),
        None,
        StandingClock(AT),
        reports=FeedReports(redis),
    )
    flags = await market.flags(BTC, [Venue.BYBIT])
    assert [flag.kind for flag in flags] == [FlagKind.WICK, FlagKind.CLOCK, FlagKind.DEAF]
    assert await market.loading() == _REPORT.history
    assert [one.symbol for one in await market.ended(Coin("OLD"))] == ["OLDUSDT"]


async def test_weeks_of_old_rows_are_forgotten_and_their_empty_months_go(database: Database, plain_only: None) -> None:
    market, upkeep = MarketRepository(database), Upkeep(database)
    now = datetime(2026, 6, 15, tzinfo=UTC)
    await upkeep.make_partitions_of(["ohlcv", "open_interest"], datetime(2026, 3, 1, tzinfo=UTC), now)
    rows = 30 * 288
    columns = [np.full(rows, 1.0) for _ in range(7)]
    first_ms = ms_at(datetime(2026, 3, 1, tzinfo=UTC))
    bars = Bars(300_000, first_ms + 300_000 * np.arange(rows, dtype=np.int64), *columns)
    await market.save_bars(LIVE, Venue.BYBIT, Symbol("BTCUSDT"), BTC, bars)
    assert await upkeep.forget(now) == rows
    row = await database.row("SELECT to_regclass('ohlcv_2026_03') AS march, to_regclass('ohlcv_2026_06') AS june")
    assert row is not None
    assert (row["march"], row["june"]) == (None, "ohlcv_2026_06")
    assert await upkeep.make_partitions_of(["ohlcv"], datetime(2026, 3, 1, tzinfo=UTC), now) >= 1  # and may come back
