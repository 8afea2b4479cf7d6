"""Measured records in the real database: kept by measurement, read as of an instant, of one model and source."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from db.accuracy import AccuracyRepository
from db.database import Database
from db.upkeep import Upkeep
from engine.liquidations.records.values import Counts, MeasuredRecord
from engine.market.values import Coin, MarketSource, Venue
from engine.market.windows import Window

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
LIVE = MarketSource.LIVE
ONE = MeasuredRecord(
    LIVE, Venue.BYBIT, Coin("BTC"), Window.H12, timedelta(hours=12), Counts(189, 80, 84, 40), "model-1", NOW
)


@pytest.fixture
def records(database: Database) -> AccuracyRepository:
    return AccuracyRepository(database)


async def test_what_was_saved_is_read_back_whole_and_twice_is_once(records: AccuracyRepository) -> None:
    await records.save(ONE)
    await records.save(ONE)
    assert await records.load(LIVE, "model-1", NOW) == [ONE]


async def test_the_newest_by_then_counts_and_nothing_measured_later(records: AccuracyRepository) -> None:
    later = replace(ONE, measured_at=NOW + timedelta(days=1), counts=Counts(191, 81, 85, 40))
    for one in (later, ONE, replace(ONE, window=Window.D7, horizon=timedelta(days=1))):
        await records.save(one)
    assert {r.counts.cases for r in await records.load(LIVE, "model-1", NOW + timedelta(hours=23))} == {189}
    newest = {r.window: r for r in await records.load(LIVE, "model-1", NOW + timedelta(days=2))}
    assert newest[Window.H12] == later
    assert newest[Window.D7].horizon == timedelta(days=1)
    assert await records.load(LIVE, "model-1", NOW - timedelta(seconds=1)) == []


async def test_another_model_and_another_source_are_other_records(records: AccuracyRepository) -> None:
    await records.save(ONE)
    assert await records.load(LIVE, "model-2", NOW) == []
    assert await records.load(MarketSource.SIMULATED, "model-1", NOW) == []


async def test_each_row_says_who_measured_it_and_impossible_counts_are_refused(
    records: AccuracyRepository, database: Database
) -> None:
    await records.save(ONE)
    row = await database.row("SELECT agent, vertical FROM accuracy_records")
    assert row is not None
    assert tuple(row) == ("record-keeper", "perps")
    with pytest.raises(asyncpg.CheckViolationError):
        await records.save(replace(ONE, window=Window.H24, counts=Counts(10, 11, 0, 0)))


async def test_old_records_are_forgotten_but_for_recorded_ones(records: AccuracyRepository, database: Database) -> None:
    for source in (LIVE, MarketSource.RECORDED):
        await records.save(replace(ONE, source=source))
    await Upkeep(database).forget(NOW + timedelta(days=401))
    assert await records.load(LIVE, "model-1", NOW) == []
    assert len(await records.load(MarketSource.RECORDED, "model-1", NOW)) == 1
