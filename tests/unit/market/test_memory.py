"""The market in memory: what comes in as events is what answers are read from."""

import sys
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from engine.feeds.ports import BarClosed, Gap, LiquidationsMeasured
from engine.market.memory import MemoryMarket
from engine.market.store import SymbolBars
from engine.market.values import (
    Coin,
    LiquidatedTotals,
    Liquidation,
    MarketSource,
    Side,
    Symbol,
    Ticker,
    Venue,
)
from engine.market.windows import STEPS_MS, Window
from tests.unit.market.conftest import START_MS, STEP_MS, MakeBars, StandingClock, make_instrument

BTC, ETH = Coin("BTC"), Coin("ETH")
AT = datetime(2026, 2, 6, tzinfo=UTC)


def _ticker(symbol: str, coin: Coin, turnover: float, oi: float = 1.0, venue: Venue = Venue.BYBIT) -> Ticker:
    eight = timedelta(hours=8)
    return Ticker(venue, Symbol(symbol), coin, 100.0, 100.0, oi, 0.0001, eight, None, turnover, 0.01, AT)


def _liquidation(side: Side, usd: float, at: datetime, venue: Venue = Venue.BYBIT) -> Liquidation:
    return Liquidation(venue, Symbol("BTCUSDT"), BTC, side, 100.0, usd / 100, at)


@pytest.fixture
def market(clock: StandingClock) -> MemoryMarket:
    market = MemoryMarket(MarketSource.SIMULATED, clock)
    market.list_instruments(Venue.BYBIT, [make_instrument(), make_instrument("ETHUSDT", "ETH")])
    return market


async def test_coins_come_by_turnover_and_contracts_by_open_interest(market: MemoryMarket) -> None:
    market.list_instruments(Venue.BINANCE, [make_instrument(venue=Venue.BINANCE)])
    market.apply(_ticker("BTCUSDT", BTC, 10.0, oi=1.0))
    market.apply(_ticker("BTCUSDT", BTC, 10.0, oi=2.0, venue=Venue.BINANCE))
    market.apply(_ticker("ETHUSDT", ETH, 30.0))
    assert list(await market.coins()) == [ETH, BTC]
    assert [one.venue for one in await market.instruments(BTC)] == [Venue.BINANCE, Venue.BYBIT]
    assert await market.instruments(Coin("NOPE")) == []


async def test_every_window_has_its_bars_after_a_backfill(market: MemoryMarket, make_bars: MakeBars) -> None:
    for window in Window:
        rows = window.columns + 40
        market.fill(Venue.BYBIT, Symbol("BTCUSDT"), make_bars(rows, step_ms=window.column_ms))
        assert len(await market.bars(BTC, Venue.BYBIT, window.column_ms, window.columns)) == window.columns


async def test_coarser_bars_close_with_the_finer_bar_that_ends_them(
    market: MemoryMarket, make_bars: MakeBars, clock: StandingClock
) -> None:
    heard: list[SymbolBars] = []
    clock.at += timedelta(hours=1)
    market.fill(Venue.BYBIT, Symbol("BTCUSDT"), make_bars(11))
    market.watch(heard.append)
    market.apply(BarClosed(Venue.BYBIT, Symbol("BTCUSDT"), BTC, make_bars(12).part(11, 12)))
    assert [one.bars.step_ms for one in heard] == list(STEPS_MS[:4])  # 5 m, 15 m, 30 m, 1 h
    hour = heard[-1].bars
    assert (hour.open_ms[0], hour.volume_base[0], hour.oi_base[0]) == (START_MS, 120.0, 61.0)


async def test_a_venues_own_coarse_bar_is_not_replaced_by_our_sum(market: MemoryMarket, make_bars: MakeBars) -> None:
    symbol = Symbol("BTCUSDT")
    market.fill(Venue.BYBIT, symbol, make_bars(1, step_ms=900_000, price=300.0))
    market.fill(Venue.BYBIT, symbol, make_bars(6))
    quarters = await market.bars(BTC, Venue.BYBIT, 900_000, 9)
    assert list(quarters.open) == [300.0, 100.0]


async def test_where_only_coarser_bars_exist_they_come_with_their_own_step(
    market: MemoryMarket, make_bars: MakeBars
) -> None:
    market.fill(Venue.BYBIT, Symbol("BTCUSDT"), make_bars(100, step_ms=900_000))
    bars = await market.bars(BTC, Venue.BYBIT, STEP_MS, 144)
    assert (bars.step_ms, len(bars)) == (900_000, 48)


async def test_finer_bars_that_ended_make_way_for_coarser_ones_that_go_on(
    market: MemoryMarket, make_bars: MakeBars
) -> None:
    market.fill(Venue.BYBIT, Symbol("BTCUSDT"), make_bars(24))
    market.fill(Venue.BYBIT, Symbol("BTCUSDT"), make_bars(2, step_ms=3_600_000))
    assert (await market.bars(BTC, Venue.BYBIT, STEP_MS, 144)).step_ms == STEP_MS
    market.fill(Venue.BYBIT, Symbol("BTCUSDT"), make_bars(3, step_ms=3_600_000))
    assert (await market.bars(BTC, Venue.BYBIT, STEP_MS, 144)).step_ms == 3_600_000


