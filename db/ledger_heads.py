"""Day heads of the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import asyncpg

from db.database import Database
from db.statements import statements
from engine.liquidations.ledger.heads import Head, MadeHead
from engine.market.values import MarketSource

_SQL = statements("ledger_heads")
_MOST_HEADS = 400


@dataclass(frozen=True, slots=True)
class HeadRepository:
    """Implements `HeadStore`. Raises `StorageAway`."""

    database: Database
    agent: str = "ledger"

    async def make_due(self, source: MarketSource, since: datetime, until: datetime, now: datetime) -> int:
        """A head for each whole day of the span on which something was written; how many days that were."""
        rows = await self.database.rows(_SQL["unheaded_days"], source.value, since, until)
        for row in rows:
            await self.database.run(_SQL["make_head"], source.value, self.agent, row["day"], now)
        return len(rows)

    async def newest(self, source: MarketSource, since: date = date(2000, 1, 1)) -> Sequence[MadeHead]:
        """Newest first."""
        rows = await self.database.rows(_SQL["heads"], source.value, since, _MOST_HEADS)
        return [_made(row) for row in rows]


def _made(row: asyncpg.Record) -> MadeHead:
    head = Head(MarketSource(row["source"]), row["day"], row["number"], row["hash"])
    return MadeHead(head, row["entries"], row["maps"], row["coins"], row["previous"])
