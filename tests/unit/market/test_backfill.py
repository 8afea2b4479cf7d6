"""What is missing is found exactly, asked for in a useful order, and written without loss."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import StorageAway
from engine.market.backfill import in_order, missing_ranges
from engine.market.store import SymbolBars
from engine.market.trouble import FeedAlarm, TroubleBook
from engine.market.values import Bars, Coin, Instrument, Liquidation, MarketSource, Side, Symbol, Ticker, Venue
from engine.market.windows import STEPS_MS
from engine.market.writing import StoreWriter
from tests.unit.market.conftest import START_MS, STEP_MS, MakeBars, StandingClock, bars_in_a_row, make_instrument


@given(held=st.sets(st.integers(0, 19)), late_ms=st.integers(0, STEP_MS - 1))
def test_the_ranges_cover_exactly_what_is_missing_or_one_span_over_it(held: set[int], late_ms: int) -> None:
    whole = bars_in_a_row(20)
    rows = sorted(held)
    bars = Bars(STEP_MS, whole.open_ms[rows], *(column[rows] for column in whole.columns()))
    to_ms = START_MS + 20 * STEP_MS + late_ms
    ranges = missing_ranges(bars, STEP_MS, START_MS, to_ms)
    asked = {at for from_ms, until_ms in ranges for at in range(from_ms, until_ms, STEP_MS)}
    missing = {START_MS + i * STEP_MS for i in range(20)} - {int(at) for at in bars.open_ms}
    assert missing <= asked
    assert len(ranges) <= 4
    if len(ranges) > 1:
        assert asked == missing


def test_a_bar_that_is_still_open_is_not_missing() -> None:
    assert missing_ranges(Bars.empty(STEP_MS), STEP_MS, START_MS, START_MS + STEP_MS - 1) == []
    assert missing_ranges(Bars.empty(STEP_MS), STEP_MS, START_MS + 1, START_MS + 2 * STEP_MS) == [
        (START_MS + STEP_MS, START_MS + 2 * STEP_MS)
    ]


def test_the_largest_contracts_get_all_windows_first_and_the_rest_their_short_ones() -> None:
    instruments = [make_instrument(f"C{i}USDT", f"C{i}") for i in range(60)]
    jobs = in_order(instruments)
    assert len(jobs) == 60 * len(STEPS_MS)
    assert {job.instrument.symbol for job in jobs[: 50 * len(STEPS_MS)]} == {f"C{i}USDT" for i in range(50)}
    assert [job.step_ms for job in jobs[50 * len(STEPS_MS) :][:10]] == [STEPS_MS[0]] * 10


@pytest.fixture
def alarms() -> list[FeedAlarm]:
    return []


@pytest.fixture
def trouble(clock: StandingClock, alarms: list[FeedAlarm]) -> TroubleBook:
    return TroubleBook(Venue.BYBIT, MarketSource.LIVE, clock, lambda: {"contracts": 3}, alarms.append)


def test_the_third_failure_in_a_row_alarms_once_until_it_works_again(
    trouble: TroubleBook, alarms: list[FeedAlarm]
) -> None:
    for _ in range(2):
        trouble.failed("rest", "503")
    trouble.succeeded("rest")
    for _ in range(5):
        trouble.failed("rest", "503")
    assert [(one.part, one.failures, one.reason) for one in alarms] == [("rest", 3, "503")]
    assert alarms[0].snapshot == {"contracts": 3}
    trouble.succeeded("rest")
    for _ in range(3):
        trouble.failed("rest", "403")
    assert len(alarms) == 2


class MemoryStore:
    """Implements `BarStore`; breaks when told to."""

    def __init__(self) -> None:
        self.bars: list[SymbolBars] = []
        self.liquidations: list[Liquidation] = []
        self.tickers: list[Ticker] = []
        self.is_away = False

    async def load_instruments(self, source: MarketSource, venue: Venue) -> Sequence[Instrument]:
        return ()

    async def save_instruments(self, source: MarketSource, venue: Venue, listed: Sequence[Instrument]) -> None:
        self._check()

    async def end_instruments(self, source: MarketSource, gone: Sequence[Instrument]) -> None:
        self._check()

    async def load_bars(self, source: MarketSource, instrument: Instrument, step_ms: int, count: int) -> Bars:
        return Bars.empty(step_ms)

    async def save_bars(self, source: MarketSource, batch: Sequence[SymbolBars]) -> None:
        self._check()
        self.bars += batch

    async def save_tickers(self, source: MarketSource, tickers: Sequence[Ticker]) -> None:
        self._check()
        self.tickers += tickers

    async def load_liquidations(
        self, source: MarketSource, since: datetime, coins: Collection[Coin] | None = None
    ) -> Sequence[Liquidation]:
        return ()

    async def save_liquidations(self, source: MarketSource, batch: Sequence[Liquidation]) -> None:
        self._check()
        self.liquidations += batch

    def _check(self) -> None:
        if self.is_away:
            raise StorageAway("gone")


async def test_rows_wait_while_the_store_is_away_and_are_written_once_when_it_is_back(
    trouble: TroubleBook, clock: StandingClock, make_bars: MakeBars
) -> None:
    store = MemoryStore()
    writer = StoreWriter(MarketSource.LIVE, store, trouble)
    rows = [SymbolBars(Venue.BYBIT, Symbol("BTCUSDT"), Coin("BTC"), make_bars(9_000)) for _ in range(5)]
    close = Liquidation(Venue.BYBIT, Symbol("BTCUSDT"), Coin("BTC"), Side.LONG, 1.0, 1.0, clock.now())
    for row in rows:
        writer.add_bars(row)
    writer.add_liquidation(close)
    store.is_away = True
    with pytest.raises(StorageAway):
        await writer.flush()
    assert writer.pending == 45_001
    store.is_away = False
    await writer.flush()
    assert (store.bars, store.liquidations, writer.pending) == (rows, [close], 0)


async def test_the_oldest_rows_go_when_too_many_wait(trouble: TroubleBook, make_bars: MakeBars) -> None:
    writer = StoreWriter(MarketSource.LIVE, MemoryStore(), trouble)
    huge = make_bars(300_000)
    for _ in range(5):
        writer.add_bars(SymbolBars(Venue.BYBIT, Symbol("BTCUSDT"), Coin("BTC"), huge))
    assert writer.pending == 900_000


async def test_only_the_newest_ticker_of_a_contract_is_written(trouble: TroubleBook, clock: StandingClock) -> None:
    store = MemoryStore()
    writer = StoreWriter(MarketSource.LIVE, store, trouble)
    eight = timedelta(hours=8)
    for price in (1.0, 2.0, 3.0):
        writer.add_ticker(
            Ticker(Venue.BYBIT, Symbol("B"), Coin("B"), price, 1.0, 1.0, 0.0, eight, None, 1.0, 0.0, clock.now())
        )
    await writer.flush()
    assert [one.price_usd for one in store.tickers] == [3.0]


class SwallowingStore(MemoryStore):
    """As database clients do: a cancellation in the very moment of the answer is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.entered = asyncio.Event()

    async def save_bars(self, source: MarketSource, batch: Sequence[SymbolBars]) -> None:
        self.entered.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            self.bars += batch


async def test_the_writer_ends_even_when_the_store_swallows_its_cancellation(
    trouble: TroubleBook, make_bars: MakeBars
) -> None:
    store = SwallowingStore()
    writer = StoreWriter(MarketSource.LIVE, store, trouble, every_s=0.001)
    writer.add_bars(SymbolBars(Venue.BYBIT, Symbol("BTCUSDT"), Coin("BTC"), make_bars(1)))
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        task = group.create_task(writer.run())
        await store.entered.wait()
        task.cancel()
    assert len(store.bars) == 1
