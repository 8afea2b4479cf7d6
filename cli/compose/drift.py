"""Paper beside the market: the report in the morning, and its line of /health."""

from dataclasses import dataclass
from pathlib import Path

from bot.ports import HealthLine
from bot.run import RunningBot
from cli.compose.leased import by_one
from cli.compose.paper import PaperHouse
from cli.compose.rounds import Chats
from db.leases import Leases
from db.paper.drift import DriftRepository
from db.pool import Database
from engine.errors import StorageAway
from engine.exchange.drift_day import Leaning, leaning
from engine.market.ports import Clock
from engine.market.values import MarketSource
from jobs.paper_drift import DriftReporter

_NAME = "paper drift"


async def report_drift(house: PaperHouse, running: RunningBot, home: Path, leases: Leases) -> None:
    """Endless; one process of all reports. Files go to `home`/reports."""
    rows = DriftRepository(house.database.patient(), house.source)
    admins = Chats(running.deps.access.everyone_in_charge)
    reporter = DriftReporter(house.source, rows, running.office.book, admins, house.clock, home / "reports")
    await by_one(leases, _NAME, reporter.run)


@dataclass(frozen=True, slots=True)
class DriftHealth:
    """Of today in UTC; None where nothing was compared yet."""

    database: Database
    source: MarketSource
    clock: Clock

    async def __call__(self) -> HealthLine | None:
        try:
            whole = await DriftRepository(self.database, self.source).whole_of(self.clock.now().date())
        except StorageAway:
            return None  # the line of the database tells
        if whole is None or whole.median_bps is None:
            return None
        words = f"median {round(whole.median_bps, 1) + 0.0:+.1f} bps, {whole.compared:,} fills today"
        return HealthLine("paper vs market", leaning(whole) is not Leaning.KINDER, words)
