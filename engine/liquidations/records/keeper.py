"""Measures the record of every coin and window from past maps, slowly, beside the running market."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from prometheus_client import Counter, Gauge

from engine.errors import StorageAway, Unavailable
from engine.feeds.ports import Feed
from engine.liquidations.mixes.book import DEFAULT_MIXES, MixBook
from engine.liquidations.records.book import RecordBook
from engine.liquidations.records.instants import VenuePast, plan_cases
from engine.liquidations.records.measuring import Pass, study_all
from engine.liquidations.records.past import Past
from engine.liquidations.records.values import FEWEST_CASES, MeasuredRecord, horizon_of
from engine.liquidations.records.version import model_version
from engine.market.ports import Clock, MarketReader
from engine.market.values import Coin, Instrument, MarketSource, Venue
from engine.market.windows import Window
from engine.scanners.hunting.keeping import Histories

RECORDS = Counter("helix_records_measured_total", "Records measured", ["window", "result"])
DUE = Gauge("helix_records_due", "Coins and steps of this pass still to be measured")
AGAIN_AFTER = timedelta(days=1)
SHARE = 0.03  # of one core
_COINS_AT_ONCE = 10  # so many coins get a step of windows before the next coins get it or they the next step
_PAUSE_S = 0.5  # between pages of history: they cost some 15 ms of the event loop each
_NOTHING_DUE_S = 60.0

log = structlog.get_logger()


class RecordStore(Protocol):
    """Raises `StorageAway`."""

    async def load(self, source: MarketSource, model_version: str, until: datetime) -> Sequence[MeasuredRecord]: ...

    async def save(self, measured: MeasuredRecord) -> None: ...


@dataclass(frozen=True, slots=True)
class Origin:
    """A feed, and the event that is set once its first backfill is done."""

    feed: Feed
    filled: asyncio.Event


@dataclass(frozen=True, slots=True)
class Pace:
    """How gently: of one core for maps, and the rest between pages of history."""

    share: float = SHARE
    pause_s: float = _PAUSE_S
    nothing_due_s: float = _NOTHING_DUE_S


@dataclass(frozen=True, slots=True)
class Job:
    """Windows of one step, measured on one fetched history. `contracts`: one a venue, largest open interest first."""

    coin: Coin
    contracts: tuple[Instrument, ...]
    windows: tuple[Window, ...]


class RecordKeeper:
    """One coin and window at a time, largest coins first; each again a day later. `run` is endless.

    The same past maps give the coin's history, which goes to `histories`.

    The market's clock says what is past, so a replay looks at nothing after its own now.
    """

    def __init__(
        self,
        origins: Sequence[Origin],
        reader: MarketReader,
        book: RecordBook,
        store: RecordStore,
        clock: Clock,
        pace: Pace | None = None,
        histories: Histories | None = None,
        mixes: MixBook = DEFAULT_MIXES,
    ) -> None:
        self._origins = {origin.feed.venue: origin for origin in origins}
        self._reader = reader
        self._book = book
        self._store = store
        self._clock = clock
        self._pace = pace or Pace()
        self._histories = histories
        self._mixes = mixes

    async def run(self) -> None:
        if not self._origins:
            return
        await self._recall()
        async with asyncio.TaskGroup() as group:
            waits = [group.create_task(origin.filled.wait()) for origin in self._origins.values()]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()
        known: frozenset[Coin] = frozenset()
        while True:
            coins = await self._coins()
            if coins - known:
                await self._recall()  # who had them before has measured them too
            known = coins
            if not await self.measure_due():
                await asyncio.sleep(self._pace.nothing_due_s)

    async def measure_due(self) -> int:
        """One pass over what is due now; how many records were made. A coin that fails is tried at the next pass.

        It ends early where coins came or went: the next one knows better what is due.
        """
        jobs, coins = await self._due(), await self._coins()
        made = 0
        for left, job in zip(range(len(jobs), 0, -1), jobs, strict=True):
            DUE.set(left)
            if await self._coins() != coins:
                break
            made += await self._held_measure(job)
        DUE.set(0)
        return made

    async def _coins(self) -> frozenset[Coin]:
        """Of its reader alone: where several processes share the market, each coin is measured by one of them."""
        return frozenset(await self._reader.coins())

    async def _recall(self) -> None:
        what = self._reader.source, model_version(), self._clock.now()
        if self._histories is not None:
            await self._histories.recall(*what)
        try:
            self._book.put(await self._store.load(*what))
        except StorageAway as error:
            log.warning("records_not_recalled", error=str(error))

    async def _due(self) -> list[Job]:
        """Step by step down the list of coins: short windows of the next coins beside longer ones of the largest."""
        steps: dict[int, list[Window]] = {}
        for window in Window:
            steps.setdefault(window.column_ms, []).append(window)
        ranked = []
        for rank, coin in enumerate(await self._reader.coins()):
            contracts = _one_a_venue(await self._reader.instruments(coin), self._is_filled)
            for place, (step_ms, windows) in enumerate(steps.items()):
                due = tuple(window for window in windows if self._is_due(coin, window, contracts))
                if contracts and due:
                    ranked.append((rank // _COINS_AT_ONCE + place, step_ms, rank, Job(coin, tuple(contracts), due)))
        return [job for *_, job in sorted(ranked, key=lambda row: row[:3])]

    def _is_filled(self, venue: Venue) -> bool:
        return venue in self._origins and self._origins[venue].filled.is_set()

    def _is_due(self, coin: Coin, window: Window, contracts: Sequence[Instrument]) -> bool:
        """Also where a record was kept and its history was not, or where a venue has come since."""
        kept = [self._book.measured_at(coin, window)]
        if self._histories is not None:
            venues = (None, *(one.venue for one in contracts))
            kept += [self._histories.measured_at(coin, window, venue) for venue in venues]
        return any(at is None or self._clock.now() - at >= AGAIN_AFTER for at in kept)

    async def _held_measure(self, job: Job) -> int:
        try:
            return await self._measure(job)
        except Unavailable as error:
            log.warning("record_put_off", coin=job.coin, error=str(error))
            RECORDS.labels(job.windows[0].value, "put off").inc()
            await asyncio.sleep(self._pace.pause_s)
        except Exception:  # the supervisor of this loop: one odd history must not end the others' records
            log.exception("record_failed", coin=job.coin)
            RECORDS.labels(job.windows[0].value, "failed").inc()
            await asyncio.sleep(self._pace.pause_s)
        return 0

    async def _measure(self, job: Job) -> int:
        now = self._clock.now()
        pasts = [Past(self._origins[one.venue].feed, one, now, self._pace.pause_s) for one in job.contracts]
        for window in job.windows:
            found = await self._look_back(job, pasts, window, now)
            await self._keep(found.record())
            if self._histories is not None:
                await self._histories.keep(found.patterns(), found.sweeps())
        return len(job.windows)

    async def _look_back(self, job: Job, pasts: Sequence[Past], window: Window, now: datetime) -> Pass:
        bars = [await past.bars_for(window) for past in pasts]
        horizon = horizon_of(window)
        held = [VenuePast.of(one, of, window, horizon) for one, of in zip(job.contracts, bars, strict=True)]
        plan = plan_cases(held, window)
        studied = await study_all(plan, self._pace.share, self._mixes)
        return Pass(self._reader.source, job.coin, job.contracts, plan, studied, now)

    async def _keep(self, measured: MeasuredRecord) -> None:
        """Shown at once; where the store is away it is measured again after the next start."""
        self._book.put([measured])
        is_enough = measured.counts.cases >= FEWEST_CASES
        RECORDS.labels(measured.window.value, "shown" if is_enough else "too few").inc()
        log.info("record_measured", coin=measured.coin, window=measured.window.value, cases=measured.counts.cases)
        try:
            await self._store.save(measured)
        except StorageAway as error:
            log.warning("record_not_stored", coin=measured.coin, error=str(error))


def _one_a_venue(contracts: Sequence[Instrument], is_wanted: Callable[[Venue], bool]) -> list[Instrument]:
    """The largest of each; `contracts` come largest first."""
    chosen: dict[Venue, Instrument] = {}
    for one in contracts:
        if is_wanted(one.venue):
            chosen.setdefault(one.venue, one)
    return list(chosen.values())
