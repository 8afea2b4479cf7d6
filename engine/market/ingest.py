"""One venue kept flowing into memory and the store: list, load, fill, listen, repair."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from random import Random

import structlog
from prometheus_client import Gauge

from engine.errors import Unavailable
from engine.feeds.pacing import Backoff
from engine.feeds.ports import Feed, FeedEvent, FeedTrouble, Gap
from engine.market.backfill import Backfill, Job, Progress, in_order
from engine.market.memory import MemoryMarket
from engine.market.ports import Clock
from engine.market.recalling import StoreReader
from engine.market.store import BarStore, SymbolBars
from engine.market.taking_over import TakingOver
from engine.market.trouble import FeedAlarm, TroubleBook
from engine.market.values import Instrument, Liquidation, Ticker, Venue
from engine.market.windows import STEPS_MS
from engine.market.writing import StoreWriter

AGE = Gauge("helix_feed_age_seconds", "Since the venue last said anything", ["venue"])
RELIST_EVERY = timedelta(hours=1)
REPAIR_EVERY = timedelta(minutes=5)
_REPAIR_DELAY = timedelta(seconds=20)  # after a bar's close: the venue needs a moment for its history
_REPAIR_LOOK_BACK = timedelta(hours=1)

log = structlog.get_logger()


class _ListChanged(Exception):
    """Contracts came or went: subscribe anew."""


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
    ) -> None:
        self._feed = feed
        self._market = market
        self._clock = clock
        self._backoff = Backoff(first_wait_s, 60.0, rng)
        self._trouble = TroubleBook(feed.venue, feed.source, clock, self.snapshot, on_alarm)
        self._writer = None if store is None else StoreWriter(feed.source, store, self._trouble)
        self._memory = StoreReader(feed.venue, feed.source, store, self._trouble)
        self._backfill = Backfill(
            feed, market, self._memory, clock, self._trouble, self._remember, on_progress, workers
        )
        self._gap_heard = asyncio.Event()
        self._taking_over = TakingOver(
            feed.venue,
            market,
            self._memory,
            self._backfill,
            self._writer,
            clock,
            missed=market.apply,
            read=self._gap_heard.set,
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

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            if self._writer is not None:
                group.create_task(self._writer.run(), name=f"write {self._feed.venue}")
            group.create_task(self._age(), name=f"age {self._feed.venue}")
            while True:
                instruments = await self._list()
                try:
                    await self._follow(instruments)
                except* _ListChanged:
                    self._is_listening = False  # for a moment nobody hears the venue
                    log.info("feed_contracts_changed", venue=self._feed.venue)

    async def _list(self) -> Sequence[Instrument]:
        """Until the venue answers. Meanwhile what was known before the restart is read from the store."""
        while True:
            try:
                instruments = await self._feed.instruments()
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
        self._market.list_instruments(self._feed.venue, instruments)
        await self._taking_over.recall(self._market.contracts(self._feed.venue))
        for ticker in tickers:
            self._market.apply(ticker)
            if self._writer is not None and self._market.share.holds(ticker.coin):
                self._writer.add_ticker(ticker)
        await self._memory.save_instruments(instruments)
        self.listed.set()
        return self._market.contracts(self._feed.venue)

    async def _remind(self) -> None:
        """Stored contracts and bars, once: old, and honestly stale, is better than nothing."""
        if self._market.contracts(self._feed.venue):
            return
        known = await self._memory.instruments()
        self._market.list_instruments(self._feed.venue, known)
        await self._taking_over.recall(self._market.contracts(self._feed.venue))
        for job in in_order(self._market.contracts(self._feed.venue)):
            await self._backfill.load(job)

    async def _follow(self, instruments: Sequence[Instrument]) -> None:
        """Listens before it fills, so that nothing falls between history and stream."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._listen(), name=f"listen {self._feed.venue}")
            group.create_task(self._fill(instruments), name=f"fill {self._feed.venue}")
            group.create_task(self._watch_list(), name=f"list {self._feed.venue}")
            group.create_task(self._taking_over.run(), name=f"share {self._feed.venue}")

    async def _listen(self) -> None:
        contracts, changes = self._market.contracts(self._feed.venue), self._taking_over.changes()
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
            self._market.listen(self._feed.venue, self._clock.now())
            self._taking_over.began()
        self._market.apply(event)
        if isinstance(event, Gap):
            self._gap_heard.set()
        elif self._writer is None or not isinstance(event, Liquidation | Ticker):
            return
        elif not self._market.share.holds(event.coin):
            return  # it was on its way when the coin was let go
        elif isinstance(event, Liquidation):
            self._writer.add_liquidation(event)
        else:
            self._writer.add_ticker(event)

    def _remember(self, closed: SymbolBars) -> None:
        if self._writer is not None and closed.venue is self._feed.venue:
            self._writer.add_bars(closed)

    async def _fill(self, instruments: Sequence[Instrument]) -> None:
        await self._backfill.run(in_order(instruments))
        self.filled.set()
        log.info("feed_filled", venue=self._feed.venue, contracts=len(instruments))
        while True:
            await self._repair_is_due()
            gaps = self._market.open_gaps(self._feed.venue)
            since = min([self._clock.now() - _REPAIR_LOOK_BACK, *(gap.since for gap in gaps)])
            await self._backfill.run(self._repairs(self._market.contracts(self._feed.venue), since))
            for gap in gaps:
                self._market.close_gap(gap)
                log.info("feed_gap_filled", venue=gap.venue, since=gap.since, until=gap.until, reason=gap.reason)

    async def _repair_is_due(self) -> None:
        """A gap was heard of, or the time of the regular look has come, a little after a bar's close."""
        period_s = REPAIR_EVERY.total_seconds()
        into_s = (self._clock.now() - _REPAIR_DELAY).timestamp() % period_s
        try:
            async with asyncio.timeout(period_s - into_s):  # wait_for of 3.11 may swallow a cancellation
                await self._gap_heard.wait()
        except TimeoutError:
            return
        self._gap_heard.clear()

    def _repairs(self, instruments: Sequence[Instrument], since: datetime) -> list[Job]:
        """Histories that lack a bar closed since then; what is whole costs no question."""
        span_ms = int((self._clock.now() - since).total_seconds() * 1000)
        jobs = [Job(one, step_ms, span_ms // step_ms + 2) for step_ms in STEPS_MS for one in instruments]
        return [job for job in jobs if self._backfill.lacks(job)]

    async def _watch_list(self) -> None:
        """Raises `_ListChanged` when contracts came or went; new funding intervals and tiers are just taken over."""
        known = {one.symbol for one in self._market.listed(self._feed.venue)}
        while True:
            await asyncio.sleep(RELIST_EVERY.total_seconds())
            try:
                listed = await self._feed.instruments()
            except Unavailable as error:
                log.warning("feed_list_failed", venue=self._feed.venue, error=str(error))
                continue
            if {one.symbol for one in listed} != known:
                raise _ListChanged
            self._market.list_instruments(self._feed.venue, listed)

    async def _age(self) -> None:
        while True:
            heard_at = self._market.heard_at(self._feed.venue)
            if heard_at is not None:
                AGE.labels(self._feed.venue).set((self._clock.now() - heard_at).total_seconds())
            await asyncio.sleep(5)
