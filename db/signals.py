"""The lives of signals: opened, confirmed and ended in one transaction each; and what of it may be read as of when."""

import json
from collections.abc import Sequence
from datetime import datetime

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from db.audit import write_line
from db.database import Database
from db.signal_rows import body_of, signal_of
from db.statements import statements
from engine.club.audit import AuditLine
from engine.liquidations.records.values import horizon_of
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window
from engine.signals.judging import Verdict
from engine.signals.ports import Unannounced
from engine.signals.values import Confirms, Ending, Ends, Opening, Signal, SignalState

_SQL = statements("signals")
AGENT = "signals"


class SignalRepository:
    """Implements `SignalBook`, `SaidSignals` and `Announcements`. Raises `StorageAway`."""

    def __init__(self, database: Database, agent: str = AGENT) -> None:
        self._database = database
        self._agent = agent

    async def living(self, source: MarketSource) -> Sequence[Signal]:
        return [signal_of(row) for row in await self._database.rows(_SQL["living"], source.value)]

    async def open(self, opening: Opening) -> Signal | None:
        async with self._database.transaction() as connection:
            return await self._open(connection, opening)

    async def living_of(self, source: MarketSource, coin: Coin, window: Window) -> Signal | None:
        row = await self._database.row(_SQL["living_of"], source.value, coin, window.value)
        return None if row is None else signal_of(row)

    async def open_said(self, opening: Opening, old: Signal | None, line: AuditLine) -> Signal | None:
        async with self._database.transaction() as connection:
            ends = Ends(SignalState.EXPIRED, Ending.REPLACED, opening.at, opening.grounds.price_usd)
            if old is not None and not (old.state is SignalState.NEW and await self._end(connection, old, ends)):
                return None
            said = await self._open(connection, opening)
            if said is not None:
                await write_line(connection, line)
            return said

    async def confirm(self, signal: Signal, step: Confirms) -> Signal | None:
        expires_at = step.at + horizon_of(signal.window)
        async with self._database.transaction() as connection:
            return await self._confirm(connection, signal.signal_id, step, expires_at, step.at)

    async def end(self, signal: Signal, ends: Ends) -> bool:
        async with self._database.transaction() as connection:
            return await self._end(connection, signal, ends)

    async def judged(self, verdicts: Sequence[tuple[Signal, Verdict]]) -> None:
        columns = [(signal.signal_id, verdict.judged_at, verdict.entered_at) for signal, verdict in verdicts]
        await self._database.run(_SQL["judged"], *map(list, zip(*columns, strict=True)))

    async def unannounced(self, limit: int) -> Sequence[Unannounced]:
        return [_announcement(row) for row in await self._database.rows(_SQL["unannounced"], limit)]

    async def announced(self, numbers: Sequence[int]) -> None:
        await self._database.run(_SQL["announced"], list(numbers))

    async def _open(self, connection: "PoolConnectionProxy[asyncpg.Record]", one: Opening) -> Signal | None:
        key = (one.source.value, one.coin, one.window.value, one.kind.value, one.side.value)
        said = (one.at, one.expires_at, one.grounds.price_usd, body_of(one.grounds), one.judged_at, one.entered_at)
        row = await connection.fetchrow(_SQL["open_signal"], *key, *said, self._agent)
        if row is None or not one.is_confirmed:
            return None if row is None else signal_of(row)
        step = Confirms(one.grounds, one.at, one.judged_at)
        return await self._confirm(connection, row["signal_id"], step, one.expires_at, one.entered_at)

    async def _confirm(
        self,
        connection: "PoolConnectionProxy[asyncpg.Record]",
        signal_id: int,
        step: Confirms,
        expires_at: datetime,
        entered_at: datetime | None,
    ) -> Signal | None:
        said = (step.at, expires_at, step.grounds.price_usd, body_of(step.grounds), step.judged_at, entered_at)
        row = await connection.fetchrow(_SQL["confirm_signal"], signal_id, *said, self._agent)
        return None if row is None else signal_of(row)

    async def _end(self, connection: "PoolConnectionProxy[asyncpg.Record]", signal: Signal, ends: Ends) -> bool:
        said = (ends.state.value, ends.at, ends.price_usd, ends.reason.value, self._agent)
        return await connection.fetchrow(_SQL["end_signal"], signal.signal_id, signal.state.value, *said) is not None


def _announcement(row: asyncpg.Record) -> Unannounced:
    """What consumers of the stream `signals` get: the row's own names, times in ISO."""
    body: dict[str, object] = {
        "id": row["signal_id"],
        "state": row["state"],
        "was": row["was"],
        "source": row["source"],
        "coin": row["coin"],
        "window": row["window_name"],
        "kind": row["kind"],
        "side": row["side"],
        "at": row["at"].isoformat(),
        "expires_at": row["expires_at"].isoformat(),
        "price_usd": row["price_usd"],
        "reason": row["reason"],
        "grounds": json.loads(row["body"]),
    }
    # with the time, since another database counts from one again
    mark = f"{row['signal_id']}:{row['state']}:{row['written_at'].timestamp():.6f}"
    return Unannounced(row["number"], row["signal_id"], row["state"], mark, body)
