"""The audit log. Whoever changes something writes its line inside the same transaction: `write_line`."""

from collections.abc import Sequence

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from db.database import Database
from db.statements import statements
from engine.club.audit import AuditLine
from engine.market.values import MarketSource

_SQL = statements("audit")
_AGENT = "chat"


class AuditRepository:
    """Implements `Audit`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def write(self, line: AuditLine) -> None:
        async with self._database.transaction() as connection:
            await write_line(connection, line)

    async def page(self, source: MarketSource, limit: int, offset: int) -> tuple[Sequence[AuditLine], int]:
        rows = await self._database.rows(_SQL["page"], source.value, limit, offset)
        if not rows and offset > 0:
            return [], (await self.page(source, 1, 0))[1]
        return [_line(row) for row in rows], int(rows[0]["total"]) if rows else 0


async def write_line(connection: "PoolConnectionProxy[asyncpg.Record]", line: AuditLine) -> None:
    said = (line.user_name, line.action, line.subject, line.was, line.becomes, line.source.value)
    await connection.execute(_SQL["write"], line.at, line.user_id, *said, _AGENT)


def _line(row: asyncpg.Record) -> AuditLine:
    return AuditLine(
        row["at"],
        row["user_id"],
        row["user_name"],
        row["action"],
        row["subject"],
        row["from_value"],
        row["to_value"],
        MarketSource(row["source"]),
    )
