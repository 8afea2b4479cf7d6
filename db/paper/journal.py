"""The exchange's own side of the store: batches in, each whole or not at all; images and waiting commands out."""

import json
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from db.database import Database
from db.paper.chain import GENESIS, batch_hash, done_lines
from db.paper.entries import FILL_COLUMNS, TRANSFER_COLUMNS
from db.paper.images import read_images
from db.paper.settled import put_settlements
from db.paper.statements import statements
from db.paper.waiting import waiting_commands
from db.paper.wakes import CommandWakes
from db.paper.written import Entries, Files, begin
from engine.exchange.outputs import Image, Output
from engine.exchange.venues.paper.ports import Batch, CommandRow
from engine.market.values import MarketSource

_SQL = statements("journal.sql")
_NO_NUMBERS = "[]"
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
        self._thread = ThreadPoolExecutor(1, "paper journal")

    async def write(self, batch: Batch) -> None:
        async with self._db.transaction() as connection:
            await connection.execute(_SQL["lock_journal"], self._source.value)
            tip = await self._tip(connection, "last_batch")
            if batch.number > tip.number:
                await self._add(connection, batch, tip)
            else:
                await self._compare(connection, batch)
        if self._wakes is not None:
            await self._wakes.tell_done([one.command_id for one in batch.done])

    async def last(self) -> tuple[int, int]:
        row = await self._db.row(_SQL["last_batch"], self._source.value)
        return (0, 0) if row is None else (row["number"], row["last_fill_id"])

    def images(self) -> AsyncIterator[Image]:
        return read_images(self._db, self._source)

    async def waiting(self, after_id: int, limit: int) -> Sequence[CommandRow]:
        return await waiting_commands(self._db, self._source, after_id, limit)

    async def _tip(self, connection: Connection, name: str, *more: int) -> _Tip:
        row = await connection.fetchrow(_SQL[name], self._source.value, *more)
        return _START if row is None else _Tip(**row)

    async def _add(self, connection: Connection, batch: Batch, tip: _Tip) -> None:
        if batch.number != tip.number + 1:
            raise JournalBroken(f"batch {batch.number} does not follow batch {tip.number}")
        files = begin(batch, tip.last_fill_id, tip.last_transfer_id, self._thread)
        await connection.execute(_SQL["make_stages"])
        await self._enter(connection, batch, tip, files)
        await self._stand(connection, files, batch.outputs)

    async def _compare(self, connection: Connection, batch: Batch) -> None:
        """Written before, by us or by another process: then it must have been the same."""
        before = await self._tip(connection, "batch", batch.number - 1)
        written = await self._tip(connection, "batch", batch.number)
        files = begin(batch, before.last_fill_id, before.last_transfer_id, self._thread)
        if self._hash(batch, before, await files.fills, await files.transfers) != written.hash:
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

    async def _enter(self, connection: Connection, batch: Batch, tip: _Tip, files: Files) -> None:
        fills = await files.fills
        await _copy(connection, "paper_fills", fills.file, FILL_COLUMNS)
        transfers = await files.transfers
        await _copy(connection, "paper_transfers", transfers.file, TRANSFER_COLUMNS)
        hashed = self._hash(batch, tip, fills, transfers)
        last = fills.last_id, transfers.last_id
        await connection.execute(_SQL["add_batch"], self._source.value, batch.number, batch.at, *last, hashed)
        await self._finish(connection, batch)

    async def _finish(self, connection: Connection, batch: Batch) -> None:
        if not batch.done:
            return
        columns = zip(*((one.command_id, one.refusal, _numbers(one.numbers)) for one in batch.done), strict=True)
        done = await connection.fetch(
            _SQL["finish_commands"], self._source.value, batch.number, *(list(column) for column in columns)
        )
        if len(done) != len(batch.done):
            raise JournalBroken(f"batch {batch.number} carried out commands that were not waiting")

    async def _stand(self, connection: Connection, files: Files, outputs: Sequence[Output]) -> None:
        orders = await files.orders
        await self._know_grids(connection, orders.symbols)
        await _merge(connection, "coming_orders", orders.file, "put_orders")
        accounts = await files.accounts
        await _copy(connection, "coming_accounts", accounts.file)
        await self._change_accounts(connection, accounts.count)
        positions = await files.positions
        await self._know_grids(connection, positions.symbols)
        await _merge(connection, "coming_trades", positions.trades, "add_trades")  # reads positions as they were
        await _merge(connection, "leaving_positions", positions.gone, "drop_positions")
        await _merge(connection, "coming_positions", positions.standing, "put_positions")
        await put_settlements(connection, self._source, outputs)

    async def _change_accounts(self, connection: Connection, count: int) -> None:
        if not count:
            return
        changed = await connection.execute(_SQL["change_accounts"], self._source.value)
        if changed != f"UPDATE {count}":
            rows = await connection.fetch(_SQL["missed_accounts"], self._source.value)
            said = "; ".join(f"{r['account_id']}: {r['cash']} and {r['moved']}, said {r['said']}" for r in rows)
            raise JournalBroken(f"accounts that are unknown, or whose cash is not the sum of their transfers: {said}")


async def _merge(connection: Connection, stage: str, file: bytes, name: str) -> None:
    if file:
        await _copy(connection, stage, file)
        await connection.execute(_SQL[name])


async def _copy(connection: Connection, table: str, file: bytes, columns: Sequence[str] | None = None) -> None:
    if file:
        await connection.copy_to_table(table, source=BytesIO(file), columns=columns, format="text")


def _numbers(numbers: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(numbers) if numbers else _NO_NUMBERS
