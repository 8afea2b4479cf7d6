"""The exchange's own side of the store: batches in, each whole or not at all; images and waiting commands out."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from db.database import Database
from db.paper.chain import GENESIS, batch_hash, done_lines
from db.paper.entries import FILL_COLUMNS, TRANSFER_COLUMNS
from db.paper.images import read_images
from db.paper.statements import statements
from db.paper.waiting import waiting_commands
from db.paper.wakes import CommandWakes
from db.paper.written import Entries, Standing, entries_of, standing_after
from engine.exchange.outputs import Image
from engine.exchange.venues.paper.ports import Batch, CommandRow
from engine.market.values import MarketSource

_SQL = statements("journal.sql")
_STAGES = "coming_orders", "coming_positions", "leaving_positions", "coming_trades", "coming_accounts"
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
        entries = await asyncio.to_thread(entries_of, batch, tip.last_fill_id, tip.last_transfer_id)
        _, standing = await asyncio.gather(
            self._enter(connection, batch, tip, entries),
            asyncio.to_thread(standing_after, batch.outputs),  # while the server is at work
        )
        await self._know_grids(connection, standing.symbols)
        await self._stand(connection, standing)

    async def _compare(self, connection: Connection, batch: Batch) -> None:
        """Written before, by us or by another process: then it must have been the same."""
        before = await self._tip(connection, "batch", batch.number - 1)
        written = await self._tip(connection, "batch", batch.number)
        entries = await asyncio.to_thread(entries_of, batch, before.last_fill_id, before.last_transfer_id)
        if self._hash(batch, before, entries) != written.hash:
            raise JournalBroken(f"batch {batch.number} was written by another process, and differently")

    def _hash(self, batch: Batch, before: _Tip, entries: Entries) -> bytes:
        done = done_lines((one.command_id, one.refusal) for one in batch.done)
        return batch_hash(before.hash, self._source, batch.number, batch.at, done, entries.fills, entries.transfers)

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

    async def _enter(self, connection: Connection, batch: Batch, tip: _Tip, entries: Entries) -> None:
        await _copy(connection, "paper_fills", entries.fills, FILL_COLUMNS)
        await _copy(connection, "paper_transfers", entries.transfers, TRANSFER_COLUMNS)
        last = entries.last_fill_id, entries.last_transfer_id
        hashed = self._hash(batch, tip, entries)
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

    async def _stand(self, connection: Connection, standing: Standing) -> None:
        await connection.execute(_SQL["make_stages"])
        for stage, file in zip(_STAGES, _staged(standing), strict=True):
            await _copy(connection, stage, file)
        for name in _merges(standing):
            await connection.execute(_SQL[name])
        await self._change_accounts(connection, standing.account_count)

    async def _change_accounts(self, connection: Connection, count: int) -> None:
        if not count:
            return
        changed = await connection.execute(_SQL["change_accounts"], self._source.value)
        if changed != f"UPDATE {count}":
            rows = await connection.fetch(_SQL["missed_accounts"], self._source.value)
            said = "; ".join(f"{r['account_id']}: {r['cash']} and {r['moved']}, said {r['said']}" for r in rows)
            raise JournalBroken(f"accounts that are unknown, or whose cash is not the sum of their transfers: {said}")


def _staged(standing: Standing) -> tuple[bytes, ...]:
    return standing.orders, standing.positions, standing.gone, standing.trades, standing.accounts


def _merges(standing: Standing) -> list[str]:
    """Trades first: they read the positions as they were."""
    given = (standing.orders, "put_orders"), (standing.trades, "add_trades"), (standing.gone, "drop_positions")
    return [name for file, name in (*given, (standing.positions, "put_positions")) if file]


async def _copy(connection: Connection, table: str, file: bytes, columns: Sequence[str] | None = None) -> None:
    if file:
        await connection.copy_to_table(table, source=BytesIO(file), columns=columns, format="text")


def _numbers(numbers: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(numbers) if numbers else _NO_NUMBERS
