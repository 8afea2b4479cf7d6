"""From a closed bar or a ticker to an alert: once a bar, of now, and with the rows made before it is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from engine.errors import StorageAway, VenueAway
from engine.feeds.ports import BarClosed
from engine.liquidations.values import Scan
from engine.market.memory import MemoryMarket
from engine.market.values import Bars, Coin, MarketSource, Ticker, Venue
from engine.market.windows import Window
from engine.scanners.alerting import SpikeAlert, SpikeKind
from engine.scanners.board import Board
from engine.scanners.spike_watch import SpikeWatch
from tests.unit.liquidations.fake_clock import StoppedClock
from tests.unit.liquidations.markets import contract, replaced, walk

STEP = 300_000
ROWS = 600
BTC = contract("BTC")


@dataclass
class Sink:
    """Keeps what is published; `away` while the stream is."""

    alerts: "asyncio.Queue[SpikeAlert]" = field(default_factory=asyncio.Queue)
    is_away: bool = False

    async def publish(self, alert: SpikeAlert) -> None:
        if self.is_away:
            self.is_away = False
            raise StorageAway("redis")
        await self.alerts.put(alert)


@dataclass
class Asked:
    """Answers as told, and counts."""

    differs: bool = False
    is_away: bool = False
    asked: "asyncio.Queue[tuple[Coin, Venue]]" = field(default_factory=asyncio.Queue)

    async def newest(self, coin: Coin, venue: Venue) -> bool:
        await self.asked.put((coin, venue))
        if self.is_away:
            raise VenueAway("bybit: HTTP 500")
        return self.differs


@dataclass
class Heard:
    scans: list[Scan] = field(default_factory=list)
    coming: "asyncio.Queue[Scan]" = field(default_factory=asyncio.Queue)

    async def heard(self, scan: Scan) -> None:
        self.scans.append(scan)
        await self.coming.put(scan)

    async def next_of(self, window: Window) -> Scan:
        async with asyncio.timeout(10):
            while (scan := await self.coming.get()).query.window is not window:
                pass
        return scan

    def forget(self) -> None:
        self.scans.clear()
        self.coming = asyncio.Queue()


@dataclass
class Place:
    market: MemoryMarket
    clock: StoppedClock
    board: Board
    sink: Sink
    asked: Asked
    heard: Heard
    bars: Bars

    def close(self, row: int, **columns: float) -> None:
        """Bar `row` of the walk closes, with these figures instead of its own."""
        one = self.bars.part(row, row + 1)
        self.clock.now_ms = int(one.open_ms[0]) + STEP
        wanted = {name: np.array([value]) for name, value in columns.items()}
        self.market.apply(BarClosed(BTC.venue, BTC.symbol, BTC.coin, replaced(one, **wanted)))

    def tick(self, price_usd: float, oi_base: float = 1000.0, late_s: float = 0.0) -> None:
        at = datetime.fromtimestamp(self.clock.now_ms / 1000, UTC) - timedelta(seconds=late_s)
        eight = timedelta(hours=8)
        self.market.apply(
            Ticker(BTC.venue, BTC.symbol, BTC.coin, price_usd, price_usd, oi_base, 0.0, eight, None, 1e6, 0.0, at)
        )

    async def told_by_ticks(self, kind: SpikeKind, price_usd: float, **more: float) -> SpikeAlert:
        """Tickers come many a second: sent until one of them is told of. Other kinds on the way are let pass."""
        async with asyncio.timeout(10):
            while True:
                self.tick(price_usd, **more)
                await asyncio.sleep(0)
                while not self.sink.alerts.empty():
                    alert = self.sink.alerts.get_nowait()
                    if alert.kind is kind:
                        return alert

    async def asked_nothing(self) -> None:
        """After turns enough for all that was heard to be judged."""
        for _ in range(50):
            await asyncio.sleep(0)
        assert self.sink.alerts.empty()
        assert self.asked.asked.empty()

    async def told(self) -> SpikeAlert:
        async with asyncio.timeout(10):
            return await self.sink.alerts.get()


@asynccontextmanager
async def watching(asked: Asked | None = None) -> AsyncIterator[Place]:
    """A market of one coin with 600 bars, the last two of which are still to close."""
    bars = replaced(walk(ROWS), volume_base=np.full(ROWS, 100.0), oi_base=np.full(ROWS, 1000.0))
    clock = StoppedClock(int(bars.open_ms[ROWS - 2]))
    market = MemoryMarket(MarketSource.SIMULATED, clock)
    market.list_instruments(BTC.venue, [BTC])
    market.fill(BTC.venue, BTC.symbol, bars.part(0, ROWS - 2))
    board = Board(market, clock)
    place = Place(market, clock, board, Sink(), asked or Asked(), Heard(), bars)
    watch = SpikeWatch(market, board, place.sink, place.asked, clock)
    market.watch(board.note)
    market.watch(watch.bar_closed)
    market.watch_tickers(watch.ticked)
    board.listen(watch)
    board.listen(place.heard)
    await board.refresh()
    place.heard.forget()
    async with asyncio.TaskGroup() as group:
        running = group.create_task(watch.run())
        yield place
        running.cancel()


async def test_a_bar_with_twice_the_volume_is_told_with_rows_made_before() -> None:
    async with watching() as place:
        place.close(ROWS - 2, volume_base=250.0)
        alert = await place.told()
        assert (alert.source, alert.coin, alert.venue) == (MarketSource.SIMULATED, BTC.coin, BTC.venue)
        assert (alert.kind, alert.value, alert.threshold) == (SpikeKind.VOLUME, pytest.approx(2.5), 1.5)
        assert alert.price_usd == place.bars.close[ROWS - 2]
        assert alert.at == datetime.fromtimestamp(place.clock.now_ms / 1000, UTC)
        heard = {scan.query.window for scan in place.heard.scans}
        assert len(heard) == len(place.heard.scans) >= 7  # each window that holds a map, once
        assert all(scan.confirmation.is_volume_fresh and scan.at == alert.at for scan in place.heard.scans)
        assert await place.asked.asked.get() == (BTC.coin, BTC.venue)


async def test_a_move_inside_the_bar_is_told_at_once_and_not_again_before_the_next_bar() -> None:
    async with watching() as place:
        place.close(ROWS - 2)
        place.clock.now_ms += 60_000
        last = float(place.bars.close[ROWS - 2])
        alert = await place.told_by_ticks(SpikeKind.MOVE, last * 1.03)
        assert (alert.value, alert.threshold) == (pytest.approx(0.03), 0.02)
        assert all(scan.confirmation.is_move_fresh for scan in place.heard.scans[-5:])
        place.tick(last * 1.04)  # farther in the same bar, and then the bar closes there: told already
        place.close(ROWS - 1, close=last * 1.04, high=last * 1.05)
        place.clock.now_ms += 1_000
        alert = await place.told_by_ticks(SpikeKind.MOVE, last * 1.04 * 0.97)
        assert alert.value == pytest.approx(-0.03)


async def test_after_a_start_a_move_is_told_before_any_bar_has_closed() -> None:
    async with watching() as place:
        last = float(place.bars.close[ROWS - 3])
        alert = await place.told_by_ticks(SpikeKind.MOVE, last * 0.97)
        assert alert.value == pytest.approx(-0.03)


async def test_open_interest_that_grows_inside_the_bar_is_told() -> None:
    async with watching() as place:
        place.close(ROWS - 2)
        last = float(place.bars.close[ROWS - 2])
        alert = await place.told_by_ticks(SpikeKind.OPEN_INTEREST, last, oi_base=1040.0)
        assert alert.value == pytest.approx(0.04)


async def test_a_level_of_the_day_that_price_reaches_is_told_with_its_price() -> None:
    async with watching() as place:
        place.close(ROWS - 2)
        await place.board.refresh()
        day = await place.heard.next_of(Window.H24)
        nearest = min((*day.above, *day.below), key=lambda cluster: abs(cluster.distance))
        beyond = nearest.peak_usd * (1.0001 if nearest.distance > 0 else 0.9999)
        alert = await place.told_by_ticks(SpikeKind.LEVEL_CROSS, beyond)
        assert (alert.value, alert.threshold) == (beyond, nearest.peak_usd)


async def test_what_is_not_of_now_is_not_acted_on() -> None:
    async with watching() as place:
        place.close(ROWS - 2)
        last = float(place.bars.close[ROWS - 2])
        await place.asked_nothing()
        place.clock.now_ms += 120_000
        place.tick(last * 1.05, late_s=31)
        place.clock.now_ms += 3_600_000  # the clock jumps an hour: the next bar seems to be an old one
        one = replaced(place.bars.part(ROWS - 1, ROWS), volume_base=np.array([900.0]))
        place.market.apply(BarClosed(BTC.venue, BTC.symbol, BTC.coin, one))
        await place.asked_nothing()


async def test_a_venue_or_a_stream_that_is_away_costs_that_answer_only() -> None:
    async with watching(Asked(is_away=True)) as place:
        place.sink.is_away = True
        place.close(ROWS - 2, volume_base=250.0)
        await place.asked.asked.get()
        place.close(ROWS - 1, volume_base=500.0)
        alert = await place.told()
        assert alert.at == datetime.fromtimestamp(place.clock.now_ms / 1000, UTC)


async def test_a_corrected_bar_makes_every_row_of_the_coin_anew() -> None:
    async with watching(Asked(differs=True)) as place:
        place.close(ROWS - 2, volume_base=250.0)
        await place.told()
        weeks = [await place.heard.next_of(Window.D7) for _ in range(2)]
        assert weeks[0].at == weeks[1].at
