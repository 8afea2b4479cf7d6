"""The keeper's one pass gives the history too: by venue and summed, kept, recalled, made again where it was lost."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from engine.errors import StorageAway
from engine.liquidations.records.book import RecordBook
from engine.liquidations.records.keeper import Origin, Pace, RecordKeeper
from engine.market.memory import MemoryMarket
from engine.market.values import Bars, Coin, MarketSource, Venue
from engine.market.windows import Window
from engine.scanners.hunting.book import HuntBook
from engine.scanners.hunting.keeping import Histories
from engine.scanners.hunting.stored import StoredHunts
from engine.scanners.hunting.values import Pattern, Sweep
from engine.scanners.hunting.verdict import Verdict
from tests.unit.liquidations.fake_clock import StoppedClock
from tests.unit.liquidations.markets import START_MS, contract, walk
from tests.unit.liquidations.records.feeds import HeldFeed
from tests.unit.liquidations.records.test_keeper import HeldStore
from tests.unit.scanners.hunting.markets import ROWS, STEP_MS, pulled

BTC, SOURCE = Coin("BTC"), MarketSource.SIMULATED
CASES = 32
NOW_MS = START_MS + (CASES + 1) * ROWS * STEP_MS


@dataclass
class HeldHistories:
    patterns: list[Pattern] = field(default_factory=list)
    sweeps: list[tuple[int, Sweep]] = field(default_factory=list)
    is_away: bool = False

    async def load(self, source: MarketSource, model_version: str, until: datetime) -> Sequence[Pattern]:
        self._answer()
        alike = [one for one in self.patterns if (one.source, one.model_version) == (source, model_version)]
        return [one for one in alike if one.measured_at <= until]

    async def save(self, patterns: Sequence[Pattern], sweeps: Sequence[tuple[int, Sweep]]) -> None:
        self._answer()
        self.patterns += patterns
        self.sweeps += sweeps

    def _answer(self) -> None:
        if self.is_away:
            raise StorageAway("away")


@dataclass
class Bench:
    feeds: list[HeldFeed]
    clock: StoppedClock
    book: HuntBook
    store: HeldHistories
    records: HeldStore
    keeper: RecordKeeper


def _bench(
    by_venue: dict[Venue, Bars],
    store: HeldHistories | None = None,
    records: HeldStore | None = None,
    late: asyncio.Event | None = None,
) -> Bench:
    """`late`: set when Binance's backfill is done; None: at once."""
    clock = StoppedClock(NOW_MS)
    market = MemoryMarket(SOURCE, clock)
    feeds = []
    for venue, bars in by_venue.items():
        listed = contract(venue=venue)
        market.list_instruments(venue, [listed])
        feeds.append(HeldFeed({(listed.symbol, STEP_MS): bars}, venue))
    filled = asyncio.Event()
    filled.set()
    book, kept = HuntBook(SOURCE), store or HeldHistories()
    origins = [Origin(feed, late if late and feed.venue is Venue.BINANCE else filled) for feed in feeds]
    told = records or HeldStore()
    histories = Histories(book, kept)
    keeper = RecordKeeper(origins, market, RecordBook(SOURCE), told, clock, Pace(1.0, 0.0, 60.0), histories)
    return Bench(feeds, clock, book, kept, told, keeper)


@pytest.fixture(scope="module")
def bars() -> Bars:
    return walk((CASES + 3) * ROWS, sigma=0.002)


async def test_record_and_history_speak_of_the_same_cases(bars: Bars) -> None:
    bench = _bench({Venue.BYBIT: bars})
    await bench.keeper.measure_due()
    history = await bench.book.history(BTC)
    record = next(one for one in bench.records.rows if one.window is Window.H12)
    largest = history.windows[Window.H12].pattern.largest
    assert (largest.cases, largest.reached, largest.mirror, largest.both) == (
        record.counts.cases,
        record.counts.reached,
        record.counts.reached_other_side,
        record.counts.reached_both,
    )
    assert largest.cases == CASES
    assert bench.store.sweeps


async def test_each_venue_and_their_sum_are_measured_from_one_history_each(bars: Bars) -> None:
    bench = _bench({Venue.BYBIT: bars, Venue.BINANCE: bars})
    await bench.keeper.measure_due()
    history = await bench.book.history(BTC)
    assert set(history.venues) == {Venue.BYBIT, Venue.BINANCE}
    assert set(history.windows[Window.H12].pattern.venues) == {Venue.BYBIT, Venue.BINANCE}
    assert history.windows[Window.H12].pattern.largest.cases == CASES
    for feed in bench.feeds:
        asked = [since for _, step_ms, since, _ in feed.asked if step_ms == STEP_MS]
        assert len(asked) == len(set(asked))


