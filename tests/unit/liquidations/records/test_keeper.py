"""The keeper measures what is due from what was closed by the market's clock, and nothing else."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from engine.errors import StorageAway
from engine.liquidations.record import measure_record
from engine.liquidations.records.book import RecordBook
from engine.liquidations.records.keeper import Origin, Pace, RecordKeeper
from engine.liquidations.records.past import Past, reach_of
from engine.liquidations.records.stored import StoredRecords
from engine.liquidations.records.values import MeasuredRecord, horizon_of
from engine.liquidations.values import Verdict
from engine.market.memory import MemoryMarket
from engine.market.values import Bars, Coin, Instrument, MarketSource, Venue
from engine.market.windows import Window
from tests.unit.liquidations.fake_clock import StoppedClock
from tests.unit.liquidations.markets import START_MS, contract, replaced, walk
from tests.unit.liquidations.records.feeds import HeldFeed

BTC, SOURCE = Coin("BTC"), MarketSource.SIMULATED
STEP_MS, ROWS = 300_000, 144
CASES = 32
NOW_MS = START_MS + (CASES + 1) * ROWS * STEP_MS
AT_ONCE = Pace(share=1.0, pause_s=0.0, nothing_due_s=0.0)


@dataclass
class HeldStore:
    rows: list[MeasuredRecord] = field(default_factory=list)
    is_away: bool = False

    async def load(self, source: MarketSource, model_version: str, until: datetime) -> Sequence[MeasuredRecord]:
        if self.is_away:
            raise StorageAway("away")
        alike = [one for one in self.rows if (one.source, one.model_version) == (source, model_version)]
        return [one for one in alike if one.measured_at <= until]

    async def save(self, measured: MeasuredRecord) -> None:
        if self.is_away:
            raise StorageAway("away")
        self.rows.append(measured)


@dataclass
class Bench:
    feed: HeldFeed
    clock: StoppedClock
    market: MemoryMarket
    book: RecordBook
    store: HeldStore
    keeper: RecordKeeper


def _bench(feed: HeldFeed, contracts: Sequence[Instrument], is_filled: bool = True) -> Bench:
    clock = StoppedClock(NOW_MS)
    market = MemoryMarket(SOURCE, clock)
    market.list_instruments(Venue.BYBIT, contracts)
    book, store, filled = RecordBook(SOURCE), HeldStore(), asyncio.Event()
    if is_filled:
        filled.set()
    keeper = RecordKeeper([Origin(feed, filled)], market, book, store, clock, AT_ONCE)
    return Bench(feed, clock, market, book, store, keeper)


@pytest.fixture(scope="module")
def bars() -> Bars:
    """Two horizons more than the clock says, wild ones: whoever looks at them is caught."""
    calm = walk((CASES + 3) * ROWS, sigma=0.002)
    wild = np.where(calm.open_ms >= NOW_MS, 3.0, 1.0)
    return replaced(calm, **{n: getattr(calm, n) * wild for n in ("open", "high", "low", "close")})


@pytest.fixture
def bench(bars: Bars) -> Bench:
    return _bench(HeldFeed({(contract().symbol, STEP_MS): bars}), [contract()])


async def test_a_record_equals_one_made_of_the_bars_closed_by_now_and_no_others(bench: Bench, bars: Bars) -> None:
    await bench.keeper.measure_due()
    found = await bench.book.record(BTC, Window.H12, SOURCE)
    assert found is not None
    assert found.cases == CASES
    closed = bars.between(0, NOW_MS)
    assert replace(found, is_ahead=False) == measure_record(closed, contract(), Window.H12, horizon_of(Window.H12))


async def test_a_bar_still_open_is_no_part_of_the_past(bars: Bars) -> None:
    feed = HeldFeed({(contract().symbol, STEP_MS): bars})
    until = datetime.fromtimestamp((NOW_MS + STEP_MS // 2) / 1000, UTC)
    past = await Past(feed, contract(), until, 0.0).bars_for(Window.H12)
    assert int(past.open_ms[-1]) == NOW_MS - STEP_MS


async def test_history_is_asked_in_pieces_once_a_step_and_not_beyond_its_reach(bench: Bench) -> None:
    await bench.keeper.measure_due()
    asked = [(since, until) for _, step_ms, since, until in bench.feed.asked if step_ms == STEP_MS]
    assert len(asked) == len(set(asked))
    assert max(until - since for since, until in asked) <= 1_000 * STEP_MS
    assert min(since for since, _ in asked) >= NOW_MS - reach_of(Window.H24) / timedelta(milliseconds=1)


async def test_every_window_is_stored_even_where_there_is_too_little_to_say(bench: Bench) -> None:
    await bench.keeper.measure_due()
    assert {one.window for one in bench.store.rows} == set(Window)
    told = {w: await bench.book.record(BTC, w, SOURCE) for w in Window}
    assert [w for w, one in told.items() if one and one.verdict is not Verdict.TOO_LITTLE] == [Window.H12]


async def test_short_windows_of_later_coins_come_before_the_long_ones_of_the_largest() -> None:
    contracts = [contract(f"C{rank:02}") for rank in range(21)]
    bench = _bench(HeldFeed({}), contracts)
    await bench.keeper.measure_due()
    asked = [(symbol, step_ms) for symbol, step_ms, _, _ in bench.feed.asked]
    first = {key: asked.index(key) for key in reversed(asked)}
    day_ms, short, long = 86_400_000, [], []
    for one in contracts:
        short.append(first[one.symbol, STEP_MS])
        long.append(max(place for place, key in enumerate(asked) if key == (one.symbol, day_ms)))
    assert short == sorted(short)
    assert short[20] < long[0]
    assert long[0] < long[20]


async def test_nothing_is_measured_twice_within_a_day_and_all_of_it_after(bench: Bench) -> None:
    assert await bench.keeper.measure_due() == len(Window)
    bench.clock.now_ms += 23 * 3_600_000
    assert await bench.keeper.measure_due() == 0
    bench.clock.now_ms += 3_600_000
    assert await bench.keeper.measure_due() == len(Window)


async def test_a_coin_the_venue_tells_nothing_of_now_holds_up_no_other(bars: Bars) -> None:
    feed = HeldFeed({(contract(c).symbol, STEP_MS): bars for c in ("BTC", "ETH")}, away={contract("BTC").symbol})
    bench = _bench(feed, [contract("BTC"), contract("ETH")])
    await bench.keeper.measure_due()
    assert await bench.book.record(Coin("ETH"), Window.H12, SOURCE) is not None
    assert bench.book.measured_at(BTC, Window.H12) is None  # due at the next pass


async def test_a_history_nobody_can_read_holds_up_no_other(bars: Bars) -> None:
    broken = replaced(bars, close=bars.close[:5])
    feed = HeldFeed({(contract("BTC").symbol, STEP_MS): broken, (contract("ETH").symbol, STEP_MS): bars})
    bench = _bench(feed, [contract("BTC"), contract("ETH")])
    await bench.keeper.measure_due()
    assert await bench.book.record(Coin("ETH"), Window.H12, SOURCE) is not None


async def test_a_store_that_is_away_costs_no_record(bench: Bench) -> None:
    bench.store.is_away = True
    await bench.keeper.measure_due()
    assert await bench.book.record(BTC, Window.H12, SOURCE) is not None


async def test_a_venue_that_recorded_coarser_bars_is_measured_on_those() -> None:
    coarse = walk(48 * (CASES + 1), step_ms=900_000, sigma=0.004)
    bench = _bench(HeldFeed({(contract().symbol, 900_000): coarse}), [contract()])
    await bench.keeper.measure_due()
    found = await bench.book.record(BTC, Window.H12, SOURCE)
    assert found is not None
    assert found.cases == CASES


async def test_nothing_begins_before_the_backfill_is_done_and_a_start_knows_what_was_stored(bars: Bars) -> None:
    bench = _bench(HeldFeed({(contract().symbol, STEP_MS): bars}), [contract()], is_filled=False)
    earlier = _bench(HeldFeed({(contract().symbol, STEP_MS): bars}), [contract()])
    await earlier.keeper.measure_due()
    bench.store.rows = earlier.store.rows
    async with asyncio.TaskGroup() as group:
        run = group.create_task(bench.keeper.run())
        async with asyncio.timeout(5):
            while await bench.book.record(BTC, Window.H12, SOURCE) is None:  # noqa: ASYNC110  # until it was recalled
                await asyncio.sleep(0)
        assert not bench.feed.asked
        run.cancel()


async def test_a_replay_that_stands_earlier_recalls_nothing_measured_later(bench: Bench) -> None:
    await bench.keeper.measure_due()
    before = StoredRecords(bench.store, SOURCE, StoppedClock(NOW_MS - 1))
    after = StoredRecords(bench.store, SOURCE, StoppedClock(NOW_MS))
    assert await before.record(BTC, Window.H12, SOURCE) is None
    assert await after.record(BTC, Window.H12, SOURCE) == await bench.book.record(BTC, Window.H12, SOURCE)


@dataclass
class MovingFeed(HeldFeed):
    """The first question about a coin is answered after another process took all the others over."""

    market: MemoryMarket | None = None

    async def history(self, instrument: Instrument, step_ms: int, from_ms: int, to_ms: int) -> Bars:
        assert self.market is not None
        self.market.list_instruments(Venue.BYBIT, [instrument])
        return await super().history(instrument, step_ms, from_ms, to_ms)


async def test_a_coin_that_another_process_took_over_is_not_measured_any_more(bars: Bars) -> None:
    feed = MovingFeed({(contract(c).symbol, STEP_MS): bars for c in ("BTC", "ETH")})
    bench = _bench(feed, [contract("BTC"), contract("ETH")])
    feed.market = bench.market
    await bench.keeper.measure_due()
    assert {symbol for symbol, *_ in feed.asked} == {contract("BTC").symbol}


async def test_a_coin_that_was_taken_over_is_not_measured_again(bars: Bars) -> None:
    held = {(contract(c).symbol, STEP_MS): bars for c in ("BTC", "ETH")}
    other, bench = _bench(HeldFeed(held), [contract("ETH")]), _bench(HeldFeed(held), [contract("BTC")])
    async with asyncio.TaskGroup() as group:
        run = group.create_task(bench.keeper.run())
        async with asyncio.timeout(20):
            while len(bench.store.rows) < len(Window):  # noqa: ASYNC110  # until BTC was measured
                await asyncio.sleep(0)
            await other.keeper.measure_due()
            bench.store.rows += other.store.rows
            bench.market.list_instruments(Venue.BYBIT, [contract("BTC"), contract("ETH")])
            while await bench.book.record(Coin("ETH"), Window.H12, SOURCE) is None:  # noqa: ASYNC110  # until recalled
                await asyncio.sleep(0)
        run.cancel()
    assert {symbol for symbol, *_ in bench.feed.asked} == {contract("BTC").symbol}
