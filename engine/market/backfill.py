"""Which bars are missing, and how they are fetched: from the store first, then from the venue."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import structlog
from prometheus_client import Gauge

from engine.errors import Unavailable
from engine.feeds.ports import Feed
from engine.feeds.reading import milliseconds
from engine.market.memory import MemoryMarket
from engine.market.ports import Clock
from engine.market.recalling import StoreReader
from engine.market.series import CAPACITY
from engine.market.store import SymbolBars
from engine.market.trouble import TroubleBook
from engine.market.values import Bars, Instrument, IntArray
from engine.market.windows import STEPS_MS

LEFT = Gauge("helix_backfill_jobs_left", "Histories still to be fetched", ["venue"])
_FIRST = 50  # so many of the largest contracts get all their windows before the others get any
_MOST_RANGES = 4  # more holes than that are fetched as one range
_RETRY_AFTER_S = 5.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Job:
    """One history to complete: the last `count` bars of a step."""

    instrument: Instrument
    step_ms: int
    count: int = CAPACITY


@dataclass(frozen=True, slots=True)
class Progress:
    """Told after each job. `failed`: jobs that will be tried again."""

    venue: str
    done: int
    total: int
    failed: int
    job: Job


def in_order(instruments: Sequence[Instrument]) -> list[Job]:
    """The largest contracts' windows first, the short windows of everything before the long ones."""
    ranked = [(rank // _FIRST, step_ms, rank) for rank in range(len(instruments)) for step_ms in STEPS_MS]
    return [Job(instruments[rank], step_ms) for _, step_ms, rank in sorted(ranked)]


def missing_ranges(held: Bars, step_ms: int, from_ms: int, to_ms: int) -> list[tuple[int, int]]:
    """Spans [from, to) of bars that are not held, of those that open at or after `from_ms` and close by `to_ms`."""
    have = {int(open_ms) for open_ms in held.open_ms}
    ranges: list[tuple[int, int]] = []
    for open_ms in range(-(-from_ms // step_ms) * step_ms, to_ms - step_ms + 1, step_ms):
        if open_ms in have:
            continue
        if ranges and ranges[-1][1] == open_ms:
            ranges[-1] = (ranges[-1][0], open_ms + step_ms)
        else:
            ranges.append((open_ms, open_ms + step_ms))
    return ranges if len(ranges) <= _MOST_RANGES else [(ranges[0][0], ranges[-1][1])]


class Backfill:
    """Completes histories. What was fetched goes to `keep` at once, so a start after a stop goes on where it was."""

    def __init__(
        self,
        feed: Feed,
        market: MemoryMarket,
        memory: StoreReader,
        clock: Clock,
        trouble: TroubleBook,
        keep: Callable[[SymbolBars], None],
        on_progress: Callable[[Progress], None],
        workers: int = 8,
    ) -> None:
        self._feed = feed
        self._market = market
        self._memory = memory
        self._clock = clock
        self._trouble = trouble
        self._keep = keep
        self._on_progress = on_progress
        self._workers = workers

    async def run(self, jobs: Sequence[Job]) -> None:
        """Until every job is done; the venue being away only delays it."""
        waiting, failed = deque(jobs), deque[Job]()
        total = len(waiting)
        while waiting:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(self._workers, len(waiting))):
                    group.create_task(self._work(waiting, failed, total))
            waiting, failed = failed, deque()
            if waiting:
                await asyncio.sleep(_RETRY_AFTER_S)

    async def _work(self, waiting: deque[Job], failed: deque[Job], total: int) -> None:
        while waiting:
            job = waiting.popleft()
            if self._market.contract(job.instrument.venue, job.instrument.symbol) is None:
                continue  # over, or another's, since this was planned
            try:
                await self.complete(job)
            except Unavailable as error:
                failed.append(job)
                self._trouble.failed("rest", str(error))
            else:
                self._trouble.succeeded("rest")
            left = len(waiting) + len(failed)
            LEFT.labels(self._feed.venue).set(left)
            self._on_progress(Progress(self._feed.venue, total - left, total, len(failed), job))

    def lacks(self, job: Job) -> bool:
        """True when a bar that should be there is not."""
        return bool(missing_ranges(self._held(job), job.step_ms, self._from_ms(job), self._now_ms()))

    async def complete(self, job: Job) -> None:
        """Raises `Unavailable`; what was already fetched stays."""
        kept = await self.load(job)
        try:
            for from_ms, to_ms in missing_ranges(self._held(job), job.step_ms, self._from_ms(job), self._now_ms()):
                bars = await self._feed.history(job.instrument, job.step_ms, from_ms, to_ms)
                self._market.fill(job.instrument.venue, job.instrument.symbol, bars)
        finally:
            self._keep_others(job, kept)

    async def load(self, job: Job) -> IntArray:
        """What is stored, into memory. Returns the opens of the rows that need not be stored again."""
        held = self._held(job)
        if len(held) >= job.count:
            return held.open_ms
        stored = await self._memory.bars(job.instrument, job.step_ms, job.count)
        recent = stored.between(self._from_ms(job), self._now_ms())
        self._market.fill(job.instrument.venue, job.instrument.symbol, recent)
        return stored.open_ms

    def _keep_others(self, job: Job, kept: IntArray) -> None:
        """Fetched rows, and those folded from finer ones, which other processes read from the store as well."""
        held = self._held(job)
        new = ~np.isin(held.open_ms, kept)
        if new.any():
            bars = Bars(held.step_ms, held.open_ms[new], *(column[new] for column in held.columns()))
            self._keep(SymbolBars(job.instrument.venue, job.instrument.symbol, job.instrument.coin, bars))

    def _held(self, job: Job) -> Bars:
        series = self._market.contract(job.instrument.venue, job.instrument.symbol)
        return Bars.empty(job.step_ms) if series is None else series.held(job.step_ms)

    def _from_ms(self, job: Job) -> int:
        from_ms = self._now_ms() // job.step_ms * job.step_ms - job.count * job.step_ms
        listed_at = job.instrument.listed_at
        return from_ms if listed_at is None else max(from_ms, milliseconds(listed_at))

    def _now_ms(self) -> int:
        return milliseconds(self._clock.now())
