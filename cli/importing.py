"""`helix import`: recorded tables into the database, in parts, twice without doing anything the second time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cli.compose.servers import Stores
from cli.importing_contracts import contract_of
from cli.importing_files import Part, Table, open_table
from cli.importing_rows import Contract, Rows, funding_intervals
from cli.importing_shapes import provider_in_name, recognise
from cli.importing_steps import coarsen, coarser_steps
from db.instruments import InstrumentRepository
from db.liquidations import LiquidationRepository
from db.market import MarketRepository, Series
from db.pool import Database, open_pool
from db.times import at_ms
from db.upkeep import Upkeep
from engine.market.values import Bars, IntArray, MarketSource

AGENT = "import"
_SOURCE = MarketSource.RECORDED
_DAY_MS = 86_400_000
_DAYS_AT_ONCE = 30
_LIMIT_S = 120.0


@dataclass(slots=True)
class FileReport:
    """What one file brought. `coarser` are bars made from finer ones."""

    path: Path
    kinds: str
    read: int = 0
    new: int = 0
    coarser: int = 0
    contracts: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    left_out: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        span = f", {self.first_at:%Y-%m-%d} to {self.last_at:%Y-%m-%d}" if self.first_at and self.last_at else ""
        new = f"{self.new:,} new" if self.new or self.coarser else "nothing new: all of it was there already"
        more = f", {self.coarser:,} coarser bars made" if self.coarser else ""
        left = "".join(f"; left out {count:,} {why}" for why, count in self.left_out.items())
        head = f"{self.path.name}: {self.kinds}, {self.read:,} rows, {self.contracts} contracts{span}"
        return f"{head}: {new}{more}{left}"


class Importer:
    """Writes the tables of files. Raises `BadTable` for a file that cannot be understood, `StorageAway`."""

    def __init__(self, database: Database, coins: Sequence[str] = ()) -> None:
        self._market = MarketRepository(database, AGENT)
        self._instruments = InstrumentRepository(database, AGENT)
        self._liquidations = LiquidationRepository(database, AGENT)
        self._upkeep = Upkeep(database)
        self._coins = frozenset(coin.upper() for coin in coins)
        self._partitioned: set[tuple[int, int]] = set()

    async def load(self, path: Path, progress: Progress) -> FileReport:
        table = open_table(path)
        shape = recognise(path, table.columns)
        rows, report = Rows(path, shape, self._coins), FileReport(path, shape.kinds)
        spans: dict[Contract, list[int]] = defaultdict(list)
        task = progress.add_task(path.name, total=table.rows)
        for part in table.parts:
            await self._load_part(part, rows, report, spans)
            progress.advance(task, len(part))
        if shape.has_candles and not rows.tells_venue:
            rows.left_out["candles, of no venue that the table or its name tells"] = report.read
        elif shape.has_candles and rows.step_ms is not None:
            report.coarser = await self._coarsen_all(spans, rows.step_ms, progress)
        return _finished(report, table, rows, spans)

    async def _load_part(self, part: Part, rows: Rows, report: FileReport, spans: dict[Contract, list[int]]) -> None:
        times = part.instants("open_ms" if "open_ms" in rows.shape.columns else "ts_ms")
        if not len(times):
            return
        await self._make_room(int(times.min()), int(times.max()))
        report.read += len(part)
        series: list[tuple[Contract, Bars]] = []
        for contract, numbers in rows.by_contract(part):
            spans[contract] += [int(times[numbers[0]]), int(times[numbers[-1]])]
            if rows.shape.has_candles and rows.tells_venue:
                series.append((contract, rows.bars(part, numbers, contract)))
            report.new += await self._load_other(part, rows, numbers, contract)
        report.new += await self._load_bars(series)

    async def _load_bars(self, series: Sequence[tuple[Contract, Bars]]) -> int:
        full = [(contract, bars) for contract, bars in series if len(bars)]
        if not full:
            return 0
        await self._instruments.add_unknown(_SOURCE, [contract_of(*one) for one in full])
        return await self._market.save_series(_SOURCE, [Series(c.venue, c.symbol, c.coin, bars) for c, bars in full])

    async def _load_other(self, part: Part, rows: Rows, numbers: IntArray, one: Contract) -> int:
        shape, new = rows.shape, 0
        if shape.has_open_interest:
            at, oi = rows.open_interest(part, numbers, one)
            new += await self._market.save_open_interest(_SOURCE, one.venue, one.symbol, one.coin, at, oi)
        if shape.has_funding:
            new += await self._load_funding(part, rows, numbers, one)
        if shape.has_events:
            new += await self._liquidations.save(_SOURCE, rows.events(part, numbers, one))
        if shape.has_sums:
            step_ms, at, *usd = rows.sums(part, numbers)
            venues = [one.venue.value] if "exchange" in shape.columns else []
            provider = provider_in_name(rows.path)
            new += await self._liquidations.save_sums(_SOURCE, provider, one.coin, step_ms, venues, at, *usd)
        return new

    async def _load_funding(self, part: Part, rows: Rows, numbers: IntArray, one: Contract) -> int:
        at, rates = rows.funding(part, numbers)
        intervals, new = funding_intervals(at), 0
        for interval_ms in np.unique(intervals):
            chosen = intervals == interval_ms
            interval = timedelta(milliseconds=int(interval_ms))
            values = (one.venue, one.symbol, one.coin, at[chosen], rates[chosen], interval)
            new += await self._market.save_funding(_SOURCE, *values)
        return new

    async def _make_room(self, first_ms: int, last_ms: int) -> None:
        """Partitions for the months of a part, once each."""
        first, last = at_ms(first_ms), at_ms(last_ms)
        months = (first.year * 12 + first.month, last.year * 12 + last.month)
        if months not in self._partitioned:
            await self._upkeep.make_partitions_for(first, last)
            self._partitioned.add(months)

    async def _coarsen_all(self, spans: dict[Contract, list[int]], step_ms: int, progress: Progress) -> int:
        """Bars of the windows' coarser steps, read back by the month so that all files of a contract count."""
        steps, made = coarser_steps(step_ms), 0
        task = progress.add_task("coarser bars", total=len(spans))
        for contract, times in spans.items():
            first, last = min(times) // _DAY_MS * _DAY_MS, max(times) // _DAY_MS * _DAY_MS + _DAY_MS
            for start in range(first, last if steps else first, _DAYS_AT_ONCE * _DAY_MS):
                end = min(start + _DAYS_AT_ONCE * _DAY_MS, last)
                made += await self._coarsen(contract, step_ms, steps, start, end)
            progress.advance(task)
        return made

    async def _coarsen(self, one: Contract, step_ms: int, steps: Sequence[int], from_ms: int, to_ms: int) -> int:
        fine = await self._market.bars_between(_SOURCE, one.venue, one.symbol, step_ms, from_ms, to_ms)
        series = [Series(one.venue, one.symbol, one.coin, coarsen(fine, step)) for step in steps]
        return await self._market.save_series(_SOURCE, series, f"{AGENT}-coarsen", replace_old=False)


def _finished(report: FileReport, table: Table, rows: Rows, spans: dict[Contract, list[int]]) -> FileReport:
    times = [time for span in spans.values() for time in span]
    report.contracts = len(spans)
    report.left_out = dict(rows.left_out)
    if times:
        report.first_at, report.last_at = at_ms(min(times)), at_ms(max(times))
    return report


async def import_files(
    stores: Stores, files: Sequence[Path], coins: Sequence[str] = (), console: Console | None = None
) -> list[FileReport]:
    """Load the files one after another, showing a progress bar on stderr and one line a file on the console.

    The database must be migrated. `coins`: only these. Raises `BadTable` at the first file that is not understood;
    what was loaded before stays.
    """
    console = console or Console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    reports = []
    async with open_pool(stores.database_url, name="helix import", size=2, statement_timeout_s=_LIMIT_S) as pool:
        importer = Importer(Database(pool, _LIMIT_S), coins)
        for path in files:
            with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
                reports.append(await importer.load(path, progress))
            console.print(str(reports[-1]), highlight=False, soft_wrap=True)
    return reports
