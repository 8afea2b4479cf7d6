"""Orders that people are putting together, on Postgres."""

import asyncpg

from db.database import Database
from db.people.statements import statements
from engine.club.drafts import Draft, DraftState, Shown, SizeBy
from engine.market.values import Coin, MarketSource, Side, Symbol
from engine.market.windows import Window

_SQL = statements("paper_tickets.sql")


class DraftRepository:
    """Implements `Drafts`. Raises `StorageAway`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def open(self, draft: Draft, asked_in: int | None) -> Draft:
        row = await self._db.row(
            _SQL["open_ticket"],
            draft.user_id,
            draft.source,
            draft.coin,
            draft.symbol,
            draft.side,
            draft.size_by,
            draft.size,
            draft.leverage,
            draft.window,
            draft.limit_usd,
            draft.stop_usd,
            draft.target_usd,
            asked_in,
        )
        assert row is not None, "inserted, or there before"
        return _ticket(row)

    async def find(self, ticket_id: int, user_id: int) -> Draft | None:
        row = await self._db.row(_SQL["find_ticket"], ticket_id, user_id)
        return _ticket(row) if row else None

    async def change(self, draft: Draft) -> Draft | None:
        shown = draft.shown
        row = await self._db.row(
            _SQL["change_ticket"],
            draft.ticket_id,
            draft.user_id,
            draft.side,
            draft.size_by,
            draft.size,
            draft.leverage,
            draft.limit_usd,
            draft.stop_usd,
            draft.target_usd,
            *((shown.entry_usd, shown.quantity, shown.win_usdt, shown.lose_usdt, shown.at) if shown else (None,) * 5),
        )
        return _ticket(row) if row else None

    async def end(self, ticket_id: int, user_id: int, state: DraftState, account_id: int | None = None) -> bool:
        return await self._db.row(_SQL["end_ticket"], ticket_id, user_id, state, account_id) is not None


def _ticket(row: asyncpg.Record) -> Draft:
    return Draft(
        ticket_id=row["ticket_id"],
        user_id=row["user_id"],
        source=MarketSource(row["source"]),
        coin=Coin(row["coin"]),
        symbol=Symbol(row["symbol"]),
        side=Side(row["side"]),
        size_by=SizeBy(row["size_by"]),
        size=row["size"],
        leverage=row["leverage"],
        window=Window(row["time_window"]),
        limit_usd=row["limit_usd"],
        stop_usd=row["stop_usd"],
        target_usd=row["target_usd"],
        shown=_shown(row),
        state=DraftState(row["state"]),
        account_id=row["account_id"],
    )


def _shown(row: asyncpg.Record) -> Shown | None:
    if row["shown_at"] is None:
        return None
    return Shown(row["shown_usd"], row["quantity"], row["win_usdt"], row["lose_usdt"], row["shown_at"])
