"""Which funding instants were paid: what a restart needs so that none is paid twice or left out."""

from db.database import Database
from db.paper.statements import statements
from engine.market.values import MarketSource, Symbol

_SQL = statements("settled.sql")


class SettledFunding:
    """Raises `StorageAway`."""

    def __init__(self, database: Database, source: MarketSource) -> None:
        self._db = database
        self._source = source

    async def __call__(self) -> dict[Symbol, int]:
        """The last instant of each contract that is held, in ms; without those that never had one."""
        rows = await self._db.rows(_SQL["last_settled"], self._source.value)
        return {Symbol(row["symbol"]): int(row["at"].timestamp() * 1000) for row in rows if row["at"] is not None}
