"""Signals for people: pages, one of them, and how they ended; all as of an instant."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import asyncpg

from db.database import Database
from db.signal_rows import told_signal
from db.statements import statements
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window
from engine.signals.ports import Tab, TabCounts, Tallies
from engine.signals.record import Tally
from engine.signals.values import Signal, SignalKind

_SQL = statements("signals")
_PAGES = {Tab.LIVE: "told_live", Tab.CLOSED: "told_closed", Tab.WAITING: "told_waiting"}


class SignalReadRepository:
    """Implements `SignalReads`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self, source: MarketSource, tab: Tab, known_by: datetime, limit: int, offset: int
    ) -> tuple[Sequence[Signal], int]:
        rows = await self._database.rows(_SQL[_PAGES[tab]], source.value, known_by, limit, offset)
        if not rows and offset > 0:
            return [], (await self.page(source, tab, known_by, 1, 0))[1]
        return [told_signal(row) for row in rows], int(rows[0]["total"]) if rows else 0

    async def find(self, source: MarketSource, signal_id: int, known_by: datetime) -> Signal | None:
        row = await self._database.row(_SQL["told_one"], source.value, signal_id, known_by)
        return None if row is None else told_signal(row)

    async def counts(self, source: MarketSource, known_by: datetime) -> TabCounts:
        row = await self._database.row(_SQL["waiting"], source.value)
        ended = await self._database.rows(_SQL["ended_lately"], source.value, known_by)
        return TabCounts(0 if row is None else row["cases"], _tally(ended))

    async def tally(
        self, source: MarketSource, kind: SignalKind, coin: Coin, window: Window, known_by: datetime
    ) -> Tallies:
        rows = await self._database.rows(_SQL["tally"], source.value, known_by, coin, window.value, kind.value)
        return Tallies(_tally(row for row in rows if row["is_own"]), _tally(rows))


def _tally(rows: Iterable[asyncpg.Record]) -> Tally:
    total = Tally()
    for row in rows:
        cases = row["cases"]
        total += Tally(void=cases) if row["is_void"] else Tally(**{row["state"]: cases})
    return total
