"""Opening accounts and resetting them: the row and the exchange's command in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from db.database import Database
from db.paper.commands import command_text
from db.paper.rows import account_row
from db.paper.statements import statements
from db.paper.wakes import CommandWakes
from engine.errors import StorageAway
from engine.exchange.money import units
from engine.exchange.orders import CloseAccount, OpenAccount
from engine.exchange.venues.paper.values import PaperAccount
from engine.market.values import MarketSource

_SQL = statements("accounts.sql")
_LET_IDS_OUT = statements("commands.sql")["let_ids_out"]
_OPENS, _CLOSES = "open", "close"
_AT_ONCE = 5_000
Connection: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"


class PaperAccountOpener:
    """Implements `AccountOpener`. Raises `StorageAway`.

    The account can be shown and traded on at once: commands come to the exchange in order, and the one that opens it
    is the first. Until it was carried out, the account's cash is said to be what it will start with.
    """

    def __init__(self, database: Database, wakes: CommandWakes | None = None) -> None:
        self._db = database
        self._wakes = wakes

    async def open(self, user_id: int, source: MarketSource, start_usdt: Decimal, at: datetime) -> PaperAccount:
        row = await self._db.row(_SQL["open_account"], user_id, source.value)
        if row is not None:
            return account_row(row)
        async with self._db.transaction() as connection:
            await self._lock(connection, user_id, source)
            row = await connection.fetchrow(_SQL["open_account"], user_id, source.value)
            if row is not None:
                return account_row(row)
            account = await _add(connection, user_id, source, start_usdt, at, f"open {at.isoformat()}")
        await self._wake()
        return account

    async def open_many(self, user_ids: Sequence[int], source: MarketSource, start_usdt: Decimal, at: datetime) -> int:
        """First accounts for those who never had one. Returns how many were made."""
        template, opened = command_text(OpenAccount(0, units(start_usdt))), 0
        for first in range(0, len(user_ids), _AT_ONCE):  # whoever reads what waits is held up by each part
            members = list(user_ids[first : first + _AT_ONCE])
            async with self._db.transaction() as connection:
                await connection.execute(_LET_IDS_OUT, source.value)
                made = await connection.fetchval(_SQL["open_accounts"], source.value, members, at, start_usdt, template)
            opened += made
        await self._wake()
        return opened

    async def reset(
        self, user_id: int, source: MarketSource, start_usdt: Decimal, at: datetime, intent: str
    ) -> PaperAccount:
        """Also for a member who has no account: then it is their first."""
        async with self._db.transaction() as connection:
            await self._lock(connection, user_id, source)
            row = await connection.fetchrow(_SQL["account_by_intent"], user_id, source.value, _reset(intent))
            if row is not None:
                return account_row(row)
            closed = await connection.fetchval(_SQL["close_account"], user_id, source.value, at)
            if closed is not None:
                await _command(connection, source, _CLOSES, CloseAccount(closed), at)
            account = await _add(connection, user_id, source, start_usdt, at, _reset(intent))
        await self._wake()
        return account

    async def _lock(self, connection: Connection, user_id: int, source: MarketSource) -> None:
        await connection.execute(_SQL["lock_member"], source.value, user_id)
        await connection.execute(_LET_IDS_OUT, source.value)

    async def _wake(self) -> None:
        if self._wakes is not None:
            await self._wakes.tell_sent()


def _reset(intent: str) -> str:
    """Apart from the intents of first accounts, whatever the caller calls its own."""
    return f"reset {intent}"


async def _add(
    connection: Connection, user_id: int, source: MarketSource, start_usdt: Decimal, at: datetime, intent: str
) -> PaperAccount:
    row = await connection.fetchrow(_SQL["add_account"], user_id, source.value, at, start_usdt, intent)
    if row is None:  # `open_many` takes no locks of members
        raise StorageAway("the member's first account was opened meanwhile: ask again")
    account = account_row(row)
    await _command(connection, source, _OPENS, OpenAccount(account.account_id, units(start_usdt)), at)
    return account


async def _command(
    connection: Connection, source: MarketSource, intent: str, command: OpenAccount | CloseAccount, at: datetime
) -> None:
    body = command_text(command)
    await connection.execute(_SQL["add_own_command"], command.account_id, source.value, intent, body, at)
