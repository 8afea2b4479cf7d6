"""Which funding was settled, and which only in part: what a restart needs so that none is paid twice or left out."""

from collections.abc import Iterable, Sequence
from typing import Any

from db.database import Database
from db.paper.statements import statements
from db.times import at_ms, ms_at
from engine.exchange.inputs import Funding
from engine.exchange.outputs import Output, SettlementChanged
from engine.exchange.venues.paper.ports import Unfinished
from engine.market.values import MarketSource, Symbol

_SQL = statements("settled.sql")


class SettledFunding:
    """Raises `StorageAway`."""

    def __init__(self, database: Database, source: MarketSource) -> None:
        self._db = database
        self._source = source

    async def __call__(self) -> dict[Symbol, int]:
        """Up to when all is settled of each contract that is held, in ms: the last instant that was told, or just
        before its oldest position was opened."""
        rows = await self._db.rows(_SQL["last_settled"], self._source.value)
        return {Symbol(row["symbol"]): ms_at(row["at"]) for row in rows}

    async def unfinished(self) -> Sequence[Unfinished]:
        """Those not everybody has paid, in the order they were told, with who has by the ledger."""
        found = []
        for row in await self._db.rows(_SQL["unfinished"], self._source.value):
            paid = await self._db.rows(_SQL["who_paid"], self._source.value, row["symbol"], row["at"])
            funding = Funding(Symbol(row["symbol"]), ms_at(row["at"]), row["rate_e8"], row["mark_ticks"])
            found.append(Unfinished(funding, frozenset(paid[0]["ids"])))
        return found


async def put_settlements(connection: Any, source: MarketSource, outputs: Iterable[Output]) -> None:
    """Of each the last word, in the order they were told."""
    said = {(one.symbol, one.at_ms): one for one in outputs if type(one) is SettlementChanged}.values()
    if said:
        rows = ((one.symbol, at_ms(one.at_ms), one.rate_e8, one.mark_ticks, one.is_done) for one in said)
        columns = zip(*rows, strict=True)
        await connection.execute(_SQL["put_settlements"], source.value, *(list(column) for column in columns))
