"""Archived frames become the rows they were when they came live: once, however often they are imported."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from cli.compose.servers import Stores
from cli.importing import import_files
from db.database import Database
from db.liquidations import LiquidationRepository
from engine.feeds.archive import ArchiveLimits, FrameArchive, FrameKind
from engine.feeds.bybit.parsing import parse_liquidations
from engine.market.values import MarketSource, Venue
from tests.unit.feeds.conftest import liquidation_frames  # noqa: F401  # a fixture
from tests.unit.market.conftest import StandingClock

LIVE = MarketSource.LIVE
AT = datetime(2026, 10, 9, 5, 59, 58, tzinfo=UTC)


@pytest.fixture
async def archived(tmp_path: Path, liquidation_frames: list[dict[str, Any]]) -> list[Path]:  # noqa: F811
    limits = ArchiveLimits(timedelta(days=30), 10**9)
    archive = FrameArchive(tmp_path, LIVE, StandingClock(AT), frozenset({FrameKind.LIQUIDATIONS}), limits)
    for row in liquidation_frames:
        if row["venue"] in ("bybit", "binance"):
            archive.offer(Venue(row["venue"]), row["frame"])
    await archive.flush()
    return _files(tmp_path)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.gz"))


async def test_frames_are_imported_once_as_the_live_rows_they_were(
    database: Database, migrated_url: str, archived: list[Path]
) -> None:
    stores, quiet = Stores(migrated_url, ""), Console(quiet=True)
    first = await import_files(stores, archived, (), quiet)
    second = await import_files(stores, archived, (), quiet)
    assert [report.new for report in first] == [2, 6]
    assert [report.new for report in second] == [0, 0]
    rows = await LiquidationRepository(database).between(LIVE, AT - timedelta(days=90), AT + timedelta(days=1))
    assert len(rows) == 8


async def test_an_event_that_was_stored_live_is_not_doubled_by_its_archived_frame(
    database: Database, migrated_url: str, archived: list[Path]
) -> None:
    live = parse_liquidations(
        [
            {"T": 1_791_565_600_992, "s": "BTCUSDT", "S": "Buy", "v": "0.006", "p": "82396.90"},
            {"T": 1_791_565_601_058, "s": "BTCUSDT", "S": "Buy", "v": "0.038", "p": "82394.30"},
        ]
    )
    assert await LiquidationRepository(database).save(LIVE, live) == 2
    reports = await import_files(Stores(migrated_url, ""), archived, (), Console(quiet=True))
    assert sum(report.new for report in reports) == 6
