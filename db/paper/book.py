"""Commands of members: durable before they are acknowledged, each intent once."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime

import asyncpg

from db.database import Database
from db.paper.commands import command_text
from db.paper.statements import statements
from db.paper.waiting import command_row
from db.paper.wakes import CommandWakes
from engine.exchange.orders import Command
from engine.exchange.venues.paper.ports import CommandRow, CommandState

_SQL = statements("commands.sql")
_LOOK_AGAIN_S = 0.05


class PaperCommandBook:
    """Implements `CommandBook`. Raises `StorageAway`, and `LookupError` for an account there is none of."""

    def __init__(self, database: Database, wakes: CommandWakes | None = None) -> None:
        self._db = database
        self._wakes = wakes

    async def send(self, account_id: int, make: Callable[[int], Command], sent_at: datetime, intent: str) -> CommandRow:
        source = await self._source(account_id)
        async with self._db.transaction() as connection:
            await connection.execute(_SQL["let_ids_out"], source)
            row = await connection.fetchrow(_SQL["command_by_intent"], account_id, intent)
            if row is None:
                command_id = await connection.fetchval(_SQL["next_command_id"])
                body = command_text(make(command_id))
                row = await connection.fetchrow(
                    _SQL["add_command"], command_id, account_id, source, intent, body, sent_at
                ) or await connection.fetchrow(_SQL["command_by_intent"], account_id, intent)
        if self._wakes is not None:
            await self._wakes.tell_sent()
        return command_row(_known(row, account_id))

    async def find(self, command_id: int) -> CommandRow | None:
        row = await self._db.row(_SQL["find_command"], command_id)
        return None if row is None else command_row(row)

    async def outcome(self, command_id: int, within_s: float) -> CommandRow | None:
        """Raises `LookupError` where there is no such command."""
        loop = asyncio.get_running_loop()
        until = loop.time() + within_s
        with self._told(command_id) as told:
            while await self._waits(command_id):
                left_s = until - loop.time()
                if left_s <= 0:
                    return None
                await _told_within(told, min(left_s, _LOOK_AGAIN_S))
        return await self.find(command_id)

    def _told(self, command_id: int) -> AbstractContextManager[asyncio.Event]:
        return nullcontext(asyncio.Event()) if self._wakes is None else self._wakes.done(command_id)

    async def _waits(self, command_id: int) -> bool:
        row = await self._db.row(_SQL["command_state"], command_id)
        if row is None:
            raise LookupError(f"there is no command {command_id}")
        return CommandState(row["state"]) is CommandState.WAITING

    async def _source(self, account_id: int) -> str:
        return str(_known(await self._db.row(_SQL["source_of"], account_id), account_id)["source"])


def _known(row: asyncpg.Record | None, account_id: int) -> asyncpg.Record:
    if row is None:
        raise LookupError(f"there is no paper account {account_id}")
    return row


async def _told_within(event: asyncio.Event, within_s: float) -> None:
    try:
        async with asyncio.timeout(within_s):
            await event.wait()
    except TimeoutError:
        return
    event.clear()  # told and yet waiting: of a batch that was not written. Looked at again at the usual pace
