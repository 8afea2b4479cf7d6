"""A recorded market that a test plays: nothing is known before it happened."""

import asyncio
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cli.compose.paper import bars_of
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.venue import MarketEar
from engine.feeds.reading import milliseconds
from engine.feeds.recorded.feed import RecordedFeed
from engine.feeds.recorded.recording import Recording
from engine.liquidations.map_cache import MapCache
from engine.liquidations.use_cases import BuildMap, ScanCoin
from engine.market.folding import fold
from engine.market.memory import MemoryMarket
from engine.market.values import Instrument, MarketSource, Venue
from engine.market.windows import STEPS_MS
from engine.scanners.board import Board
from tests.end_to_end.bot.market import SetClock, SmallMarket

_BAR = timedelta(minutes=5)
_HISTORY = timedelta(days=3)


@dataclass
class PlayClock(SetClock):
    """Whoever sleeps wakes when it was moved far enough."""

    _moved: asyncio.Event = field(default_factory=asyncio.Event)

    def move(self, after: timedelta) -> None:
        self.at += after
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def sleep_until(self, at: datetime) -> None:
        while self.at < at:
            await self._moved.wait()


@dataclass
class PlayedMarket:
    """`go_on` plays the next bar. A recording has no tape: the exchange hears its bars."""

    small: SmallMarket
    clock: PlayClock
    feed: RecordedFeed
    instruments: list[Instrument]
    tape: None = None
    looks_a_tick: int = 15  # a bar is five minutes: an order has to be taken in before the third of them

    @staticmethod
    async def of_files(files: list[Path], start: datetime) -> "PlayedMarket":
        clock, recording = PlayClock(start), Recording.of_files(files)
        feed = RecordedFeed(recording, Venue.BYBIT, clock)
        memory = MemoryMarket(MarketSource.RECORDED, clock)
        instruments = list(await feed.instruments())
        memory.list_instruments(Venue.BYBIT, instruments)
        for one in instruments:
            since, until = milliseconds(start - _HISTORY), milliseconds(start)
            bars = await feed.history(one, STEPS_MS[0], since, until)
            for step_ms in reversed(STEPS_MS):
                memory.fill(Venue.BYBIT, one.symbol, fold(bars, step_ms))
        for ticker in await feed.tickers(instruments):
            memory.apply(ticker)
        memory.listen(Venue.BYBIT, start)
        maps = BuildMap(memory, clock, MapCache(64))
        small = SmallMarket(memory, clock, maps, ScanCoin(maps), Board(memory, clock))
        return PlayedMarket(small, clock, feed, instruments)

    async def run(self) -> None:
        """Until cancelled."""
        async with aclosing(self.feed.stream(self.instruments)) as events:
            async for event in events:
                self.small.memory.apply(event)

    def bars(self, floor: Floor) -> MarketEar:
        return bars_of(self.small.memory)(floor)

    @property
    def now(self) -> datetime:
        return self.clock.at

    def go_on(self, after: timedelta = _BAR) -> None:
        self.clock.move(after)

    def to(self, moment: datetime) -> None:
        self.clock.move(moment - self.now)
