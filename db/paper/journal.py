"""The exchange's own side of the store: batches in, each whole or not at all; images and waiting commands out."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from db.database import Database
from db.paper.chain import GENESIS, batch_hash, done_lines
from db.paper.entries import FILL_COLUMNS, TRANSFER_COLUMNS
from db.paper.images import read_images
from db.paper.settled import put_settlements
from db.paper.statements import statements
from db.paper.states import Change
from db.paper.waiting import waiting_commands
from db.paper.wakes import CommandWakes
from db.paper.written import Entries, Orders, Positions, Written
from engine.exchange.outputs import Image
from engine.exchange.venues.paper.ports import Batch, CommandRow
from engine.market.values import MarketSource

_SQL = statements("journal.sql")
_NO_NUMBERS = "[]"
T = TypeVar("T")
Connection: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"


class JournalBroken(Exception):
    """What the exchange says cannot be true of what is written. Nothing was written: stop, and look at both."""


@dataclass(frozen=True, slots=True)
class _Tip:
    number: int
    last_fill_id: int
    last_transfer_id: int
    hash: bytes


_START = _Tip(0, 0, 0, GENESIS)


class PaperJournal:
    """Implements `Journal`. Raises `StorageAway`, and `JournalBroken` where the batch does not fit what is there.

    `wakes` tells whoever waits for a command that it is done; without, they find out by themselves a little later.
    """

    def __init__(self, database: Database, source: MarketSource, wakes: CommandWakes | None = None) -> None:
        self._db = database
        self._source = source
        self._wakes = wakes
        self._grids: set[str] = set()

    async def write(self, batch: Batch) -> None:
        try:
            async with self._db.transaction() as connection:
                await self._write(connection, batch)
        except asyncpg.UniqueViolationError as error:
            raise JournalBroken(f"batch {batch.number} says new of what was there: {error}") from error
        if self._wakes is not None:
            await self._wakes.tell_done([one.command_id for one in batch.done])

    async def last(self) -> tuple[int, int]:
        row = await self._db.row(_SQL["last_batch"], self._source.value)
        return (0, 0) if row is None else (row["number"], row["last_fill_id"])

    def images(self) -> AsyncIterator[Image]:
        return read_images(self._db, self._source)

    async def waiting(self, after_id: int, limit: int) -> Sequence[CommandRow]:
        return await waiting_commands(self._db, self._source, after_id, limit)

    async def _write(self, connection: Connection, batch: Batch) -> None:
        await connection.execute(_SQL["lock_journal"], self._source.value)
        tip = await self._tip(connection, "last_batch")
        if batch.number > tip.number:
            await self._add(connection, batch, tip)
        else:
            await self._compare(connection, batch)

    async def _tip(self, connection: Connection, name: str, *more: int) -> _Tip:
        row = await connection.fetchrow(_SQL[name], self._source.value, *more)
        return _START if row is None else _Tip(**row)

    async def _add(self, connection: Connection, batch: Batch, tip: _Tip) -> None:
        """Each part is made while the server takes in the one before."""
        if batch.number != tip.number + 1:
            raise JournalBroken(f"batch {batch.number} does not follow batch {tip.number}")
        written = Written(batch)
        fills = await written.fills(tip.last_fill_id)
        known = await self._known_orders(connection, written.order_ids)
        transfers = await _during(
            _copy(connection, "paper_fills", fills.file, FILL_COLUMNS), written.transfers(tip.last_transfer_id)
        )
        orders = await _during(
            _copy(connection, "paper_transfers", transfers.file, TRANSFER_COLUMNS), written.orders(known)
        )
        accounts = await _during(self._put_orders(connection, orders), written.accounts())
        positions = await _during(self._change_accounts(connection, accounts), written.positions())
        await self._put_positions(connection, positions)
        await put_settlements(connection, self._source, batch.outputs)
        last = fills.last_id, transfers.last_id
        hashed = self._hash(batch, tip, fills, transfers)
        await connection.execute(_SQL["add_batch"], self._source.value, batch.number, batch.at, *last, hashed)
        await self._finish(connection, batch)

    async def _compare(self, connection: Connection, batch: Batch) -> None:
        """Written before, by us or by another process: then it must have been the same."""
        before = await self._tip(connection, "batch", batch.number - 1)
        there = await self._tip(connection, "batch", batch.number)
        written = Written(batch)
        fills, transfers = await written.fills(before.last_fill_id), await written.transfers(before.last_transfer_id)
        if self._hash(batch, before, fills, transfers) != there.hash:
            raise JournalBroken(f"batch {batch.number} was written by another process, and differently")

    def _hash(self, batch: Batch, before: _Tip, fills: Entries, transfers: Entries) -> bytes:
        done = done_lines((one.command_id, one.refusal) for one in batch.done)
        return batch_hash(before.hash, self._source, batch.number, batch.at, done, fills.file, transfers.file)

    async def _know_grids(self, connection: Connection, symbols: frozenset[str]) -> None:
        """Whoever reads the rows has to know what a tick was."""
        unknown = symbols - self._grids
        if not unknown:
            return
        rows = await connection.fetch(_SQL["known_grids"], self._source.value, list(unknown))
        found = {row["symbol"] for row in rows}
        if missing := unknown - found:
            raise JournalBroken(f"no grid was kept of {', '.join(sorted(missing))}")
        self._grids |= found

    async def _finish(self, connection: Connection, batch: Batch) -> None:
        if not batch.done:
            return
        columns = zip(*((one.command_id, one.refusal, _numbers(one.numbers)) for one in batch.done), strict=True)
        done = await connection.fetch(
            _SQL["finish_commands"], self._source.value, batch.number, *(list(column) for column in columns)
        )
        if len(done) != len(batch.done):
            raise JournalBroken(f"batch {batch.number} carried out commands that were not waiting")

    async def _known_orders(self, connection: Connection, order_ids: Collection[int]) -> frozenset[int]:
        if not order_ids:
            return frozenset()
        rows = await connection.fetch(_SQL["known_orders"], "\n".join(map(str, sorted(order_ids))))
        return frozenset(row["order_id"] for row in rows)

    async def _put_orders(self, connection: Connection, orders: Orders) -> None:
        await self._know_grids(connection, orders.symbols)
        await _copy(connection, "paper_orders", orders.new)
        await _change(connection, "change_orders", orders.changed)

    async def _put_positions(self, connection: Connection, positions: Positions) -> None:
        await self._know_grids(connection, positions.symbols)
        await _change(connection, "add_trades", positions.trades)  # reads positions as they were
        await _change(connection, "drop_positions", positions.gone)
        await _change(connection, "change_positions", positions.changed)
        await _copy(connection, "paper_positions", positions.new)

    async def _change_accounts(self, connection: Connection, accounts: Sequence[Change]) -> None:
        if not accounts:
            return
        columns = _columns(accounts)
        changed = await connection.execute(_SQL["change_accounts"], self._source.value, *columns)
        if changed != f"UPDATE {len(accounts)}":
            rows = await connection.fetch(_SQL["missed_accounts"], self._source.value, *columns[:3])
            said = "; ".join(f"{r['account_id']}: {r['cash']} and {r['moved']}, said {r['said']}" for r in rows)
            raise JournalBroken(f"accounts that are unknown, or whose cash is not the sum of their transfers: {said}")


async def _during(asking: Awaitable[object], making: Awaitable[T]) -> T:
    """What was made while the server was asked. Ends when both have ended: nobody is left talking to the server."""
    asked, made = await asyncio.gather(asking, making, return_exceptions=True)
    if isinstance(asked, BaseException):
        raise asked
    if isinstance(made, BaseException):
        raise made
    return made


def _columns(changes: Sequence[Change]) -> list[str]:
    """As `column_of` reads them."""
    return ["\n".join(column) for column in zip(*changes, strict=True)]


async def _change(connection: Connection, name: str, changes: Sequence[Change]) -> None:
    """Of rows that are there; all of them, or the exchange and the store do not mean the same."""
    if not changes:
        return
    said = await connection.execute(_SQL[name], *_columns(changes))
    if said.rsplit(" ", 1)[1] != str(len(changes)):
        raise JournalBroken(f"{name}: {len(changes)} were to change, {said}")


async def _copy(connection: Connection, table: str, file: bytes, columns: Sequence[str] | None = None) -> None:
    if file:
        source: Any = memoryview(file)  # goes out at once; a file would be read in another thread, piece by piece
        await connection.copy_to_table(table, source=source, columns=columns, format="text")


def _numbers(numbers: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(numbers) if numbers else _NO_NUMBERS
