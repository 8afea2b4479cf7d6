"""Keeps the trials of every coin and window up to date, slowly, beside the running market."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import numpy as np
import structlog
from prometheus_client import Counter, Gauge

from engine.errors import Unavailable
from engine.feeds.reading import milliseconds
from engine.liquidations.mixes.book import DEFAULT_MIXES, MixBook
from engine.liquidations.records.keeper import Origin, Pace
from engine.liquidations.records.past import fetch_back
from engine.liquidations.records.values import horizon_of
from engine.market.ports import Clock, MarketReader
from engine.market.values import Bars, Coin, Instrument, MarketSource, Venue
from engine.market.windows import Window
from engine.signals.judging import BAR_MS
from engine.signals.trials.finding import Finder, figures_of
from engine.signals.trials.values import Moments, Trials, no_moments
from engine.signals.trials.version import trials_version

TRIALS = Counter("helix_signal_trials_total", "Coins and windows whose past month was looked through", ["outcome"])
TRIALS_DUE = Gauge("helix_signal_trials_due", "Coins and groups of windows of this pass still to be looked through")
SPAN = timedelta(days=30)
AGAIN_AFTER = timedelta(days=1)
FIRST_WINDOWS = (Window.H12, Window.H24)  # for all coins, before any gets the others
OTHER_WINDOWS = tuple(window for window in Window if window not in FIRST_WINDOWS)
SHARE = 0.10  # of one core: five hundred coins take some five hours the first time, a few minutes a day later
_LARGEST = 10  # coins that get all windows before the others get any
_ROWS_A_TURN = 24
_FINE_REACH = timedelta(hours=26)  # before the first moment: a day's window, and an hour for the figures
_MILLISECOND = timedelta(milliseconds=1)
log = structlog.get_logger()


class TrialStore(Protocol):
    """Raises `StorageAway`."""

    async def held(self, source: MarketSource, model_version: str) -> Mapping[tuple[Coin, Window], datetime]:
        """Until when each coin and window was looked through, by this model."""
        ...

    async def load(self, source: MarketSource, model_version: str, coin: Coin) -> Sequence[Trials]: ...

    async def save(self, trials: Trials) -> None:
        """In place of the coin and window's earlier ones."""
        ...


@dataclass(frozen=True, slots=True)
class _Job:
    coin: Coin
    contract: Instrument
    windows: tuple[Window, ...]


