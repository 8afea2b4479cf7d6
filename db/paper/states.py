"""Orders, positions, trades and accounts as they are written, and back.

A row that is not there yet is a COPY line of its table. A change of one that is there is a tuple of texts, one for each
column of the statement that makes it (`journal.sql`), times in milliseconds.
"""

import json
from typing import Any, TypeAlias

import asyncpg

from db.paper.coding import fields_from_json, from_json, to_json
from db.paper.json_text import json_text
from db.paper.text import NULL, escaped, json_of, text_of_flag, text_of_money, text_of_ms, text_of_word
from db.paper.trades import Ended, Key, Life
from db.times import ms_at
from engine.exchange.money import units
from engine.exchange.orders import Limits, MarginMode, OrderStatus, Slot
from engine.exchange.outputs import AccountChanged, OrderChanged, PositionChanged
from engine.market.values import Symbol

Change: TypeAlias = tuple[str, ...]
_UNTOLD = (NULL,) * 8
_FINAL = frozenset(status for status in OrderStatus if status.is_final)
_POSITION_COLUMNS = frozenset({
    "account_id", "symbol", "slot", "at_ms", "lots", "cost", "leverage_e2", "extra_margin", "opened_at_ms", "realised",
    "liquidation_ticks",
})  # fmt: skip
_ACCOUNT_COLUMNS = frozenset(
    {"account_id", "at_ms", "cash", "margin", "is_hedged", "is_open", "limits", "leverages_e2"}
)


def order_line(one: OrderChanged) -> str:
    """Of an order that is not there yet."""
    order, at = one.order, text_of_ms(one.at_ms)
    return (
        f"{order.order_id}\t{order.account_id}\t{text_of_word(order.symbol)}\t{one.status._value_}\t"
        f"{'t' if one.status in _FINAL else 'f'}\t{at}\t{at}\t{escaped(json_text(one))}"
    )


def order_change(one: OrderChanged) -> Change:
    is_final = text_of_flag(one.status in _FINAL)
    return str(one.order.order_id), one.status, is_final, str(one.at_ms), json_text(one)


def order_from(body: str) -> OrderChanged:
    return from_json(OrderChanged, json.loads(body))


def position_line(one: PositionChanged, life: Life) -> str:
    """Of a position that is not there yet. `life`: what happened to it in the batch."""
    return (
        f"{one.account_id}\t{text_of_word(one.symbol)}\t{one.slot._value_}\t{one.lots}\t{one.cost}e-10\t"
        f"{one.leverage_e2}\t{one.extra_margin}e-10\t{text_of_ms(one.opened_at_ms)}\t"
        f"{text_of_ms(one.at_ms)}\t{one.realised}e-10\t{one.liquidation_ticks}\t"
        f"{escaped(_rest(one, _POSITION_COLUMNS))}\t{life.most_lots}\t"
        f"{life.entry_lots}\t{life.entry_value}\t{life.exit_lots}\t{life.exit_value}"
    )


def position_change(one: PositionChanged, life: Life) -> Change:
    """`life`: to be added to what was known before where it goes on."""
    return (
        *position_key((one.account_id, one.symbol, one.slot)), str(one.lots), text_of_money(one.cost),
        str(one.leverage_e2), text_of_money(one.extra_margin), str(one.opened_at_ms), str(one.at_ms),
        text_of_money(one.realised), str(one.liquidation_ticks), _rest(one, _POSITION_COLUMNS),
        text_of_flag(life.goes_on), *_sums(life),
    )  # fmt: skip


def position_key(key: Key) -> Change:
    account_id, symbol, slot = key
    return str(account_id), symbol, str(int(slot))


def position_from(row: asyncpg.Record) -> PositionChanged:
    return PositionChanged(
        account_id=row["account_id"],
        symbol=Symbol(row["symbol"]),
        slot=Slot(row["slot"]),
        at_ms=ms_at(row["changed_at"]),
        lots=row["lots"],
        cost=units(row["cost"]),
        leverage_e2=row["leverage_e2"],
        extra_margin=units(row["extra_margin"]),
        opened_at_ms=ms_at(row["opened_at"]),
        realised=units(row["realised"]),
        liquidation_ticks=row["liquidation_ticks"],
        **_more(PositionChanged, row["more"]),
    )


def trade_change(one: Ended) -> Change:
    """`opened_at` is none where the position's row knows it."""
    life, opened = one.life, one.life.opened_at_ms
    return (
        *position_key(one.key), str(one.last_fill.fill_id), "long" if life.sign > 0 else "short",
        str(one.leverage_e2), *_sums(life), NULL if opened is None else str(opened), str(one.closed_at_ms),
        text_of_money(one.net), one.last_fill.cause, text_of_flag(life.goes_on),
    )  # fmt: skip


def account_change(account_id: int, moved: int, one: AccountChanged | None) -> Change:
    """`moved`: what its cash gained by the batch's transfers. None: only its cash changed."""
    if one is None:
        return str(account_id), f"{moved}e-10", *_UNTOLD
    limits = NULL if one.limits is None else json_text(one.limits)
    leverages = json_of(one.leverages_e2) if one.leverages_e2 else "[]"
    return (
        str(account_id), f"{moved}e-10", f"{one.cash}e-10", one.margin, "t" if one.is_hedged else "f",
        "open" if one.is_open else "closed", limits, leverages, str(one.at_ms), _rest(one, _ACCOUNT_COLUMNS),
    )  # fmt: skip


def account_from(row: asyncpg.Record) -> AccountChanged:
    return AccountChanged(
        account_id=row["account_id"],
        at_ms=ms_at(row["changed_at"]),
        cash=units(row["cash"]),
        margin=MarginMode(row["margin"]),
        is_hedged=row["is_hedged"],
        is_open=row["state"] == "open",
        limits=limits_from(row["limits"]),
        leverages_e2=tuple((Symbol(symbol), leverage) for symbol, leverage in json.loads(row["leverages"])),
        **_more(AccountChanged, row["more"]),
    )


def limits_from(text: str | None) -> Limits | None:
    return None if text is None else from_json(Limits, json.loads(text))


def _sums(life: Life) -> Change:
    exits = str(life.exit_lots), str(life.exit_value)
    return str(life.most_lots), str(life.entry_lots), str(life.entry_value), *exits


def _rest(one: PositionChanged | AccountChanged, columns: frozenset[str]) -> str:
    """Fields that have no column of their own."""
    rest = to_json(one, columns)
    return json_of(rest) if rest else "{}"


def _more(kind: type, text: str) -> dict[str, Any]:
    return {} if text == "{}" else fields_from_json(kind, json.loads(text))
