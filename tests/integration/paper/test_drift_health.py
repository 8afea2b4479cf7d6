"""The line of /health on paper and the market."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from bot.ports import HealthLine
from cli.compose.drift import DriftHealth
from db.database import Database
from db.paper.drift import DriftRepository
from tests.integration.paper.conftest import unguarded
from tests.integration.paper.made import NOON, SIMULATED
from tests.integration.paper.test_drift import fill, taken


@dataclass
class StillClock:
    at: datetime = NOON

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def health(database: Database, paper_url: str) -> DriftHealth:
    unguarded(paper_url, "DELETE FROM paper_drift")
    return DriftHealth(database, SIMULATED, StillClock())


async def test_without_fills_there_is_no_line(health: DriftHealth) -> None:
    assert await health() is None


@pytest.mark.parametrize(
    ("price", "line"),
    [
        ("100", HealthLine("paper vs market", True, "median +0.0 bps, 2 fills today")),
        ("100.0001", HealthLine("paper vs market", True, "median +0.0 bps, 2 fills today")),
        ("99", HealthLine("paper vs market", False, "median +100.0 bps, 2 fills today")),
        ("101", HealthLine("paper vs market", True, "median -100.0 bps, 2 fills today")),
    ],
)
async def test_a_paper_that_is_kinder_than_the_market_is_not_well(
    health: DriftHealth, database: Database, price: str, line: HealthLine
) -> None:
    await DriftRepository(database, SIMULATED).add_drift([taken(fill(n, price)) for n in (1, 2)])
    assert await health() == line