async def test_an_unknown_coin_or_contract_has_nothing(market: MemoryMarket, make_bars: MakeBars) -> None:
    market.apply(BarClosed(Venue.BYBIT, Symbol("NOPEUSDT"), Coin("NOPE"), make_bars(1)))
    assert len(await market.bars(Coin("NOPE"), Venue.BYBIT, STEP_MS, 10)) == 0
    assert await market.ticker(Coin("NOPE"), Venue.BYBIT) is None


async def test_a_delisted_contract_goes_and_a_listed_one_keeps_its_bars(
    market: MemoryMarket, make_bars: MakeBars
) -> None:
    market.fill(Venue.BYBIT, Symbol("BTCUSDT"), make_bars(3))
    market.list_instruments(Venue.BYBIT, [make_instrument()])
    assert list(await market.coins()) == [BTC]
    assert len(await market.bars(BTC, Venue.BYBIT, STEP_MS, 9)) == 3


async def test_forced_closes_are_summed_by_side_since_a_minute(market: MemoryMarket) -> None:
    market.listen(Venue.BYBIT, AT - timedelta(days=2))
    for hours, usd in ((30, 1_000.0), (20, 500.0), (1, 250.0)):
        market.apply(_liquidation(Side.LONG, usd, AT - timedelta(hours=hours)))
    market.apply(_liquidation(Side.SHORT, 70.0, AT - timedelta(hours=2)))
    totals = await market.liquidated(BTC, AT - timedelta(hours=24))
    assert totals == LiquidatedTotals(750.0, 70.0, ("bybit",), AT - timedelta(hours=24), is_floor=False)


async def test_nobody_listening_is_unknown_and_silence_while_listening_is_zero(market: MemoryMarket) -> None:
    assert await market.liquidated(BTC, AT - timedelta(hours=24)) is None
    market.listen(Venue.BYBIT, AT - timedelta(hours=3))
    totals = await market.liquidated(BTC, AT - timedelta(hours=24))
    assert totals is not None
    assert (totals.long_usd, totals.since) == (0.0, AT - timedelta(hours=3))


async def test_sums_made_by_others_replace_the_single_orders_they_contain(market: MemoryMarket) -> None:
    market.listen(Venue.BYBIT, AT - timedelta(days=1))
    market.apply(_liquidation(Side.LONG, 500.0, AT - timedelta(minutes=30)))
    for hour in (2, 1):
        since = AT - timedelta(hours=hour)
        summed = LiquidatedTotals(900.0, 100.0, ("binance", "okx"), since, is_floor=False)
        market.apply(LiquidationsMeasured(BTC, summed, since + timedelta(hours=1)))
    totals = await market.liquidated(BTC, AT - timedelta(hours=24))
    assert totals is not None
    assert (totals.long_usd, totals.short_usd, totals.venues) == (1_800.0, 200.0, ("binance", "okx"))


async def test_silence_makes_a_contract_stale(market: MemoryMarket, clock: StandingClock) -> None:
    assert market.is_stale(BTC, Venue.BYBIT)
    market.apply(_ticker("BTCUSDT", BTC, 1.0))
    assert not market.is_stale(BTC, Venue.BYBIT)
    clock.at += timedelta(minutes=3)
    assert market.is_stale(BTC, Venue.BYBIT)
    assert market.age(BTC, Venue.BYBIT) == timedelta(minutes=3)


def test_a_gap_stays_open_until_it_is_filled(market: MemoryMarket) -> None:
    gap = Gap(Venue.BYBIT, AT - timedelta(minutes=5), AT, "reconnected")
    market.apply(gap)
    assert market.open_gaps(Venue.BYBIT) == [gap]
    market.close_gap(gap)
    assert market.open_gaps(Venue.BYBIT) == []


def test_five_hundred_contracts_fit_into_three_hundred_megabytes(clock: StandingClock, make_bars: MakeBars) -> None:
    market = MemoryMarket(MarketSource.SIMULATED, clock)
    market.list_instruments(Venue.BYBIT, [make_instrument()])
    for step_ms in STEPS_MS:
        market.fill(Venue.BYBIT, Symbol("BTCUSDT"), make_bars(500, step_ms=step_ms))
    series = market.series(BTC, Venue.BYBIT)
    assert series is not None
    columns = series._columns.values()
    held = sum(sys.getsizeof(c._open_ms) + c._values.nbytes for c in columns)
    assert len(series.held(STEPS_MS[-1])) >= max(window.columns for window in Window) + 40
    assert 500 * held < 300e6
    assert np.isfinite(series.held(STEP_MS).close).all()
