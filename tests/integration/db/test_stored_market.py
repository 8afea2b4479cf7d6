"""The stored market says what the stores hold, as of its clock, and no more."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from redis.asyncio import Redis

from db.database import Database
from db.instruments import InstrumentRepository
from db.liquidations import LiquidationRepository
from db.market import MarketRepository, Series
from db.stored_market import StoredMarket
from db.tickers import TickerBoard
from db.times import at_ms
from engine.market.values import Bars, Coin, Instrument, MarketSource, Symbol, Ticker, Venue

RECORDED = MarketSource.RECORDED
STEP_MS = 300_000
START = datetime(2026, 2, 5, tzinfo=UTC)
START_MS = int(START.timestamp() * 1000)
NOW = START + timedelta(days=1)


@dataclass
class Hand:
    """A clock that is set by hand."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def bars(count: int, price: float, step_ms: int = STEP_MS, volume: float = 1.0) -> Bars:
    flat = np.full(count, price)
    opens = START_MS + np.arange(count) * step_ms
    return Bars(step_ms, opens, flat, flat, flat, flat + np.arange(count), np.full(count, volume), flat, flat * 2)


def contract(coin: str, venue: Venue = Venue.BYBIT) -> Instrument:
    symbol = Symbol(f"{coin}USDT")
    return Instrument(venue, symbol, Coin(coin), Decimal("0.1"), Decimal("0.001"), 100.0, timedelta(hours=8), START)


@pytest.fixture
async def clock() -> Hand:
    return Hand(NOW)


@pytest.fixture
async def market(database: Database, redis: Redis, clock: Hand) -> StoredMarket:
    """BTC on two venues, ETH with more turnover on one, and SOL in hours only."""
    store = MarketRepository(database)
    given = [
        Series(Venue.BYBIT, Symbol("BTCUSDT"), Coin("BTC"), bars(288, 100.0)),
        Series(Venue.BINANCE, Symbol("BTCUSDT"), Coin("BTC"), bars(288, 100.0, volume=3.0)),
        Series(Venue.BYBIT, Symbol("ETHUSDT"), Coin("ETH"), bars(288, 10.0, volume=90.0)),
        Series(Venue.BYBIT, Symbol("SOLUSDT"), Coin("SOL"), bars(24, 1.0, 3_600_000)),
    ]
    await store.save_series(RECORDED, given)
    contracts = [contract("BTC"), contract("BTC", Venue.BINANCE), contract("ETH"), contract("SOL")]
    await InstrumentRepository(database).save(RECORDED, contracts)
    return made(database, redis, clock)


def made(database: Database, redis: Redis | None, clock: Hand) -> StoredMarket:
    board = None if redis is None else TickerBoard(redis)
    parts = (MarketRepository(database), InstrumentRepository(database), LiquidationRepository(database))
    return StoredMarket(RECORDED, *parts, board, clock, ttl_s=0)


async def test_coins_come_by_turnover_and_contracts_of_a_coin_too(market: StoredMarket) -> None:
    assert list(await market.coins()) == ["ETH", "BTC", "SOL"]
    assert [one.venue for one in await market.instruments(Coin("BTC"))] == [Venue.BINANCE, Venue.BYBIT]
    assert await market.instruments(Coin("NONE")) == []


async def test_bars_are_the_last_ones_that_closed_by_now(market: StoredMarket, clock: Hand) -> None:
    assert (await market.bars(Coin("BTC"), Venue.BYBIT, STEP_MS, 12)).open_ms[-1] == START_MS + 287 * STEP_MS
    clock.at = START + timedelta(hours=1, seconds=1)
    earlier = await market.bars(Coin("BTC"), Venue.BYBIT, STEP_MS, 999)
    assert len(earlier) == 12
    assert len(await market.bars(Coin("BTC"), Venue.BYBIT, STEP_MS, 5)) == 5
    assert len(await market.bars(Coin("NONE"), Venue.BYBIT, STEP_MS, 5)) == 0
    assert len(await market.bars(Coin("SOL"), Venue.BINANCE, STEP_MS, 5)) == 0


