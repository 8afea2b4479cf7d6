"""Commands as rows, and those nobody has carried out."""

import json
from collections.abc import Sequence

import asyncpg

from db.database import Database
from db.paper.commands import command_from
from db.paper.statements import statements
from engine.exchange.orders import Reason
from engine.exchange.venues.paper.ports import CommandRow, CommandState
from engine.market.values import MarketSource

_SQL = statements("commands.sql")


async def waiting_commands(database: Database, source: MarketSource, after_id: int, limit: int) -> Sequence[CommandRow]:
    """In the order of their ids, without a hole: who is about to send is waited for, so that a lower id cannot turn up
    after a higher one was read."""
    async with database.transaction() as connection:
        await connection.execute(_SQL["hold_ids"], source.value)
        rows = await connection.fetch(_SQL["waiting_commands"], source.value, after_id, limit)
    return [command_row(row) for row in rows]


def command_row(row: asyncpg.Record) -> CommandRow:
    return CommandRow(
        command_id=row["command_id"],
        account_id=row["account_id"],
        command=command_from(row["body"]),
        sent_at=row["sent_at"],
        state=CommandState(row["state"]),
        refusal=None if row["refusal"] is None else Reason(row["refusal"]),
        numbers=numbers_from(row["numbers"]),
    )


def numbers_from(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in json.loads(text))
