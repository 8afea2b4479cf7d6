"""One venue kept flowing into memory and the store: list, load, fill, listen, repair."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from random import Random

import structlog

from engine.errors import Unavailable
from engine.feeds.pacing import Backoff
from engine.feeds.ports import CandleRefused, Feed, FeedEvent, FeedTrouble, Gap
from engine.market.backfill import Backfill, Job, Progress, in_order
from engine.market.feed_figures import FeedFigures
from engine.market.gap_keeping import GapKeeper, GapStore
from engine.market.listing import RELIST_EVERY, ContractList
from engine.market.loading import Loading
from engine.market.memory import MemoryMarket
from engine.market.ports import Clock
from engine.market.recalling import StoreReader
from engine.market.report import FeedReport
from engine.market.store import BarStore, SymbolBars
from engine.market.taking_over import TakingOver
from engine.market.trouble import FeedAlarm
from engine.market.values import Instrument, Liquidation, Ticker, Venue
from engine.market.windows import STEPS_MS
from engine.market.writing import StoreWriter

REPAIR_EVERY = timedelta(minutes=5)
_REPAIR_DELAY = timedelta(seconds=20)  # after a bar's close: the venue needs a moment for its history
_REPAIR_LOOK_BACK = timedelta(hours=1)

log = structlog.get_logger()


class Ingestion:
    """Owns its tasks; `run` is endless and ends by cancellation, after writing what is left.

    While the venue is away it keeps trying and the market grows stale; the source never changes.
    `on_progress` and `on_alarm` are called in the event loop and must be quick.
    """

    def __init__(
        self,
        feed: Feed,
        market: MemoryMarket,
        store: BarStore | None,
        clock: Clock,
        rng: Random,
        *,
        on_progress: Callable[[Progress], None] = lambda _: None,
        on_alarm: Callable[[FeedAlarm], None] = lambda _: None,
        workers: int = 8,
        first_wait_s: float = 1.0,
        gaps: GapStore | None = None,
        relist_every: timedelta = RELIST_EVERY,
    ) -> None:
        self._feed, self._market, self._clock = feed, market, clock
        self._backoff = Backoff(first_wait_s, 60.0, rng)
        self._figures = FeedFigures(feed, market, clock, self._rows_waiting, on_alarm, on_progress)
        self._trouble = self._figures.trouble
        self._writer = None if store is None else StoreWriter(feed.source, store, self._trouble)
        self._memory = StoreReader(feed.venue, feed.source, store, self._trouble)
        self._contracts = ContractList(feed, market, self._memory, clock, relist_every)
        self._gaps = GapKeeper(feed.venue, feed.source, market, gaps, clock, self._trouble)
        common = (feed, market, self._memory, clock, self._trouble, self._remember)
        self._backfill = Backfill(*common, self._figures.progressed, workers)
        self._repair_asked = asyncio.Event()
        taken_over = Backfill(*common, on_progress, workers)
        self._taking_over = TakingOver(
            feed.venue, market, self._memory, taken_over, self._writer, clock, self._gaps, self._repair_asked.set
        )
        self._is_listening = False
        self.listed = asyncio.Event()
        """Set once the venue's contracts are known."""
        self.filled = asyncio.Event()
        """Set once every history is complete."""
        market.watch(self._remember)

    @property
    def venue(self) -> Venue:
        return self._feed.venue

    @property
    def history(self) -> Loading:
        """How far the first fill is."""
        return self._figures.history

    def snapshot(self) -> Mapping[str, str | int | float]:
        """The state for an alarm."""
        return self._figures.snapshot()

    def report(self) -> FeedReport:
        """The state in figures, for `/health` and other processes. Not for a hot path."""
        return self._figures.report()

    def _rows_waiting(self) -> int:
        return 0 if self._writer is None else self._writer.pending

    async def run(self) -> None:
        await self._gaps.recall()
        async with asyncio.TaskGroup() as group:
            if self._writer is not None:
                group.create_task(self._writer.run(), name=f"write {self.venue}")
            group.create_task(self._gaps.run(), name=f"gaps {self.venue}")
            group.create_task(self._figures.measure(), name=f"measure {self.venue}")
            await self._follow(await self._list())

    async def _list(self) -> Sequence[Instrument]:
        """Until the venue answers. Meanwhile what was known before the restart is read from the store."""
        while True:
            try:
                instruments = await self._contracts.ask()
                tickers = await self._feed.tickers(instruments)
            except Unavailable as error:
                self._trouble.failed("rest", str(error))
                wait_s = self._backoff.failed()
                log.warning("feed_away", venue=self.venue, error=str(error), wait_s=wait_s)
                await self._remind()
                await asyncio.sleep(wait_s)
            else:
                self._trouble.succeeded("rest")
                self._backoff.succeeded()
                return await self._listed(instruments, tickers)

    async def _listed(self, instruments: Sequence[Instrument], tickers: Sequence[Ticker]) -> Sequence[Instrument]:
        await self._contracts.take(instruments)
        await self._taking_over.recall(self._market.contracts(self.venue))
        for ticker in tickers:
            self._tell(self._market.apply(ticker))
        self.listed.set()
        return self._market.contracts(self.venue)

    async def _remind(self) -> None:
        """Stored contracts and bars, once: old, and honestly stale, is better than nothing."""
        if self._market.contracts(self.venue):
            return
        self._market.list_instruments(self.venue, await self._memory.instruments())
        await self._taking_over.recall(self._market.contracts(self.venue))
        for job in in_order(self._market.contracts(self.venue)):
            await self._backfill.load(job)

    async def _follow(self, instruments: Sequence[Instrument]) -> None:
        """Listens before it fills, so that nothing falls between history and stream."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._listen(), name=f"listen {self.venue}")
            group.create_task(self._fill(instruments), name=f"fill {self.venue}")
            group.create_task(self._contracts.watch(self._taking_over.relisted), name=f"list {self.venue}")
            group.create_task(self._taking_over.run(), name=f"share {self.venue}")

    async def _listen(self) -> None:
        contracts, changes = self._market.contracts(self.venue), self._taking_over.changes()
        async with aclosing(self._feed.stream(contracts, changes)) as events:
            async for event in events:
                self._hear(event)

    def _hear(self, event: FeedEvent) -> None:
        if isinstance(event, FeedTrouble):
            self._trouble.failed_times("stream", event.failures, event.reason)
            return
        self._trouble.succeeded("stream")
        if not self._is_listening:
            self._is_listening = True
            self._market.listen(self.venue, self._clock.now())
            self._taking_over.began()
        if isinstance(event, Gap):
            self._gaps.missed(event)
        else:
            self._tell(self._market.apply(event))
        if isinstance(event, Gap | CandleRefused):
            self._repair_asked.set()

    def _tell(self, kept: FeedEvent | None) -> None:
        """What memory kept is stored too. What it refused is not, nor what is another process's."""
        if self._writer is not None and isinstance(kept, Liquidation):
            self._writer.add_liquidation(kept)
        elif self._writer is not None and isinstance(kept, Ticker):
            self._writer.add_ticker(kept)

    def _remember(self, closed: SymbolBars) -> None:
        if self._writer is not None and closed.venue is self.venue:
            self._writer.add_bars(closed)

    async def _fill(self, instruments: Sequence[Instrument]) -> None:
        gaps = self._market.open_gaps(self.venue)
        await self._backfill.run(in_order(instruments))
        self._close(gaps)
        self._figures.filled()
        self.filled.set()
        log.info("feed_filled", venue=self.venue, contracts=len(instruments))
        while True:
            await self._repair_is_due()
            gaps = self._market.open_gaps(self.venue)
            since = min([self._clock.now() - _REPAIR_LOOK_BACK, *(gap.since for gap in gaps)])
            await self._backfill.run(self._repairs(self._market.contracts(self.venue), since))
            self._close(gaps)

    def _close(self, gaps: Sequence[Gap]) -> None:
        for gap in gaps:
            self._gaps.filled(gap)

    async def _repair_is_due(self) -> None:
        """A gap or a bad candle was heard of, or it is time for the regular look, a little after a bar's close."""
        period_s = REPAIR_EVERY.total_seconds()
        into_s = (self._clock.now() - _REPAIR_DELAY).timestamp() % period_s
        try:
            async with asyncio.timeout(period_s - into_s):  # wait_for of 3.11 may swallow a cancellation
                await self._repair_asked.wait()
        except TimeoutError:
            return
        self._repair_asked.clear()

    def _repairs(self, instruments: Sequence[Instrument], since: datetime) -> list[Job]:
        """Histories that lack a bar closed since then; what is whole costs no question."""
        span_ms = int((self._clock.now() - since).total_seconds() * 1000)
        jobs = [Job(one, step_ms, span_ms // step_ms + 2) for step_ms in STEPS_MS for one in instruments]
        return [job for job in jobs if self._backfill.lacks(job)]
