"""The grid that ticks and lots in rows count in. It stands as long as rows count in it; that of live prices stands for
good: a venue refines its steps while an exchange and chats elsewhere count in the old ones."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import asyncpg

from db.database import Database
from db.paper.statements import statements
from engine.exchange.contract import Contract
from engine.market.values import MarketSource

_SQL = statements("grids.sql")
_ROWS_COUNT_IN_IT = "HX004"  # raised by the table's trigger


class PaperGrids:
    """Raises `StorageAway`. The exchange keeps a contract's grid before it trades it."""

    def __init__(self, database: Database, source: MarketSource) -> None:
        self._db = database
        self._source = source

    async def keep(self, contracts: Sequence[Contract]) -> Sequence[Contract]:
        """The same contracts, each with the tick and lot size that hold: those kept, where rows may count in them."""
        columns = zip(*((one.symbol, one.coin, one.tick_size, one.lot_size) for one in contracts), strict=True)
        if not contracts:
            return ()
        await self._db.run(_SQL["keep_grids"], self._source.value, *(list(column) for column in columns))
        rows = await self._db.rows(_SQL["grids"], self._source.value, [one.symbol for one in contracts])
        kept = {row["symbol"]: (row["tick_size"], row["lot_size"]) for row in rows}
        return [await self._held(one, *kept[one.symbol]) for one in contracts]

    async def _held(self, one: Contract, tick_size: Decimal, lot_size: Decimal) -> Contract:
        is_same = (one.tick_size, one.lot_size) == (tick_size, lot_size)
        if is_same or (self._source is not MarketSource.LIVE and await self._changes(one)):
            return one
        return replace(one, tick_size=tick_size, lot_size=lot_size)

    async def _changes(self, one: Contract) -> bool:
        """False where rows count in the grid that is kept."""
        try:
            await self._db.run(_SQL["change_grid"], self._source.value, one.symbol, one.tick_size, one.lot_size)
        except asyncpg.PostgresError as refused:
            if refused.sqlstate != _ROWS_COUNT_IN_IT:
                raise
            return False
        return True
