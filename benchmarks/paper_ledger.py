"""Paper fills written a second: `python -m benchmarks.paper_ledger [--seconds 10]`.

Each fill comes with its order, its position, two transfers and its account, as the exchange says them, of 100,000
accounts and 50 contracts. The journal writes batches to the embedded Postgres, durable as in production (fsync and
synchronous commit on). Beside it the plain way: the same rows by one INSERT each, a fill to a transaction and a batch
to a transaction. Goal: 20,000 fills a second.

The journal makes a batch's lines on one core while the server takes them in on the other: with anything else running,
the figures say more of that than of the journal. A new server also writes each log file of 16 MB full of zeros first,
which is the slowest batch; one that has run for a while uses its old ones again.
"""

import argparse
import asyncio
import gc
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import asyncpg

from benchmarks._row_by_row import PLAIN_TABLES, row_by_row
from db.database import Database
from db.embedded import Conditions, EmbeddedServers, Wanted
from db.migrate import migrate
from db.paper.accounts import PaperAccountOpener
from db.paper.journal import PaperJournal
from db.paper.verifying import verify
from db.pool import open_pool
from engine.exchange.money import SCALE
from engine.exchange.orders import MarginMode, Order, OrderKind, OrderStatus, Slot, Way
from engine.exchange.outputs import (
    AccountChanged,
    Cause,
    Fill,
    FillCause,
    FillModel,
    OrderChanged,
    Output,
    PositionChanged,
    Purse,
    Transfer,
)
from engine.exchange.venues.paper.ports import Batch, CommandDone
from engine.market.values import MarketSource, Symbol

GOAL = 20_000
ACCOUNTS, CONTRACTS = 100_000, 50
START = Decimal(10_000)
SOURCE = MarketSource.SIMULATED
BEGAN = datetime(2026, 3, 2, 12, tzinfo=UTC)
BEGAN_MS = int(BEGAN.timestamp() * 1000)
SYMBOLS = [Symbol(f"C{number}USDT") for number in range(CONTRACTS)]
LOT_TICK = SCALE // 10_000
FEE = SCALE // 50


