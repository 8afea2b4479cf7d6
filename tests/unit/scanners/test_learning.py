"""Thresholds learned from a coin's own month, kept by whoever asks for them, and leads found from stored bars."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from engine.errors import StorageAway
from engine.market.memory import MemoryMarket
from engine.market.values import Bars, Coin, Instrument, MarketSource
from engine.scanners.lead_keeper import LeadBook, LeadKeeper, aligned_returns
from engine.scanners.learning import BARS_WANTED, FEWEST_BARS, Learned, learn_thresholds
from engine.scanners.spikes import CONFIRMATION_STEP_MS
from engine.scanners.threshold_keeper import LearnedThresholds, ThresholdKeeper, ThresholdPace
from engine.scanners.thresholds import DEFAULT_THRESHOLDS, Thresholds
from tests.unit.liquidations.fake_clock import StoppedClock
from tests.unit.liquidations.markets import contract, replaced, walk, without_rows

BTC, SOL = Coin("BTC"), Coin("SOL")
MONTH = BARS_WANTED


def test_a_calm_coin_keeps_the_house_numbers() -> None:
    calm = replaced(walk(MONTH), volume_base=np.full(MONTH, 100.0))
    assert learn_thresholds(calm) == DEFAULT_THRESHOLDS


def test_a_noisy_coin_needs_more_and_only_where_it_is_noisy() -> None:
    rng = np.random.default_rng(1)
    noisy = replaced(walk(MONTH), volume_base=rng.lognormal(0.0, 0.8, MONTH))
    learned = learn_thresholds(noisy)
    assert 1.5 < learned.volume_ratio < 4.0
    assert replace(learned, volume_ratio=1.5) == DEFAULT_THRESHOLDS


def test_wild_moves_and_open_interest_raise_their_own_thresholds() -> None:
    rng = np.random.default_rng(1)
    oi = 1000.0 * np.exp(np.cumsum(rng.normal(0, 0.02, MONTH)) * 0.5)
    learned = learn_thresholds(replaced(walk(MONTH, sigma=0.02), volume_base=np.full(MONTH, 1.0), oi_base=oi))
    assert learned.move_5m == pytest.approx(0.033, abs=0.003)  # 1.645 sigma
    assert learned.oi_change_1h > 0.03
    assert (learned.lopsided_from, learned.extreme_over) == (0.70, 0.85)


def test_one_mad_day_in_a_month_changes_nothing_and_a_mad_month_makes_no_coin_deaf() -> None:
    rng = np.random.default_rng(1)
    volume = np.full(MONTH, 100.0)
    volume[:288] = rng.lognormal(0.0, 3.0, 288) * 100
    assert learn_thresholds(replaced(walk(MONTH), volume_base=volume)).volume_ratio == 1.5
    assert learn_thresholds(walk(MONTH, sigma=0.1)).move_5m == 0.08


@pytest.mark.parametrize("rows", [0, 12, FEWEST_BARS - 1])
def test_little_history_keeps_the_house_numbers(rows: int) -> None:
    rng = np.random.default_rng(1)
    young = replaced(walk(MONTH), volume_base=rng.lognormal(0.0, 2.0, MONTH)).last(rows)
    assert learn_thresholds(young) == DEFAULT_THRESHOLDS
    assert learn_thresholds(walk(MONTH, step_ms=900_000)) == DEFAULT_THRESHOLDS


def test_gaps_and_a_day_without_volume_or_open_interest_are_left_out() -> None:
    rng = np.random.default_rng(1)
    noisy = replaced(walk(MONTH), volume_base=rng.lognormal(0.0, 0.8, MONTH))
    whole = learn_thresholds(noisy).volume_ratio
    holed = without_rows(noisy, list(range(1000, 1300)))
    assert learn_thresholds(holed).volume_ratio == pytest.approx(whole, rel=0.05)
    silent, unknown = noisy.volume_base.copy(), noisy.oi_base.copy()
    silent[1000:1288], unknown[:] = 0.0, np.nan
    learned = learn_thresholds(replaced(noisy, volume_base=silent, oi_base=unknown))
    assert learned.volume_ratio == pytest.approx(whole, rel=0.1)
    assert learned.oi_change_1h == 0.03


@dataclass
class Shelf:
    """Keeps what is saved, answers with bars, and is away once where told."""

    bars: dict[Coin, Bars]
    saved: list[Learned] = field(default_factory=list)
    is_away: bool = False
    was_read: asyncio.Event = field(default_factory=asyncio.Event)

    async def load_bars(self, source: MarketSource, instrument: Instrument, step_ms: int, count: int) -> Bars:
        assert (source, step_ms) == (MarketSource.SIMULATED, CONFIRMATION_STEP_MS)
        return self.bars.get(instrument.coin, Bars.empty(step_ms)).last(count)

    async def load(self, source: MarketSource) -> list[Learned]:
        if self.is_away:
            self.is_away = False
            raise StorageAway("database")
        self.was_read.set()
        return [one for one in self.saved if one.source is source]

    async def save(self, learned: Learned) -> None:
        self.saved.append(learned)


def _place(bars: dict[Coin, Bars]) -> tuple[MemoryMarket, StoppedClock, Shelf]:
    clock = StoppedClock(max(int(one.open_ms[-1]) for one in bars.values()) + CONFIRMATION_STEP_MS)
    market = MemoryMarket(MarketSource.SIMULATED, clock)
    market.list_instruments(contract().venue, [contract(coin) for coin in bars])
    return market, clock, Shelf(bars)


NOISY = replaced(walk(MONTH), volume_base=np.random.default_rng(1).lognormal(0.0, 0.8, MONTH))
AT_ONCE = ThresholdPace(between_s=0.0, nothing_due_s=0.0, away_s=0.0)


async def test_each_coin_is_learned_once_a_day_and_kept() -> None:
    market, clock, shelf = _place({BTC: NOISY, SOL: NOISY.last(100)})
    book = LearnedThresholds()
    keeper = ThresholdKeeper(market, shelf, shelf, book, clock, AT_ONCE)
    assert book.of(BTC) == DEFAULT_THRESHOLDS
    assert await keeper.learn_due() == 2
    assert book.of(BTC).volume_ratio > 1.5
    assert book.of(SOL) == DEFAULT_THRESHOLDS
    assert [(one.coin, one.bars) for one in shelf.saved] == [(BTC, MONTH), (SOL, 100)]
    assert await keeper.learn_due() == 0
    clock.now_ms += 86_400_000
    assert await keeper.learn_due() == 2


async def test_a_restart_reads_what_was_learned_and_outlives_a_store_that_is_away() -> None:
    market, clock, shelf = _place({BTC: NOISY})
    own = Thresholds(volume_ratio=2.5)
    shelf.saved, shelf.is_away = [Learned(MarketSource.SIMULATED, BTC, own, MONTH, clock.now())], True
    book = LearnedThresholds()
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        running = group.create_task(ThresholdKeeper(market, shelf, shelf, book, clock, AT_ONCE).follow())
        await shelf.was_read.wait()
        await asyncio.sleep(0)  # the answer reaches the keeper
        running.cancel()
    assert book.of(BTC) == own


def test_a_newer_lesson_replaces_an_older_one_and_never_the_other_way() -> None:
    book, at = LearnedThresholds(), datetime(2026, 2, 6, tzinfo=UTC)
    new = Learned(MarketSource.LIVE, BTC, Thresholds(volume_ratio=2.0), MONTH, at)
    book.put([new])
    book.put([replace(new, thresholds=Thresholds(volume_ratio=3.0), learned_at=at - timedelta(days=1))])
    assert book.of(BTC).volume_ratio == 2.0
    assert book.learned(BTC) is new


def _followed(rows: int) -> dict[Coin, Bars]:
    """SOL repeats half of what BTC did a bar before."""
    first, second = walk(rows, seed=1), walk(rows, seed=2)
    moves = np.diff(np.log(first.close), prepend=np.log(first.close[0]))
    own = np.diff(np.log(second.close), prepend=np.log(second.close[0]))
    return {BTC: first, SOL: replaced(second, close=100 * np.exp(np.cumsum(own + np.roll(moves, 1))))}


async def test_who_follows_whom_is_found_from_a_week_of_stored_bars() -> None:
    market, clock, shelf = _place(_followed(2017))
    book = LeadBook()
    keeper = LeadKeeper(market, shelf, book, clock, np.random.default_rng(5))
    assert await keeper.look(between_s=0.0)
    lead = book.of(SOL)
    assert lead is not None
    assert (lead.leader, lead.lag_s, lead.returns) == (BTC, 300, 2016)
    assert book.of(BTC) is None


def test_a_day_serves_where_no_week_is_stored_and_less_than_a_day_says_nothing() -> None:
    bars = _followed(700)
    end_ms = int(bars[BTC].open_ms[-1]) + CONFIRMATION_STEP_MS
    coins, returns = aligned_returns({**bars, Coin("NEW"): bars[BTC].last(100)}, end_ms + 60_000)
    assert (list(coins), returns.shape) == ([BTC, SOL], (2, 288))
    assert np.isfinite(returns).all()
    assert aligned_returns({BTC: bars[BTC].last(200), SOL: bars[SOL].last(200)}, end_ms)[0] == []
    holed = without_rows(bars[SOL], [650])
    _, returns = aligned_returns({BTC: bars[BTC], SOL: holed}, end_ms)
    assert np.isnan(returns[1]).sum() == 2
