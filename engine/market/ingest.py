"""One venue kept flowing into memory and the store: list, load, fill, listen, repair."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from random import Random

import structlog
from prometheus_client import Gauge

from engine.errors import Unavailable
from engine.feeds.pacing import Backoff
from engine.feeds.ports import CandleRefused, Feed, FeedEvent, FeedTrouble, Gap
from engine.feeds.reading import milliseconds
from engine.market.backfill import Backfill, Job, Progress, in_order
from engine.market.gap_keeping import GapKeeper, GapStore
from engine.market.liquidated import KEPT
from engine.market.listing import RELIST_EVERY, ContractList
from engine.market.loading import Loading, Pace
from engine.market.memory import MemoryMarket
from engine.market.ports import Clock
from engine.market.recalling import StoreReader
from engine.market.report import FeedReport, count_bars
from engine.market.store import BarStore, SymbolBars
from engine.market.trouble import FeedAlarm, TroubleBook
from engine.market.values import Instrument, Liquidation, Ticker, Venue
from engine.market.windows import STEPS_MS
from engine.market.writing import StoreWriter

AGE = Gauge("helix_feed_age_seconds", "Since the venue last said anything", ["venue"])
COMPLETENESS = Gauge("helix_feed_completeness_ratio", "Five-minute bars of the last day held, of those due", ["venue"])
LAG_QUANTILE = Gauge("helix_feed_lag_quantile_seconds", "Venue's stamp to our clock, lately", ["venue", "quantile"])
LOADED = Gauge("helix_feed_history_ratio", "First history fetched, of all", ["venue"])
REPAIR_EVERY = timedelta(minutes=5)
_REPAIR_DELAY = timedelta(seconds=20)  # after a bar's close: the venue needs a moment for its history
_REPAIR_LOOK_BACK = timedelta(hours=1)
_DAY = timedelta(days=1)
_MEASURE_EVERY_S = 5.0

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
        self._feed = feed
        self._market = market
        self._clock = clock
        self._backoff = Backoff(first_wait_s, 60.0, rng)
        self._trouble = TroubleBook(feed.venue, feed.source, clock, self.snapshot, on_alarm)
        self._writer = None if store is None else StoreWriter(feed.source, store, self._trouble)
        self._memory = StoreReader(feed.venue, feed.source, store, self._trouble)
        self._contracts = ContractList(feed, market, self._memory, clock, relist_every)
        self._gaps = GapKeeper(feed.venue, feed.source, market, gaps, clock, self._trouble)
        self._backfill = Backfill(
            feed, market, self._memory, clock, self._trouble, self._remember, self._progressed, workers
        )
        self._on_progress = on_progress
        self._pace, self._history = Pace(), Loading(0, 1)
        self._repair_asked = asyncio.Event()
        self._is_listening = False
        self._relisted_at: datetime | None = None
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
        return self._history

    def snapshot(self) -> Mapping[str, str | int | float]:
        """The state for an alarm or `/health`."""
        venue = self._feed.venue
        heard_at = self._market.heard_at(venue)
        contracts = self._market.contracts(venue)
        return {
            "source": self._feed.source,
            "heard_s_ago": -1.0 if heard_at is None else (self._clock.now() - heard_at).total_seconds(),
            "contracts": len(contracts),
            "stale_contracts": sum(self._market.is_stale(one.coin, venue) for one in contracts),
            "open_gaps": len(self._market.open_gaps(venue)),
            "rows_waiting": 0 if self._writer is None else self._writer.pending,
            **{f"{part}_failures": count for part, count in self._trouble.failures.items()},
        }

    def report(self) -> FeedReport:
        """The same and more in figures, for other processes too. Counts every contract's bars: not for a hot path."""
        venue, market, now = self._feed.venue, self._market, self._clock.now()
        contracts, now_ms = market.contracts(venue), milliseconds(now)
        held = [count_bars(one, market.opens(venue, one.symbol), now_ms) for one in contracts]
        return FeedReport(
            venue=venue,
            source=self._feed.source,
            at=now,
            heard_at=market.heard_at(venue),
            contracts=len(contracts),
            stale_contracts=sum(market.is_stale(one.coin, venue) for one in contracts),
            history=self._history,
            bars_held=sum(bars for bars, _ in held),
            bars_expected=sum(due for _, due in held),
            lag=market.hearing.meter(venue).lag(),
            skew_s=market.hearing.skew_s(venue),
            open_gaps=len(market.open_gaps(venue)),
            deaf=market.hearing.deaf(venue, now - _DAY),
            rows_waiting=0 if self._writer is None else self._writer.pending,
            failures=self._trouble.failures,
            doubts=market.doubts(venue),
        )

    async def run(self) -> None:
        await self._load_liquidations()
        await self._gaps.recall()
        async with asyncio.TaskGroup() as group:
            if self._writer is not None:
                group.create_task(self._writer.run(), name=f"write {self._feed.venue}")
            group.create_task(self._gaps.run(), name=f"gaps {self._feed.venue}")
            group.create_task(self._measure(), name=f"measure {self._feed.venue}")
            while True:
                await self._follow(await self._list())
                self._relisted_at = self._clock.now()

    async def _list(self) -> Sequence[Instrument]:
        """Until the venue answers. Meanwhile what was known before the restart is read from the store."""
        while True:
            try:
                instruments = await self._contracts.ask()
                tickers = await self._feed.tickers(instruments)
            except Unavailable as error:
                self._trouble.failed("rest", str(error))
                wait_s = self._backoff.failed()
                log.warning("feed_away", venue=self._feed.venue, error=str(error), wait_s=wait_s)
                await self._remind()
                await asyncio.sleep(wait_s)
            else:
                self._trouble.succeeded("rest")
                self._backoff.succeeded()
                return await self._listed(instruments, tickers)

    async def _listed(self, instruments: Sequence[Instrument], tickers: Sequence[Ticker]) -> Sequence[Instrument]:
        await self._contracts.take(instruments)
        for ticker in tickers:
            self._tell(self._market.apply(ticker))
        self.listed.set()
        return self._market.contracts(self._feed.venue)

    async def _remind(self) -> None:
        """Stored contracts and bars, once: old, and honestly stale, is better than nothing."""
        if self._market.contracts(self._feed.venue):
            return
        known = await self._memory.instruments()
        self._market.list_instruments(self._feed.venue, known)
        for job in in_order(known):
            await self._backfill.load(job)

    async def _follow(self, instruments: Sequence[Instrument]) -> None:
        """Until contracts come or go. Listens before it fills, so that nothing falls between history and stream.

        The children are ended from here: an exception out of the group would leave this task marked as cancelled.
        """
        async with asyncio.TaskGroup() as group:
            listen = group.create_task(self._listen(instruments), name=f"listen {self._feed.venue}")
            fill = group.create_task(self._fill(instruments), name=f"fill {self._feed.venue}")
            await self._contracts.until_changed()
            listen.cancel()
            fill.cancel()

    async def _listen(self, instruments: Sequence[Instrument]) -> None:
        async with aclosing(self._feed.stream(instruments)) as events:
            async for event in events:
                self._hear(event)

    def _hear(self, event: FeedEvent) -> None:
        if isinstance(event, FeedTrouble):
            self._trouble.failed_times("stream", event.failures, event.reason)
            return
        self._trouble.succeeded("stream")
        if self._relisted_at is not None:
            self._gaps.missed(Gap(self._feed.venue, self._relisted_at, self._clock.now(), "contracts changed"))
            self._relisted_at = None
        if not self._is_listening:
            self._is_listening = True
            self._market.listen(self._feed.venue, self._clock.now())
        if isinstance(event, Gap):
            self._gaps.missed(event)
        else:
            self._tell(self._market.apply(event))
        if isinstance(event, Gap | CandleRefused):
            self._repair_asked.set()

    def _tell(self, kept: FeedEvent | None) -> None:
        """What memory kept is stored too; what it refused is not."""
        if self._writer is not None and isinstance(kept, Liquidation):
            self._writer.add_liquidation(kept)
        elif self._writer is not None and isinstance(kept, Ticker):
            self._writer.add_ticker(kept)

    def _remember(self, closed: SymbolBars) -> None:
        if self._writer is not None and closed.venue is self._feed.venue:
            self._writer.add_bars(closed)

    async def _fill(self, instruments: Sequence[Instrument]) -> None:
        gaps = self._market.open_gaps(self._feed.venue)
        await self._backfill.run(in_order(instruments))
        self._close(gaps)
        self.filled.set()
        log.info("feed_filled", venue=self._feed.venue, contracts=len(instruments))
        while True:
            await self._repair_is_due()
            gaps = self._market.open_gaps(self._feed.venue)
            since = min([self._clock.now() - _REPAIR_LOOK_BACK, *(gap.since for gap in gaps)])
            await self._backfill.run(self._repairs(instruments, since))
            self._close(gaps)

    def _close(self, gaps: Sequence[Gap]) -> None:
        for gap in gaps:
            self._gaps.filled(gap)

    async def _repair_is_due(self) -> None:
        """A gap or a bad candle was heard of, or it is time for the regular look, a little after a bar's close."""
        period_s = REPAIR_EVERY.total_seconds()
        into_s = (self._clock.now() - _REPAIR_DELAY).timestamp() % period_s
        try:
            await asyncio.wait_for(self._repair_asked.wait(), period_s - into_s)
        except TimeoutError:
            return
        self._repair_asked.clear()

    def _repairs(self, instruments: Sequence[Instrument], since: datetime) -> list[Job]:
        """Histories that lack a bar closed since then; what is whole costs no question."""
        span_ms = int((self._clock.now() - since).total_seconds() * 1000)
        jobs = [Job(one, step_ms, span_ms // step_ms + 2) for step_ms in STEPS_MS for one in instruments]
        return [job for job in jobs if self._backfill.lacks(job)]

    async def _load_liquidations(self) -> None:
        """The last week's forced closes from before the restart."""
        for event in await self._memory.liquidations(self._clock.now() - KEPT):
            if event.venue is self._feed.venue:
                self._market.recall(event)

    def _progressed(self, progress: Progress) -> None:
        """Until the first fill is over: what is repaired later is no history."""
        if not self.filled.is_set():
            self._pace.saw(time.monotonic(), progress.done)
            left_s = self._pace.left_s(progress.done, progress.total)
            self._history = Loading(progress.done, progress.total, left_s)
            self._market.load(self._feed.venue, self._history)
            LOADED.labels(self._feed.venue).set(self._history.share)
        self._on_progress(progress)

    async def _measure(self) -> None:
        while True:
            report, venue = self.report(), self._feed.venue
            if report.heard_at is not None:
                AGE.labels(venue).set((report.at - report.heard_at).total_seconds())
            if report.completeness is not None:
                COMPLETENESS.labels(venue).set(report.completeness)
            if report.lag is not None:
                LAG_QUANTILE.labels(venue, "0.5").set(report.lag.p50_s)
                LAG_QUANTILE.labels(venue, "0.95").set(report.lag.p95_s)
            await asyncio.sleep(_MEASURE_EVERY_S)
