"""The plain way to write what the paper exchange says: a statement a row, every value bound."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from db.paper.coding import to_json
from db.times import at_ms
from engine.exchange.money import usdt
from engine.exchange.outputs import AccountChanged, Fill, OrderChanged, Output, PositionChanged, Transfer
from engine.exchange.venues.paper.ports import Batch

PLAIN_TABLES = """
CREATE TABLE plain_fills (LIKE paper_fills INCLUDING ALL);
CREATE TABLE plain_transfers (LIKE paper_transfers INCLUDING ALL);
CREATE SEQUENCE plain_transfer_ids;
ALTER TABLE plain_transfers ALTER transfer_id SET DEFAULT nextval('plain_transfer_ids');
CREATE TABLE plain_orders (LIKE paper_orders INCLUDING ALL);
CREATE TABLE plain_positions (LIKE paper_positions INCLUDING ALL);
CREATE TABLE plain_accounts AS SELECT account_id, cash FROM paper_accounts;
ALTER TABLE plain_accounts ADD PRIMARY KEY (account_id)
"""
_OUTPUTS_A_FILL = 6
Connection: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"
Values: TypeAlias = Sequence[object]


async def row_by_row(
    pool: "asyncpg.Pool[asyncpg.Record]", batches: Iterator[Batch], seconds: float, *, each_alone: bool
) -> tuple[int, float, float]:
    """Fills, seconds and the slowest transaction. `each_alone`: a transaction a fill, else a batch."""
    fills, spent, slowest = 0, 0.0, 0.0
    async with pool.acquire() as connection:
        while spent < seconds:
            batch = next(batches)
            size = _OUTPUTS_A_FILL if each_alone else len(batch.outputs)
            for start in range(0, len(batch.outputs), size):
                took = await _write(connection, batch.outputs[start : start + size], batch.number)
                fills, spent, slowest = fills + size // _OUTPUTS_A_FILL, spent + took, max(slowest, took)
                if spent >= seconds:
                    break
    return fills, spent, slowest


async def _write(connection: Connection, outputs: Sequence[Output], batch: int) -> float:
    started = time.perf_counter()
    async with connection.transaction():
        for one in outputs:
            sql, values = _STATEMENTS[type(one)](one, batch)
            marks = ", ".join(f"${number}" for number in range(1, len(values) + 1))
            await connection.execute(sql.replace("...", marks), *values)
    return time.perf_counter() - started


def _fill(one: Fill, batch: int) -> tuple[str, Values]:
    return "INSERT INTO plain_fills VALUES (...)", (
        one.fill_id, one.account_id, one.order_id, one.symbol, int(one.slot), at_ms(one.at_ms), at_ms(one.sent_at_ms),
        one.is_buy, one.ticks, one.lots, one.is_maker, usdt(one.fee), usdt(one.realised), one.cause.value,
        one.model.value, batch,
    )  # fmt: skip


def _transfer(one: Transfer, batch: int) -> tuple[str, Values]:
    columns = "account_id, at, cause, from_purse, to_purse, amount, symbol, fill_id, batch"
    return f"INSERT INTO plain_transfers ({columns}) VALUES (...)", (
        one.account_id, at_ms(one.at_ms), one.cause.value, one.source.value, one.target.value, usdt(one.amount),
        one.symbol, one.fill_id, batch,
    )  # fmt: skip


def _order(one: OrderChanged, _: int) -> tuple[str, Values]:
    return "INSERT INTO plain_orders VALUES (...) ON CONFLICT (order_id) DO UPDATE SET body = excluded.body", (
        one.order.order_id, one.order.account_id, one.order.symbol, one.status.value, one.status.is_final,
        at_ms(one.at_ms), at_ms(one.at_ms), json.dumps(to_json(one)),
    )  # fmt: skip


def _position(one: PositionChanged, _: int) -> tuple[str, Values]:
    if not one.lots:
        return "DELETE FROM plain_positions WHERE (account_id, symbol) = (...)", (one.account_id, one.symbol)
    key = "(account_id, symbol, slot)"
    sql = f"INSERT INTO plain_positions VALUES (..., '{{}}', 0, 0, 0, 0, 0) ON CONFLICT {key} DO UPDATE SET lots = $4"
    return sql, (
        one.account_id, one.symbol, int(one.slot), one.lots, usdt(one.cost), one.leverage_e2, usdt(one.extra_margin),
        at_ms(one.opened_at_ms), at_ms(one.at_ms), usdt(one.realised), one.liquidation_ticks,
    )  # fmt: skip


def _account(one: AccountChanged, _: int) -> tuple[str, Values]:
    sql = "UPDATE plain_accounts SET (account_id, cash) = (...) WHERE account_id = $1"
    return sql, (one.account_id, usdt(one.cash))


_STATEMENTS: Mapping[type, Callable[[Any, int], tuple[str, Values]]] = {
    Fill: _fill,
    Transfer: _transfer,
    OrderChanged: _order,
    PositionChanged: _position,
    AccountChanged: _account,
}
