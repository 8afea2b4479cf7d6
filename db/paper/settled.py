"""Which funding instants were paid: what a restart needs so that none is paid twice or left out."""

from db.database import Database
from db.paper.statements import statements
from db.times import ms_at
from engine.market.values import MarketSource, Symbol

_SQL = statements("settled.sql")


class SettledFunding:
    """Raises `StorageAway`."""

    def __init__(self, database: Database, source: MarketSource) -> None:
        self._db = database
        self._source = source

    async def __call__(self) -> dict[Symbol, int]:
        """Up to when all is settled of each contract that is held, in ms: its last instant that was paid, or just
        before its oldest position was opened."""
        rows = await self._db.rows(_SQL["last_settled"], self._source.value)
        return {Symbol(row["symbol"]): ms_at(row["at"]) for row in rows}
