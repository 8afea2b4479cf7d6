"""What is saved comes back as it was, once, and never under another source."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest

from db.database import Database
from db.instruments import InstrumentRepository
from db.liquidations import LiquidationRepository
from db.market import MarketRepository, Series
from db.times import at_ms, ms_at
from db.upkeep import Upkeep
from engine.market.values import (
    Bars,
    Coin,
    Instrument,
    Liquidation,
    MarketSource,
    OrderFilters,
    RiskTier,
    Side,
    Symbol,
    Venue,
)

BTC, BTCUSDT = Coin("BTC"), Symbol("BTCUSDT")
LIVE, RECORDED = MarketSource.LIVE, MarketSource.RECORDED
STEP_MS = 300_000
START_MS = 1_767_225_600_000  # 2026-01-01


def some_bars(count: int, start_ms: int = START_MS, step_ms: int = STEP_MS) -> Bars:
    rng = np.random.default_rng(count)
    columns = [rng.uniform(1, 2, count) for _ in range(7)]
    columns[5][::3] = np.nan
    columns[6][1::4] = np.nan
    return Bars(step_ms, start_ms + np.arange(count) * step_ms, *columns)


async def stored(
    market: MarketRepository,
    source: MarketSource = LIVE,
    venue: Venue = Venue.BYBIT,
    symbol: Symbol = BTCUSDT,
    step_ms: int = STEP_MS,
) -> Bars:
    return await market.bars_between(source, venue, symbol, step_ms, 0, ms_at(datetime(2040, 1, 1, tzinfo=UTC)))


def same(left: Bars, right: Bars) -> bool:
    pairs = zip((left.open_ms, *left.columns()), (right.open_ms, *right.columns()), strict=True)
    return left.step_ms == right.step_ms and all(np.array_equal(a, b, equal_nan=True) for a, b in pairs)


async def test_bars_come_back_bit_by_bit_with_gaps_in_taker_volume_and_open_interest(database: Database) -> None:
    market, bars = MarketRepository(database), some_bars(500)
    assert await market.save_bars(LIVE, Venue.BYBIT, BTCUSDT, BTC, bars) == 500
    end_ms = START_MS + 500 * STEP_MS
    assert same(await market.bars_between(LIVE, Venue.BYBIT, BTCUSDT, STEP_MS, START_MS, end_ms), bars)
    assert same(await market.last_bars(LIVE, Venue.BYBIT, BTCUSDT, STEP_MS, 70, end_ms), bars.last(70))


async def test_saving_again_writes_nothing_and_a_correction_writes_itself_only(database: Database) -> None:
    market, bars = MarketRepository(database), some_bars(50)
    await market.save_bars(LIVE, Venue.BYBIT, BTCUSDT, BTC, bars)
    assert await market.save_bars(LIVE, Venue.BYBIT, BTCUSDT, BTC, bars) == 0
    corrected = replace(bars, close=bars.close + (np.arange(50) == 7))
    assert await market.save_bars(LIVE, Venue.BYBIT, BTCUSDT, BTC, corrected) == 1
    assert same(await stored(market), corrected)


async def test_a_source_that_lacks_taker_volume_does_not_erase_what_another_run_delivered(database: Database) -> None:
    market, bars = MarketRepository(database), some_bars(9)
    await market.save_bars(LIVE, Venue.BYBIT, BTCUSDT, BTC, bars)
    bare = replace(bars, taker_buy_base=np.full(9, np.nan), oi_base=np.full(9, np.nan))
    assert await market.save_bars(LIVE, Venue.BYBIT, BTCUSDT, BTC, bare) == 0
    assert same(await stored(market), bars)


async def test_a_bar_that_has_not_closed_by_then_is_not_read(database: Database) -> None:
    market = MarketRepository(database)
    await market.save_bars(LIVE, Venue.BYBIT, BTCUSDT, BTC, some_bars(3))
    read = await market.last_bars(LIVE, Venue.BYBIT, BTCUSDT, STEP_MS, 9, START_MS + 3 * STEP_MS - 1)
    assert len(read) == 2
    read = await market.last_bars(LIVE, Venue.BYBIT, BTCUSDT, STEP_MS, 9, START_MS + 3 * STEP_MS)
    assert len(read) == 3


async def test_bars_of_last_month_are_not_the_last_bars_of_today(database: Database) -> None:
    market = MarketRepository(database)
    await market.save_bars(LIVE, Venue.BYBIT, BTCUSDT, BTC, some_bars(12))
    hour_later, month_later = START_MS + 24 * STEP_MS, START_MS + 30 * 86_400_000
    assert len(await market.last_bars(LIVE, Venue.BYBIT, BTCUSDT, STEP_MS, 12, hour_later)) == 12
    assert len(await market.last_bars(LIVE, Venue.BYBIT, BTCUSDT, STEP_MS, 12, month_later)) == 0


async def test_open_interest_stamped_inside_a_bar_counts_where_none_was_stamped_at_its_close(
    database: Database,
) -> None:
    market = MarketRepository(database)
    bare = replace(some_bars(3), oi_base=np.full(3, np.nan))
    await market.save_bars(LIVE, Venue.BYBIT, BTCUSDT, BTC, bare)
    stamps = START_MS + np.array([0, 1_000, 2_000, STEP_MS, 2 * STEP_MS - 1, 3 * STEP_MS + 1])
    await market.save_open_interest(LIVE, Venue.BYBIT, BTCUSDT, BTC, stamps, np.array([1.0, 2, 3, 4, 5, 6]))
    read = await stored(market)
    assert np.array_equal(read.oi_base, [4.0, 5.0, np.nan], equal_nan=True)


async def test_sources_venues_symbols_and_steps_are_kept_apart(database: Database) -> None:
    market, bars = MarketRepository(database), some_bars(5)
    await market.save_bars(LIVE, Venue.BYBIT, BTCUSDT, BTC, bars)
    others = [
        (RECORDED, Venue.BYBIT, BTCUSDT, STEP_MS),
        (LIVE, Venue.BINANCE, BTCUSDT, STEP_MS),
        (LIVE, Venue.BYBIT, Symbol("ETHUSDT"), STEP_MS),
        (LIVE, Venue.BYBIT, BTCUSDT, 900_000),
    ]
    for other in others:
        assert len(await stored(market, *other)) == 0


async def test_the_open_interest_of_one_series_serves_every_step(database: Database) -> None:
    market = MarketRepository(database)
    fine = replace(some_bars(12), oi_base=np.arange(12.0))
    coarse = replace(some_bars(4, step_ms=900_000), oi_base=np.full(4, np.nan))
    await market.save_series(LIVE, [Series(Venue.BYBIT, BTCUSDT, BTC, one) for one in (fine, coarse)])
    read = await market.last_bars(LIVE, Venue.BYBIT, BTCUSDT, 900_000, 4, START_MS + 4 * 900_000)
    assert read.oi_base.tolist() == [2.0, 5.0, 8.0, 11.0]


async def test_bars_of_many_contracts_that_close_together_are_saved_in_one_go(database: Database) -> None:
    market = MarketRepository(database)
    series = [Series(Venue.BYBIT, Symbol(f"C{n}USDT"), Coin(f"C{n}"), some_bars(n % 3 + 1)) for n in range(200)]
    assert await market.save_series(LIVE, series) == sum(n % 3 + 1 for n in range(200))
    for one in series[::37]:
        read = await stored(market, symbol=one.symbol)
        assert same(read, one.bars)


@pytest.mark.usefixtures("plain_only")
async def test_bars_older_than_every_partition_are_kept_and_move_into_their_month(database: Database) -> None:
    market, old_ms = MarketRepository(database), ms_at(datetime(2018, 1, 30, tzinfo=UTC))
    bars = some_bars(2000, old_ms)
    await market.save_bars(RECORDED, Venue.BYBIT, BTCUSDT, BTC, bars)
    months = (["ohlcv", "open_interest"], at_ms(old_ms), at_ms(int(bars.open_ms[-1])))
    assert await Upkeep(database).make_partitions_of(*months) == 2 * 2
    assert await Upkeep(database).make_partitions_of(*months) == 0
    assert same(await stored(market, RECORDED), bars)
    rows = await database.rows(
        "SELECT tableoid::regclass::text AS part, count(*) AS n FROM ohlcv GROUP BY 1 ORDER BY 1"
    )
    assert {row["part"]: row["n"] for row in rows} == {"ohlcv_2018_01": 576, "ohlcv_2018_02": 1424}


@pytest.mark.usefixtures("plain_only")
async def test_two_processes_make_the_same_partitions_without_disturbing_each_other(database: Database) -> None:
    first, last = datetime(2019, 1, 1, tzinfo=UTC), datetime(2019, 6, 30, tzinfo=UTC)
    upkeep = Upkeep(database)
    made = await asyncio.gather(*(upkeep.make_partitions_of(["ohlcv", "wicks"], first, last) for _ in range(3)))
    assert sorted(made) == [0, 0, 6 * 2]


@pytest.mark.usefixtures("plain_only")
async def test_the_months_around_now_are_made_for_every_growing_table(database: Database) -> None:
    upkeep, now = Upkeep(database), datetime(2035, 5, 20, tzinfo=UTC)
    assert await upkeep.make_partitions(now) == 4 * 8  # from the month before to two ahead
    assert await upkeep.make_partitions(now) == 0


async def test_forgetting_deletes_what_is_old_but_nothing_recorded(database: Database) -> None:
    market, now = MarketRepository(database), at_ms(START_MS) + timedelta(days=41)
    for source in (LIVE, RECORDED):
        await market.save_bars(source, Venue.BYBIT, BTCUSDT, BTC, some_bars(300))
        await market.save_bars(source, Venue.BYBIT, BTCUSDT, BTC, some_bars(24, step_ms=3_600_000))
    assert await Upkeep(database).forget(now) == 288  # the 5-minute bars older than 40 days
    kept = [len(await stored(market, source)) for source in (LIVE, RECORDED)]
    assert kept == [12, 300]
    assert len(await stored(market, step_ms=3_600_000)) == 24


async def test_funding_carries_its_rate_and_its_interval(database: Database) -> None:
    market, hours = MarketRepository(database), timedelta(hours=4)
    at = np.array([START_MS, START_MS + 14_400_000])
    values = (LIVE, Venue.BYBIT, BTCUSDT, BTC, at, np.array([0.0001, -0.0002]))
    assert await market.save_funding(*values, hours) == 2
    assert await market.save_funding(*values, None) == 0  # not knowing the interval forgets nothing
    read = await market.funding(LIVE, Venue.BYBIT, BTCUSDT, at_ms(START_MS), at_ms(START_MS) + timedelta(days=1))
    assert [(one.rate, one.interval) for one in read] == [(0.0001, hours), (-0.0002, hours)]


def forced_close(second: int, side: Side = Side.LONG, venue: Venue = Venue.BYBIT, price: float = 100.0) -> Liquidation:
    return Liquidation(venue, BTCUSDT, BTC, side, price, 2.0, at_ms(START_MS) + timedelta(seconds=second))


async def test_a_forced_close_told_twice_is_counted_once(database: Database) -> None:
    store = LiquidationRepository(database)
    events = [forced_close(1), forced_close(2, Side.SHORT), forced_close(1)]
    assert await store.save(LIVE, events) == 2
    assert await store.save(LIVE, events) == 0
    totals = await store.totals(LIVE, BTC, at_ms(START_MS), at_ms(START_MS) + timedelta(hours=1))
    assert totals is not None
    assert (totals.long_usd, totals.short_usd, totals.venues) == (200.0, 200.0, ("bybit",))
    assert not totals.is_floor
    assert totals.since == at_ms(START_MS) + timedelta(seconds=1)


async def test_totals_with_binance_in_them_say_that_they_are_a_floor(database: Database) -> None:
    store = LiquidationRepository(database)
    await store.save(LIVE, [forced_close(1), forced_close(1, venue=Venue.BINANCE)])
    totals = await store.totals(LIVE, BTC, at_ms(START_MS), at_ms(START_MS) + timedelta(hours=1))
    assert totals is not None
    assert totals.is_floor
    assert totals.venues == ("binance", "bybit")


async def test_a_providers_sums_and_the_streams_are_never_added_up(database: Database) -> None:
    store, hour = LiquidationRepository(database), 3_600_000
    span = (at_ms(START_MS), at_ms(START_MS + 4 * hour))
    await store.save(LIVE, [forced_close(3 * 3600)])
    open_ms = START_MS + np.arange(3) * hour
    long_usd, short_usd = np.array([1.0, np.nan, 2.0]), np.array([5.0, 5.0, np.nan])
    sums = ("coinglass", BTC, hour, ["binance", "okx"], open_ms, long_usd, short_usd)
    assert await store.save_sums(LIVE, *sums) == 3
    assert await store.save_sums(LIVE, *sums) == 0
    totals = await store.totals(LIVE, BTC, *span)
    assert totals is not None
    assert (totals.long_usd, totals.short_usd, totals.venues) == (3.0, 10.0, ("binance", "okx"))
    assert await store.totals(LIVE, Coin("ETH"), *span) is None


@pytest.fixture
def btc_contract() -> Instrument:
    tiers = (RiskTier(2e6, 0.005, 100.0, 0.0), RiskTier(4e6, 0.0056, 90.0, 1200.0))
    return Instrument(
        Venue.BYBIT, BTCUSDT, BTC, Decimal("0.10"), Decimal("0.001"), 100.0, timedelta(hours=8), at_ms(START_MS), tiers
    )


async def test_contracts_come_back_with_their_tiers_and_leave_when_the_venue_drops_them(
    database: Database, btc_contract: Instrument
) -> None:
    store = InstrumentRepository(database)
    await store.save(LIVE, [btc_contract, replace(btc_contract, symbol=Symbol("ETHUSDT"), coin=Coin("ETH"))])
    await store.save(LIVE, [replace(btc_contract, tiers=())])  # a venue that tells no tiers now
    assert (await store.all(LIVE))[0] == btc_contract
    await store.retire_others(LIVE, Venue.BYBIT, [BTCUSDT])
    assert [one.symbol for one in await store.all(LIVE)] == [BTCUSDT]
    assert await store.all(RECORDED) == []


async def test_order_filters_come_back_to_the_digit_and_outlive_a_day_without_them(
    database: Database, btc_contract: Instrument
) -> None:
    store = InstrumentRepository(database)
    told = [Decimal("0.001"), Decimal("1190.00"), Decimal(500), Decimal(5), Decimal("0.01"), Decimal("0.00375")]
    filtered = replace(btc_contract, filters=OrderFilters(*told, price_limit_x=Decimal("1E-9")))
    await store.save(LIVE, [filtered])
    await store.save(LIVE, [btc_contract])  # not told this time
    assert await store.all(LIVE) == [filtered]


async def test_a_contract_guessed_from_prices_never_replaces_what_the_venue_said(
    database: Database, btc_contract: Instrument
) -> None:
    store = InstrumentRepository(database)
    await store.save(LIVE, [btc_contract])
    await store.add_unknown(LIVE, [replace(btc_contract, tick_size=Decimal(1), max_leverage=1.0)])
    assert await store.all(LIVE) == [btc_contract]
