"""Points of equity curves: at most one a minute and account, fewer as they grow old."""

from collections.abc import Sequence
from datetime import datetime

from db.database import Database
from db.paper.statements import statements
from engine.exchange.venues.paper.values import EquityPoint

_SQL = statements("equity.sql")
_AT_ONCE = 20_000


class EquityPoints:
    """Raises `StorageAway`. Thinning wants a database with a long time limit."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def add_equity(self, points: Sequence[tuple[int, EquityPoint]]) -> None:
        """Of accounts by id. The later of two of the same minute stays; twice the same is once."""
        for start in range(0, len(points), _AT_ONCE):
            rows = [
                (account_id, one.at, one.equity_usdt, one.cash_usdt)
                for account_id, one in points[start : start + _AT_ONCE]
            ]
            await self._db.run(_SQL["add_points"], *(list(column) for column in zip(*rows, strict=True)))

    async def thin(self, now: datetime) -> None:
        """By the hour after 7 days, by the day after 90: the last point of each. A day of points at a time."""
        while (row := await self._db.row(_SQL["thin_points"], now)) is not None and row["is_more"]:
            pass
