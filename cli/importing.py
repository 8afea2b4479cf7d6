"""`helix import`: recorded tables into the database; doing it twice changes nothing the second time.

The tables are read by the recorded feed's own reader, so that what is imported and what is replayed are the same.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cli.compose.servers import Stores
from db.instruments import InstrumentRepository
from db.liquidations import LiquidationRepository
from db.market import MarketRepository, Series
from db.pool import Database, open_pool
from db.times import at_ms
from db.upkeep import Upkeep
from engine.feeds.recorded.recording import RecordedContract
from engine.feeds.recorded.tables import read_table
from engine.feeds.recorded.values import (
    Recorded,
    RecordedBars,
    RecordedForcedCloses,
    RecordedFunding,
    RecordedOpenInterest,
    RecordedSums,
)
from engine.market.folding import fold
from engine.market.values import FloatArray, IntArray, Liquidation, MarketSource, Side
from engine.market.windows import STEPS_MS

AGENT = "import"
_SOURCE = MarketSource.RECORDED
_LIMIT_S = 120.0
_ROWS_AT_ONCE = 20_000
_MINUTE_MS = 60_000
_TABLES: dict[type[Recorded], tuple[str, ...]] = {  # those that grow by months; funding does not
    RecordedBars: ("ohlcv", "open_interest"),
    RecordedOpenInterest: ("open_interest",),
    RecordedFunding: (),
    RecordedForcedCloses: ("liquidation_events",),
    RecordedSums: ("liquidation_data_raw",),
}
Moved = Callable[[int], None]


@dataclass(slots=True)
class FileReport:
    """What one file brought. `coarser` are bars made from finer ones; `series` contracts and coins in it."""

    path: Path
    rows: int = 0
    new: int = 0
    coarser: int = 0
    series: int = 0
    kinds: dict[str, None] = field(default_factory=dict)  # in the order they came
    first_ms: int | None = None
    last_ms: int | None = None

    def saw(self, kind: str, times: IntArray) -> None:
        self.kinds[kind] = None
        self.series += 1
        self.rows += len(times)
        if len(times):
            self.first_ms = min(int(times[0]), self.first_ms if self.first_ms is not None else int(times[0]))
            self.last_ms = max(int(times[-1]), self.last_ms or 0)

    def __str__(self) -> str:
        if self.first_ms is None or self.last_ms is None:
            return f"{self.path.name}: nothing in it that Helix could use"
        span = f"{_day(self.first_ms)} to {_day(self.last_ms)}"
        new = f"{self.new:,} new" if self.new or self.coarser else "nothing new, all of it was there already"
        more = f", {self.coarser:,} coarser bars made" if self.coarser else ""
        what = f"{', '.join(self.kinds)}, {self.rows:,} rows, {self.series} series, {span}"
        return f"{self.path.name}: {what}: {new}{more}"


class Importer:
    """Writes what tables hold. Raises `UnreadableTable` for a file that is none, `StorageAway`."""

    def __init__(self, database: Database, coins: Sequence[str] = ()) -> None:
        self._market = MarketRepository(database, AGENT)
        self._instruments = InstrumentRepository(database, AGENT)
        self._liquidations = LiquidationRepository(database, AGENT)
        self._upkeep = Upkeep(database)
        self._coins = frozenset(coin.upper() for coin in coins)
        self._roomy: set[tuple[str, int, int]] = set()

    async def load(self, path: Path, progress: Progress) -> FileReport:
        task = progress.add_task(path.name, total=None)
        found = [one for one in await asyncio.to_thread(read_table, path) if not self._coins or one.coin in self._coins]
        progress.update(task, total=sum(len(times_of(one)) for one in found))
        report = FileReport(path)
        for one in found:
            await self._make_room(_TABLES[type(one)], times_of(one))
            await self._save(one, report, lambda rows: progress.advance(task, rows))
        return report

    async def _save(self, one: Recorded, report: FileReport, moved: Moved) -> None:
        match one:
            case RecordedBars():
                report.saw(f"candles of {one.bars.step_ms // _MINUTE_MS} min", one.bars.open_ms)
                await self._save_bars(one, report, moved)
                return
            case RecordedOpenInterest():
                report.saw("open interest", one.at_ms)
                report.new += await self._save_open_interest(one)
            case RecordedFunding():
                report.saw("funding", one.at_ms)
                report.new += await self._save_funding(one)
            case RecordedForcedCloses():
                report.saw("forced closes", one.at_ms)
                report.new += await self._liquidations.save(one.source, forced_closes(one))
            case RecordedSums():
                report.saw("sums of forced closes", one.open_ms)
                report.new += await self._save_sums(one)
        moved(len(times_of(one)))

    async def _save_bars(self, one: RecordedBars, report: FileReport, moved: Moved) -> None:
        """As recorded; and for the windows' coarser steps where nothing of that step is there yet."""
        bars = one.bars
        contract = RecordedContract(one.venue, one.symbol, one.coin, {bars.step_ms: bars})
        await self._instruments.add_unknown(_SOURCE, [contract.instrument()])
        for start in range(0, len(bars), _ROWS_AT_ONCE):
            part = bars.part(start, start + _ROWS_AT_ONCE)
            report.new += await self._market.save_bars(_SOURCE, one.venue, one.symbol, one.coin, part)
            moved(len(part))
        coarser = [fold(bars, step) for step in STEPS_MS if step > bars.step_ms and step % bars.step_ms == 0]
        series = [Series(one.venue, one.symbol, one.coin, made) for made in coarser]
        report.coarser += await self._market.save_series(_SOURCE, series, f"{AGENT}-fold", replace_old=False)

    async def _save_open_interest(self, one: RecordedOpenInterest) -> int:
        at, (oi,) = once_each(one.at_ms, one.oi_base)
        return await self._market.save_open_interest(_SOURCE, one.venue, one.symbol, one.coin, at, oi)

    async def _save_funding(self, one: RecordedFunding) -> int:
        """Times to the minute: recorders note a settlement some milliseconds late, each its own."""
        minutes = (one.at_ms + _MINUTE_MS // 2) // _MINUTE_MS * _MINUTE_MS
        at, (rate,) = once_each(minutes, one.rate)
        return await self._market.save_funding(_SOURCE, one.venue, one.symbol, one.coin, at, rate, one.interval)

    async def _save_sums(self, one: RecordedSums) -> int:
        at, (long_usd, short_usd) = once_each(one.open_ms, one.long_usd, one.short_usd)
        series = (one.provider, one.coin, one.step_ms, one.venues)
        return await self._liquidations.save_sums(_SOURCE, *series, at, long_usd, short_usd)

    async def _make_room(self, tables: Sequence[str], times: IntArray) -> None:
        """Partitions for the months of a series, asked for once each."""
        if not len(times):
            return
        first, last = at_ms(int(times.min())), at_ms(int(times.max()))
        months = (first.year * 12 + first.month, last.year * 12 + last.month)
        missing = [table for table in tables if (table, *months) not in self._roomy]
        if missing:
            await self._upkeep.make_partitions_of(missing, first, last)
            self._roomy |= {(table, *months) for table in missing}


def times_of(one: Recorded) -> IntArray:
    """(n,) ms, ascending."""
    match one:
        case RecordedBars():
            return one.bars.open_ms
        case RecordedSums():
            return one.open_ms
        case _:
            return one.at_ms


def once_each(times: IntArray, *columns: FloatArray) -> tuple[IntArray, list[FloatArray]]:
    """The first row of each time, without rows in which nothing is known."""
    known = np.any([np.isfinite(column) for column in columns], axis=0)
    at, rows = np.unique(times[known], return_index=True)
    return at, [column[known][rows] for column in columns]


def forced_closes(one: RecordedForcedCloses) -> list[Liquidation]:
    sides = np.where(one.is_long, Side.LONG, Side.SHORT)
    rows = np.flatnonzero((one.price_usd > 0) & (one.quantity_base > 0))
    contract = (one.venue, one.symbol, one.coin)
    return [
        Liquidation(
            *contract, Side(sides[n]), float(one.price_usd[n]), float(one.quantity_base[n]), at_ms(int(one.at_ms[n]))
        )
        for n in rows
    ]


def _day(ms: int) -> str:
    at: datetime = at_ms(ms)
    return f"{at:%Y-%m-%d}"


async def import_files(
    stores: Stores, files: Sequence[Path], coins: Sequence[str] = (), console: Console | None = None
) -> list[FileReport]:
    """Load the files one after another: a progress bar on stderr, one line a file on the console.

    The database must be migrated. `coins`: only these. Raises `UnreadableTable` at the first file that is not
    understood; what was loaded before stays.
    """
    console, bars = console or Console(), Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    reports = []
    async with open_pool(stores.database_url, name="helix import", size=2, statement_timeout_s=_LIMIT_S) as pool:
        importer = Importer(Database(pool, _LIMIT_S), coins)
        for path in files:
            with Progress(*columns, console=bars, transient=True, disable=not bars.is_terminal) as progress:
                reports.append(await importer.load(path, progress))
            console.print(str(reports[-1]), highlight=False, markup=False, soft_wrap=True)
    return reports
