"""What is written of paper accounts, for people."""

from collections.abc import Sequence
from datetime import datetime

from db.database import Database
from db.paper.rows import account_row, equity_row, fill_row, ledger_row, order_row, position_row, trade_row
from db.paper.statements import statements
from engine.exchange.venues.paper.values import (
    ClosedTrade,
    EquityPoint,
    LedgerRow,
    PaperAccount,
    PaperFill,
    PaperOrder,
    PaperPosition,
)
from engine.market.values import MarketSource

_SQL = statements("reader.sql")
_ACCOUNTS = statements("accounts.sql")


class PaperBooks:
    """Implements `PaperReader`. Raises `StorageAway`.

    The cash of an account whose opening command waits is what it will start with.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    async def account_of(self, user_id: int, source: MarketSource) -> PaperAccount | None:
        row = await self._db.row(_ACCOUNTS["open_account"], user_id, source.value)
        return None if row is None else account_row(row)

    async def account(self, account_id: int) -> PaperAccount | None:
        row = await self._db.row(_ACCOUNTS["account"], account_id)
        return None if row is None else account_row(row)

    async def positions(self, account_id: int) -> Sequence[PaperPosition]:
        """Oldest first."""
        return [position_row(row) for row in await self._db.rows(_SQL["positions"], account_id)]

    async def orders(self, account_id: int) -> Sequence[PaperOrder]:
        return [order_row(row) for row in await self._db.rows(_SQL["orders"], account_id)]

    async def order(self, order_id: int) -> PaperOrder | None:
        row = await self._db.row(_SQL["order"], order_id)
        return None if row is None else order_row(row)

    async def fills_of_order(self, order_id: int) -> Sequence[PaperFill]:
        """Newest first."""
        return [fill_row(row) for row in await self._db.rows(_SQL["fills_of_order"], order_id)]

    async def fills(
        self, account_id: int, *, before_id: int | None = None, limit: int = 100, since: datetime | None = None
    ) -> Sequence[PaperFill]:
        return [fill_row(row) for row in await self._db.rows(_SQL["fills"], account_id, before_id, limit, since)]

    async def trades(
        self, account_id: int, *, before: datetime | None = None, limit: int = 20
    ) -> Sequence[ClosedTrade]:
        """Some more than `limit` where several closed at the same instant: the next page begins before it."""
        return [trade_row(row) for row in await self._db.rows(_SQL["trades"], account_id, before, limit)]

    async def ledger(self, account_id: int, *, before_id: int | None = None, limit: int = 200) -> Sequence[LedgerRow]:
        return [ledger_row(row) for row in await self._db.rows(_SQL["transfers"], account_id, before_id, limit)]

    async def equity(self, account_id: int, since: datetime | None = None) -> Sequence[EquityPoint]:
        return [equity_row(row) for row in await self._db.rows(_SQL["equity"], account_id, since)]