async def test_a_venue_that_comes_later_is_measured_when_it_is_there_and_not_again_after(bars: Bars) -> None:
    late = asyncio.Event()
    bench = _bench({Venue.BYBIT: bars, Venue.BINANCE: bars}, late=late)
    assert await bench.keeper.measure_due() == len(Window)
    assert set((await bench.book.history(BTC)).venues) == {Venue.BYBIT}
    late.set()
    assert await bench.keeper.measure_due() == len(Window)
    assert set((await bench.book.history(BTC)).windows[Window.H12].pattern.venues) == set(Venue)
    assert await bench.keeper.measure_due() == 0


async def test_a_venue_without_any_history_was_looked_at_and_is_not_told(bars: Bars) -> None:
    bench = _bench({Venue.BYBIT: bars, Venue.BINANCE: Bars.empty(STEP_MS)})
    await bench.keeper.measure_due()
    assert await bench.keeper.measure_due() == 0
    history = await bench.book.history(BTC)
    assert set(history.venues) == {Venue.BYBIT}
    assert history.windows[Window.H12].pattern.venues == (Venue.BYBIT,)


async def test_windows_with_too_little_are_named_and_not_ranked(bars: Bars) -> None:
    bench = _bench({Venue.BYBIT: bars})
    await bench.keeper.measure_due()
    assert [one.pattern.coin for one in (await bench.book.ranking(Window.H12)).ranked] == [BTC]
    week = await bench.book.ranking(Window.D7)
    assert (week.ranked, week.too_few) == ((), (BTC,))
    assert (await bench.book.history(BTC)).windows[Window.D7].verdict is Verdict.TOO_FEW


async def test_a_market_that_goes_to_its_levels_is_found_and_named_the_best_window() -> None:
    bench = _bench({Venue.BYBIT: pulled([True] * CASES)})
    await bench.keeper.measure_due()
    history = await bench.book.history(BTC)
    assert history.best is not None
    assert history.best.pattern.window is Window.H12
    assert history.best.gap.low > 0.5


async def test_a_restart_knows_what_was_measured_and_measures_nothing_anew(bars: Bars) -> None:
    first = _bench({Venue.BYBIT: bars})
    await first.keeper.measure_due()
    again = _bench({Venue.BYBIT: bars}, first.store, first.records)
    async with asyncio.TaskGroup() as group:
        run = group.create_task(again.keeper.run())
        async with asyncio.timeout(5):
            while not (await again.book.history(BTC)).windows:  # noqa: ASYNC110  # until it was recalled
                await asyncio.sleep(0)
        run.cancel()
    assert await again.keeper.measure_due() == 0
    assert await again.book.history(BTC) == await first.book.history(BTC)


async def test_a_history_the_store_never_got_is_measured_again_after_a_restart(bars: Bars) -> None:
    first = _bench({Venue.BYBIT: bars}, HeldHistories(is_away=True))
    await first.keeper.measure_due()
    assert (await first.book.history(BTC)).windows  # shown all the same
    again = _bench({Venue.BYBIT: bars}, HeldHistories(), first.records)
    assert await again.keeper.measure_due() == len(Window)
    assert again.store.patterns


async def test_a_replay_that_stands_earlier_is_told_nothing_measured_later(bars: Bars) -> None:
    bench = _bench({Venue.BYBIT: bars})
    await bench.keeper.measure_due()
    before = StoredHunts(bench.store, SOURCE, StoppedClock(NOW_MS - 1))
    after = StoredHunts(bench.store, SOURCE, StoppedClock(NOW_MS))
    assert (await before.ranking(Window.H12)).ranked == ()
    assert await after.history(BTC) == await bench.book.history(BTC)


async def test_an_older_or_a_foreign_history_replaces_nothing(bars: Bars) -> None:
    bench = _bench({Venue.BYBIT: bars})
    await bench.keeper.measure_due()
    other = HuntBook(MarketSource.LIVE)
    other.put(bench.store.patterns)
    assert (await other.history(BTC)).windows == {}
    assert bench.book.measured_at(BTC, Window.H12) == bench.clock.now()