class Crowd:
    """Members who buy and sell at random; says what the exchange would say of it."""

    def __init__(self, account_ids: Sequence[int], rng: Random) -> None:
        self._ids, self._rng = account_ids, rng
        self._cash = dict.fromkeys(account_ids, int(START) * SCALE)
        self._held: dict[tuple[int, Symbol], PositionChanged] = {}
        self.fills = 0

    def batches(self, first: int, size: int) -> Iterator[Batch]:
        number = first
        while True:
            outputs = tuple(one for _ in range(size) for one in self._fill(BEGAN_MS + number))
            yield Batch(number, BEGAN + timedelta(milliseconds=number), (), outputs)
            number += 1

    def _fill(self, ms: int) -> list[Output]:
        self.fills += 1
        fill_id, order_id = self.fills, 4 * (ACCOUNTS + self.fills)
        account_id, symbol = self._rng.choice(self._ids), self._rng.choice(SYMBOLS)
        held = self._held.get((account_id, symbol))
        ticks, lots = self._rng.randrange(900, 1100), held.lots if held else self._rng.randrange(1, 50)
        gross = 0 if held is None else lots * ticks * LOT_TICK - held.cost
        self._cash[account_id] += gross - FEE
        way = Way.BUY if held is None else Way.SELL
        order = Order(order_id, account_id, symbol, way, lots, OrderKind.LIMIT, ticks)
        named = account_id, order_id, symbol, Slot.ONE_WAY, ms, ms - 80
        fill = Fill(fill_id, *named, held is None, ticks, lots, False, FEE, gross, FillCause.ORDER, FillModel.BOOK)
        position = self._position(account_id, symbol, held, (ms, lots, ticks, gross))
        return [
            fill,
            *self._transfers(account_id, symbol, fill_id, ms, gross),
            position,
            OrderChanged(order, OrderStatus.FILLED, ms, lots, lots * ticks),
            AccountChanged(account_id, ms, self._cash[account_id], MarginMode.ISOLATED, False, True),
        ]

    def _position(
        self, account_id: int, symbol: Symbol, held: PositionChanged | None, made: tuple[int, int, int, int]
    ) -> PositionChanged:
        ms, lots, ticks, gross = made
        key = account_id, symbol, Slot.ONE_WAY, ms
        if held is None:
            one = PositionChanged(*key, lots, lots * ticks * LOT_TICK, 1000, 0, ms, -FEE, ticks // 2)
            self._held[account_id, symbol] = one
            return one
        del self._held[account_id, symbol]
        return PositionChanged(*key, 0, 0, 1000, 0, held.opened_at_ms, held.realised + gross - FEE, 0)

    def _transfers(self, account_id: int, symbol: Symbol, fill_id: int, ms: int, gross: int) -> list[Transfer]:
        """Always two: what an opening fill does not realise is stood for by a cent of loss."""
        fee = Transfer(account_id, ms, Cause.FEE, Purse.CASH, Purse.FEES, FEE, symbol, fill_id)
        if gross:
            purses = (Purse.MARKET, Purse.CASH) if gross > 0 else (Purse.CASH, Purse.MARKET)
            return [Transfer(account_id, ms, Cause.PNL, *purses, abs(gross), symbol, fill_id), fee]
        cent = SCALE // 100
        self._cash[account_id] -= cent
        return [Transfer(account_id, ms, Cause.PNL, Purse.CASH, Purse.MARKET, cent, symbol, fill_id), fee]


async def open_accounts(database: Database, journal: PaperJournal) -> list[int]:
    """Opened and carried out."""
    await PaperAccountOpener(database).open_many(range(1, ACCOUNTS + 1), SOURCE, START, BEGAN)
    await database.rows(
        "INSERT INTO paper_contracts SELECT $1, s, s, 0.1, 0.001 FROM unnest($2::text[]) AS s", SOURCE.value, SYMBOLS
    )
    waiting = await journal.waiting(0, ACCOUNTS)
    cash = int(START) * SCALE
    for number, start in enumerate(range(0, ACCOUNTS, 10_000), 1):
        part = waiting[start : start + 10_000]
        outputs: list[Output] = []
        for one in part:
            opening = (Cause.OPENING, Purse.HOUSE, Purse.CASH, cash, None, 0)
            outputs.append(Transfer(one.account_id, BEGAN_MS, *opening))
            outputs.append(AccountChanged(one.account_id, BEGAN_MS, cash, MarginMode.ISOLATED, False, True))
        await journal.write(Batch(number, BEGAN, tuple(CommandDone(one.command_id) for one in part), tuple(outputs)))
    return [one.account_id for one in waiting]


async def by_journal(journal: PaperJournal, batches: Iterator[Batch], seconds: float) -> tuple[int, float, float]:
    """Fills, seconds spent in writing, and the slowest batch. Making up the fills is not counted."""
    fills, spent, slowest = 0, 0.0, 0.0
    while spent < seconds:
        batch = next(batches)
        started = time.perf_counter()
        await journal.write(batch)
        took = time.perf_counter() - started
        fills, spent, slowest = fills + _fills(batch), spent + took, max(slowest, took)
    return fills, spent, slowest


async def compare(pool: "asyncpg.Pool[asyncpg.Record]", seconds: float) -> None:
    database = Database(pool, 120.0)
    journal = PaperJournal(database, SOURCE)
    started = time.perf_counter()
    ids = await open_accounts(database, journal)
    gc.collect()
    gc.freeze()  # as the exchange does once it has taken up what there is
    print(f"{ACCOUNTS:,} accounts opened and carried out in {time.perf_counter() - started:.1f} s")
    print(f"{'':<34}{'fills':>10}{'a second':>10}{'slowest ms':>12}")
    crowd = Crowd(ids, Random(1))
    for size in (500, 2_000, 5_000):
        number, _ = await journal.last()
        batches = crowd.batches(number + 1, size)
        said(f"journal, batches of {size:,}", *await by_journal(journal, batches, seconds))
    started = time.perf_counter()
    restored = sum([1 async for _ in journal.images()])
    print(f"{restored:,} accounts restored in {time.perf_counter() - started:.1f} s")
    await pool.execute(PLAIN_TABLES)
    for name, each_alone in (("row by row, a transaction a batch", False), ("row by row, a transaction a fill", True)):
        others = Crowd(ids, Random(2))
        await pool.execute("TRUNCATE plain_fills, plain_transfers, plain_orders, plain_positions")
        said(name, *await row_by_row(pool, others.batches(1, 2_000), seconds, each_alone=each_alone))
    started = time.perf_counter()
    faults = await verify(database)
    print(f"verified all in {time.perf_counter() - started:.1f} s: {len(faults)} faults; goal {GOAL:,} fills a second")
    print(f"load average {os.getloadavg()[0]:.1f}")


def said(name: str, fills: int, spent: float, slowest: float) -> None:
    print(f"{name:<34}{fills:>10,}{fills / spent:>10,.0f}{slowest * 1000:>12,.0f}", flush=True)


def _fills(batch: Batch) -> int:
    return sum(isinstance(one, Fill) for one in batch.outputs)


async def main(seconds: float) -> None:
    wanted, conditions = Wanted(postgres=True, valkey=False), Conditions(durable=True)
    with tempfile.TemporaryDirectory() as folder, EmbeddedServers(
        Path(folder), lambda _: None, wanted=wanted, conditions=conditions
    ) as servers:  # fmt: skip
        url = servers.addresses.database_url
        assert url is not None
        await asyncio.to_thread(migrate, url)
        async with open_pool(url, statement_timeout_s=120.0) as pool:
            await compare(pool, seconds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    asyncio.run(main(parser.parse_args().seconds))