async def test_where_only_coarser_bars_are_stored_those_are_given_over_the_same_span(market: StoredMarket) -> None:
    found = await market.bars(Coin("SOL"), Venue.BYBIT, STEP_MS, 144)
    assert (found.step_ms, len(found)) == (3_600_000, 12)


async def test_finer_bars_that_ended_make_way_for_coarser_ones_that_go_on(
    market: StoredMarket, database: Database, clock: Hand
) -> None:
    hours = Series(Venue.BYBIT, Symbol("BTCUSDT"), Coin("BTC"), bars(30, 5.0, 3_600_000))
    await MarketRepository(database).save_series(RECORDED, [hours])
    assert (await market.bars(Coin("BTC"), Venue.BYBIT, STEP_MS, 144)).step_ms == STEP_MS
    clock.at = NOW + timedelta(hours=1)  # the first whole hour after the last 5 minutes
    found = await market.bars(Coin("BTC"), Venue.BYBIT, STEP_MS, 144)
    assert (found.step_ms, len(found)) == (3_600_000, 12)


async def test_without_a_live_ticker_the_bars_tell_the_state(market: StoredMarket) -> None:
    ticker = await market.ticker(Coin("BTC"), Venue.BYBIT)
    assert ticker is not None
    assert (ticker.price_usd, ticker.oi_base, ticker.at) == (387.0, 200.0, NOW)
    assert ticker.turnover_24h_usd == pytest.approx(sum(100.0 + n for n in range(288)))
    assert ticker.change_24h == pytest.approx(2.87)
    assert np.isnan(ticker.funding_rate)
    assert await market.ticker(Coin("NONE"), Venue.BYBIT) is None


async def test_recorded_funding_is_part_of_the_state(market: StoredMarket, database: Database) -> None:
    at = np.array([START_MS, START_MS + 14_400_000])
    store = MarketRepository(database)
    await store.save_funding(
        RECORDED, Venue.BYBIT, Symbol("BTCUSDT"), Coin("BTC"), at, np.array([1e-4, 2e-4]), timedelta(hours=4)
    )
    ticker = await market.ticker(Coin("BTC"), Venue.BYBIT)
    assert ticker is not None
    assert (ticker.funding_rate, ticker.funding_interval) == (2e-4, timedelta(hours=4))
    assert ticker.next_funding_at == START + timedelta(hours=8)


async def test_a_fresh_live_ticker_goes_before_and_an_old_one_does_not_count(
    market: StoredMarket, redis: Redis, clock: Hand
) -> None:
    live = Ticker(
        Venue.BYBIT,
        Symbol("SOLUSDT"),
        Coin("SOL"),
        7.0,
        7.0,
        5.0,
        0.0,
        timedelta(hours=8),
        None,
        1e12,
        0.0,
        clock.at,
    )
    await TickerBoard(redis).save(RECORDED, [live])
    assert await market.ticker(Coin("SOL"), Venue.BYBIT) == live
    assert (await market.coins())[0] == "SOL"
    await TickerBoard(redis).save(RECORDED, [replace(live, at=clock.at - timedelta(hours=1))])
    ticker = await market.ticker(Coin("SOL"), Venue.BYBIT)
    assert ticker is not None
    assert ticker.price_usd == 24.0


async def test_without_redis_the_bars_still_answer(database: Database, market: StoredMarket, clock: Hand) -> None:
    alone = made(database, None, clock)
    assert await alone.coins() == await market.coins()
    assert (await alone.liquidated(Coin("BTC"), START)) is None


async def test_nothing_of_another_source_is_seen(database: Database, market: StoredMarket, clock: Hand) -> None:
    other = StoredMarket(
        MarketSource.LIVE,
        MarketRepository(database),
        InstrumentRepository(database),
        LiquidationRepository(database),
        None,
        clock,
    )
    assert await other.coins() == []
    assert market.source is RECORDED
    assert at_ms(START_MS) == START
