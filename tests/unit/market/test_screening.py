"""What comes in and cannot be true: refused or corrected, and never without a flag."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from engine.feeds.ports import BarClosed, CandleRefused, Gap
from engine.market.memory import MemoryMarket
from engine.market.quality import Flag, FlagKind
from engine.market.store import SymbolBars
from engine.market.values import Bars, Coin, MarketSource, Symbol, Ticker, Venue
from tests.unit.market.conftest import START_MS, STEP_MS, StandingClock, bars_in_a_row, make_instrument

BTC, BTCUSDT = Coin("BTC"), Symbol("BTCUSDT")
ROWS = 300


@pytest.fixture
def market(clock: StandingClock) -> MemoryMarket:
    """Three hundred bars, and a ticker that says 350 coins are open, as the last bar does."""
    clock.at += timedelta(milliseconds=ROWS * STEP_MS)
    market = MemoryMarket(MarketSource.LIVE, clock)
    market.list_instruments(Venue.BYBIT, [make_instrument()])
    market.fill(Venue.BYBIT, BTCUSDT, bars_in_a_row(ROWS))
    market.apply(_ticker(clock))
    return market


def _ticker(clock: StandingClock, oi: float = 350.0, late: timedelta = timedelta(0)) -> Ticker:
    eight = timedelta(hours=8)
    return Ticker(Venue.BYBIT, BTCUSDT, BTC, 100.0, 100.0, oi, 0.0, eight, None, 70_000.0, 0.0, clock.at - late)


def _bar(row: int, **changed: float) -> BarClosed:
    bars = replace(bars_in_a_row(row + 1).part(row, row + 1), oi_base=np.array([350.0]))
    bars = replace(bars, **{name: np.array([value]) for name, value in changed.items()})
    return BarClosed(Venue.BYBIT, BTCUSDT, BTC, bars)


async def _flags(market: MemoryMarket) -> list[FlagKind]:
    return [flag.kind for flag in await market.flags(BTC, [Venue.BYBIT])]


async def test_a_bar_from_the_future_is_refused(market: MemoryMarket) -> None:
    assert market.apply(_bar(ROWS)) is None
    assert (await market.bars(BTC, Venue.BYBIT, STEP_MS, 1)).open_ms[0] == START_MS + (ROWS - 1) * STEP_MS
    assert await _flags(market) == [FlagKind.FUTURE_BAR]


async def test_a_repeated_bar_is_told_once_and_leaves_no_flag(market: MemoryMarket, clock: StandingClock) -> None:
    heard: list[SymbolBars] = []
    market.watch(heard.append)
    clock.at += timedelta(milliseconds=STEP_MS)
    assert market.apply(_bar(ROWS)) is not None
    assert market.apply(_bar(ROWS)) is None
    assert [int(one.bars.open_ms[0]) for one in heard if one.bars.step_ms == STEP_MS] == [START_MS + ROWS * STEP_MS]
    assert await _flags(market) == []


async def test_a_bar_that_rest_brought_first_is_still_told_by_the_stream(
    market: MemoryMarket, clock: StandingClock
) -> None:
    heard: list[SymbolBars] = []
    market.watch(heard.append)
    clock.at += timedelta(milliseconds=STEP_MS)
    market.fill(Venue.BYBIT, BTCUSDT, _bar(ROWS).bars)
    market.apply(_bar(ROWS))
    assert heard[0].bars.open_ms[0] == START_MS + ROWS * STEP_MS


async def test_a_bar_that_comes_again_with_other_figures_counts_and_is_flagged(
    market: MemoryMarket, clock: StandingClock
) -> None:
    clock.at += timedelta(milliseconds=STEP_MS)
    market.apply(_bar(ROWS))
    market.apply(_bar(ROWS, close=101.5))
    assert (await market.bars(BTC, Venue.BYBIT, STEP_MS, 1)).close[0] == 101.5
    assert await _flags(market) == [FlagKind.REVISED_BAR]


async def test_open_interest_in_dollars_becomes_unknown(market: MemoryMarket, clock: StandingClock) -> None:
    kept = market.apply(_ticker(clock, oi=35_000.0))
    assert isinstance(kept, Ticker)
    assert np.isnan(kept.oi_base)
    clock.at += timedelta(milliseconds=STEP_MS)
    market.apply(_bar(ROWS, oi_base=35_000.0))
    assert np.isnan((await market.bars(BTC, Venue.BYBIT, STEP_MS, 1)).oi_base[0])
    assert await _flags(market) == [FlagKind.OI_REFUSED]


async def test_open_interest_in_dollars_from_the_first_word_on_is_known_by_the_turnover(clock: StandingClock) -> None:
    market = MemoryMarket(MarketSource.LIVE, clock)
    market.list_instruments(Venue.BYBIT, [make_instrument()])
    kept = market.apply(replace(_ticker(clock), price_usd=60_000.0, oi_base=3e9, turnover_24h_usd=5e9))
    assert isinstance(kept, Ticker)
    assert np.isnan(kept.oi_base)
    right = market.apply(replace(_ticker(clock), price_usd=60_000.0, oi_base=50_000.0, turnover_24h_usd=5e9))
    assert isinstance(right, Ticker)
    assert right.oi_base == 50_000.0


async def test_rows_of_a_history_in_dollars_become_unknown(clock: StandingClock) -> None:
    market = MemoryMarket(MarketSource.LIVE, clock)
    market.list_instruments(Venue.BYBIT, [make_instrument()])
    bars = bars_in_a_row(20)
    oi = bars.oi_base.copy()
    oi[5:8] *= 100.0
    market.fill(Venue.BYBIT, BTCUSDT, replace(bars, oi_base=oi))
    held = await market.bars(BTC, Venue.BYBIT, STEP_MS, 20)
    assert list(np.flatnonzero(np.isnan(held.oi_base))) == [5, 6, 7]
    assert await _flags(market) == [FlagKind.OI_REFUSED]


async def test_a_jump_that_lasts_and_fits_the_turnover_is_believed_after_an_hour(
    market: MemoryMarket, clock: StandingClock
) -> None:
    for _ in range(13):
        kept = market.apply(_ticker(clock, oi=35_000.0))
        clock.at += timedelta(minutes=5)
    assert isinstance(kept, Ticker)
    assert kept.oi_base == 35_000.0


async def test_a_refused_candle_is_flagged_for_an_hour(market: MemoryMarket, clock: StandingClock) -> None:
    market.apply(CandleRefused(Venue.BYBIT, BTCUSDT, "no close"))
    assert await _flags(market) == [FlagKind.HALF_CANDLE]
    clock.at += timedelta(minutes=61)
    assert await _flags(market) == []


async def _clock_flags(market: MemoryMarket, clock: StandingClock, late: timedelta) -> Sequence[Flag]:
    for _ in range(15):
        market.apply(_ticker(clock, late=late))
    return await market.flags(BTC, [Venue.BYBIT])


@pytest.mark.parametrize("hours", [1, -1])
async def test_a_clock_that_jumps_an_hour_is_told_and_told_no_more_when_it_is_right_again(
    market: MemoryMarket, clock: StandingClock, hours: int
) -> None:
    assert await _clock_flags(market, clock, timedelta(seconds=0.2)) == []
    jumped = await _clock_flags(market, clock, timedelta(hours=hours))
    assert [(flag.kind, flag.value) for flag in jumped] == [(FlagKind.CLOCK, hours * 3_600.0)]
    assert await _clock_flags(market, clock, timedelta(seconds=0.2)) == []


async def test_while_our_clock_is_behind_the_venues_bars_are_not_from_the_future(
    market: MemoryMarket, clock: StandingClock
) -> None:
    await _clock_flags(market, clock, timedelta(hours=-1))  # the venue is an hour ahead of us
    assert market.apply(_bar(ROWS)) is not None
    assert await _flags(market) == [FlagKind.CLOCK]


async def test_a_bar_heard_late_is_not_from_the_future_however_late_the_messages_are(
    market: MemoryMarket, clock: StandingClock
) -> None:
    clock.at += timedelta(minutes=6)
    await _clock_flags(market, clock, timedelta(minutes=10))  # a backlog that is being worked off
    assert market.apply(_bar(ROWS)) is not None


async def test_time_in_which_nobody_listened_is_told_and_makes_forced_closes_a_floor(
    market: MemoryMarket, clock: StandingClock
) -> None:
    day_ago = clock.at - timedelta(days=1)
    market.listen(Venue.BYBIT, clock.at - timedelta(days=2))
    totals = await market.liquidated(BTC, day_ago)
    assert totals is not None
    assert not totals.is_floor
    gap = Gap(Venue.BYBIT, clock.at - timedelta(hours=5), clock.at - timedelta(hours=3), "not running")
    market.apply(gap)
    market.apply(Gap(Venue.BYBIT, clock.at - timedelta(hours=4), clock.at - timedelta(hours=2), "frozen"))
    market.close_gap(gap)  # its bars were read since; its forced closes are lost
    totals = await market.liquidated(BTC, day_ago)
    assert totals is not None
    assert totals.is_floor
    (deaf,) = await market.flags(BTC, [Venue.BYBIT])
    assert (deaf.kind, deaf.value) == (FlagKind.DEAF, 180.0)


def test_bars_of_other_columns_than_open_interest_are_never_changed(market: MemoryMarket, clock: StandingClock) -> None:
    clock.at += timedelta(milliseconds=STEP_MS)
    kept = market.apply(_bar(ROWS, oi_base=35_000.0, low=10.0))
    assert isinstance(kept, BarClosed)
    expected: Bars = _bar(ROWS, low=10.0).bars
    for got, want in zip(kept.bars.columns()[:6], expected.columns()[:6], strict=True):
        np.testing.assert_array_equal(got, want)