class TrialKeeper:
    """One coin at a time, largest first; again a day later, then only what is new. `run` is endless.

    It reads the history of the coin's largest contract. Nothing after the market's own now is looked at.
    """

    def __init__(
        self,
        origins: Sequence[Origin],
        reader: MarketReader,
        store: TrialStore,
        clock: Clock,
        pace: Pace | None = None,
        mixes: MixBook = DEFAULT_MIXES,
    ) -> None:
        self._origins = {origin.feed.venue: origin for origin in origins}
        self._reader = reader
        self._store = store
        self._clock = clock
        self._pace = pace or Pace(share=SHARE)
        self._mixes = mixes

    async def run(self) -> None:
        while True:
            try:
                made = await self.look_through_due()
            except Unavailable as error:
                log.warning("trials_put_off", error=str(error)[:200])
                made = 0
            if not made:
                await asyncio.sleep(self._pace.nothing_due_s)

    async def look_through_due(self) -> int:
        """One pass over what is due now; how many coins and windows were looked through."""
        jobs, made = await self._due(), 0
        for left, job in zip(range(len(jobs), 0, -1), jobs, strict=True):
            TRIALS_DUE.set(left)
            made += await self._held_look(job)
        TRIALS_DUE.set(0)
        return made

    async def _due(self) -> list[_Job]:
        held, now = await self._store.held(self._reader.source, trials_version()), self._clock.now()
        ranked: list[tuple[tuple[int, int, int], _Job]] = []
        for rank, coin in enumerate(await self._reader.coins()):
            contract = next((one for one in await self._reader.instruments(coin) if self._is_filled(one.venue)), None)
            for tier, windows in enumerate((FIRST_WINDOWS, OTHER_WINDOWS)):
                due = tuple(window for window in windows if _is_due(held.get((coin, window)), now))
                if contract is not None and due:
                    ranked.append(((int(rank >= _LARGEST), tier, rank), _Job(coin, contract, due)))
        return [job for _, job in sorted(ranked, key=lambda row: row[0])]

    def _is_filled(self, venue: Venue) -> bool:
        return venue in self._origins and self._origins[venue].filled.is_set()

    async def _held_look(self, job: _Job) -> int:
        try:
            made = await self._look(job)
        except Unavailable as error:
            log.warning("trials_put_off", coin=job.coin, error=str(error)[:200])
            TRIALS.labels("put off").inc()
            await asyncio.sleep(self._pace.pause_s)
            return 0
        except Exception:  # the supervisor of this loop: one odd history must not end the others' trials
            log.exception("trials_failed", coin=job.coin)
            TRIALS.labels("failed").inc()
            await asyncio.sleep(self._pace.pause_s)
            return 0
        TRIALS.labels("made").inc(made)
        return made

    async def _look(self, job: _Job) -> int:
        now_ms = milliseconds(self._clock.now())
        held = await self._store.load(self._reader.source, trials_version(), job.coin)
        earlier = {one.window: one for one in held}
        since = {window: _since_ms(earlier.get(window), window, now_ms) for window in job.windows}
        bars = await self._bars(job, BAR_MS, min(since.values()) - _FINE_REACH // _MILLISECOND, now_ms)
        for window in job.windows:
            columns = bars
            if window.column_ms != BAR_MS:
                from_ms = since[window] - (window.span + 2 * window.column) // _MILLISECOND
                columns = await self._bars(job, window.column_ms, from_ms, now_ms)
            finder = Finder(bars, columns, job.contract, window, self._reader.source, self._mixes)
            found = await self._moments(finder, since[window])
            await self._keep(job, window, earlier.get(window), since[window], found)
        return len(job.windows)

    async def _bars(self, job: _Job, step_ms: int, from_ms: int, until_ms: int) -> Bars:
        feed = self._origins[job.contract.venue].feed
        fetched = await fetch_back(feed, job.contract, step_ms, from_ms, until_ms, self._pace.pause_s)
        return fetched.between(0, until_ms - fetched.step_ms + 1)  # whatever a feed gives: closed by now

    async def _moments(self, finder: Finder, from_ms: int) -> Moments:
        """A few rows a turn in a thread, then a rest in proportion to the processor time they took."""
        if finder.bars.step_ms != BAR_MS or not len(finder.bars) or not len(finder.columns):
            return no_moments()  # a recording of coarser bars: nothing is said of five minutes
        figures = figures_of(finder.bars)
        rows = finder.candidates(figures, from_ms).tolist()
        parts = [no_moments()]
        for start in range(0, len(rows), _ROWS_A_TURN):
            turn = rows[start : start + _ROWS_A_TURN]

            def work(turn: Sequence[int] = turn) -> tuple[Moments, float]:
                started = time.thread_time()
                return finder.moments(figures, turn), time.thread_time() - started

            found, busy_s = await asyncio.to_thread(work)
            parts.append(found)
            await asyncio.sleep(busy_s * (1 / self._pace.share - 1))
        return np.concatenate(parts)

    async def _keep(self, job: _Job, window: Window, earlier: Trials | None, since_ms: int, found: Moments) -> None:
        now = self._clock.now()
        from_at = now - SPAN
        if earlier is not None:
            kept = earlier.moments
            kept = kept[(kept["at_ms"] > milliseconds(from_at)) & (kept["at_ms"] <= since_ms)]
            found = np.concatenate([kept, found[found["at_ms"] > since_ms]])
        source, venue = self._reader.source, job.contract.venue
        await self._store.save(Trials(source, job.coin, window, venue, trials_version(), from_at, now, found))


def _is_due(until: datetime | None, now: datetime) -> bool:
    return until is None or now - until >= AGAIN_AFTER


def _since_ms(earlier: Trials | None, window: Window, now_ms: int) -> int:
    """A month back, or where the endings of the earlier look were not all known yet."""
    month = now_ms - SPAN // _MILLISECOND
    if earlier is None:
        return month
    return max(month, milliseconds(earlier.until_at - horizon_of(window)) - BAR_MS)
