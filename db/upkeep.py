"""What the database needs by the clock: partitions ahead, and forgetting what is too old."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from db.database import Database
from db.statements import statements

_SQL = statements("market")
_BACK, _AHEAD = timedelta(days=31), timedelta(days=62)


class Upkeep:
    """Safe from any number of processes at once. Raises `StorageAway`. Give it a database with a long time limit."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def make_partitions(self, now: datetime) -> int:
        """Months around now; nothing to do on TimescaleDB. At the start and daily. Returns how many were made."""
        row = await self._database.row(_SQL["make_partitions"], now - _BACK, now + _AHEAD)
        return 0 if row is None else int(row["made"])

    async def make_partitions_of(self, tables: Sequence[str], first: datetime, last: datetime) -> int:
        """Months of some tables, for an import."""
        row = await self._database.row(_SQL["make_partitions_of"], list(tables), first, last)
        return 0 if row is None else int(row["made"])

    async def forget(self, now: datetime) -> int:
        """Deletes live and simulated rows beyond their retention, day by day; recorded ones stay. Returns how many.

        Months that are empty then go as a whole.
        """
        total = 0
        while deleted := await self._number(_SQL["forget_oldest_day"], now):
            total += deleted
        await self._number(_SQL["drop_empty_partitions"], now - _BACK)
        return total

    async def _number(self, sql: str, at: datetime) -> int:
        row = await self._database.row(sql, at)
        return 0 if row is None else int(row[0])
