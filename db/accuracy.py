"""Measured records of levels: written once a measurement, read as of an instant."""

from datetime import datetime

import asyncpg

from db.database import Database
from db.statements import statements
from engine.liquidations.records.values import Counts, MeasuredRecord
from engine.market.values import Coin, MarketSource, Venue
from engine.market.windows import Window

_SQL = statements("accuracy")


class AccuracyRepository:
    """Implements `RecordStore`. Raises `StorageAway`."""

    def __init__(self, database: Database, agent: str = "record-keeper") -> None:
        self._database = database
        self._agent = agent

    async def save(self, measured: MeasuredRecord) -> None:
        """The same measurement twice is one row."""
        one, counts = measured, measured.counts
        key = (one.venue.value, one.coin, one.window.value, one.measured_at, one.model_version, one.horizon)
        figures = (counts.cases, counts.reached, counts.reached_other_side, counts.reached_both)
        await self._database.run(_SQL["save_record"], one.source.value, self._agent, *key, *figures)

    async def load(self, source: MarketSource, model_version: str, until: datetime) -> list[MeasuredRecord]:
        """The newest of each coin and window that was measured by then, of this model."""
        rows = await self._database.rows(_SQL["newest_records"], source.value, model_version, until)
        return [_record(source, row) for row in rows]


def _record(source: MarketSource, row: asyncpg.Record) -> MeasuredRecord:
    return MeasuredRecord(
        source,
        Venue(row["venue"]),
        Coin(row["coin"]),
        Window(row["window_name"]),
        row["horizon"],
        Counts(row["cases"], row["reached"], row["reached_other_side"], row["reached_both"]),
        row["model_version"],
        row["measured_at"],
    )
