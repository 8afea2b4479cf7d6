"""Orders, positions and accounts as they stand, as COPY lines of the tables they come in through, and back."""

import json
from typing import Any

import asyncpg

from db.paper.coding import fields_from_json, from_json, to_json
from db.paper.json_text import json_text
from db.paper.text import NULL, escaped, text_of_flag, text_of_json, text_of_money, text_of_ms, text_of_word
from db.paper.trades import Ended, Life
from db.times import ms_at
from engine.exchange.money import units
from engine.exchange.orders import Limits, MarginMode, Slot
from engine.exchange.outputs import AccountChanged, OrderChanged, PositionChanged
from engine.market.values import Symbol

_POSITION_COLUMNS = frozenset({
    "account_id", "symbol", "slot", "at_ms", "lots", "cost", "leverage_e2", "extra_margin", "opened_at_ms", "realised",
    "liquidation_ticks",
})  # fmt: skip
_ACCOUNT_COLUMNS = frozenset(
    {"account_id", "at_ms", "cash", "margin", "is_hedged", "is_open", "limits", "leverages_e2"}
)


def order_line(one: OrderChanged) -> str:
    order = one.order
    return (
        f"{order.order_id}\t{order.account_id}\t{text_of_word(order.symbol)}\t{one.status}\t"
        f"{text_of_flag(one.status.is_final)}\t{text_of_ms(one.at_ms)}\t{escaped(json_text(one))}"
    )


def order_from(body: str) -> OrderChanged:
    return from_json(OrderChanged, json.loads(body))


def position_line(one: PositionChanged, life: Life) -> str:
    """`life`: what happened to it in the batch, to be added to what was known before where it goes on."""
    return (
        f"{one.account_id}\t{text_of_word(one.symbol)}\t{int(one.slot)}\t{one.lots}\t{text_of_money(one.cost)}\t"
        f"{one.leverage_e2}\t{text_of_money(one.extra_margin)}\t{text_of_ms(one.opened_at_ms)}\t"
        f"{text_of_ms(one.at_ms)}\t{text_of_money(one.realised)}\t{one.liquidation_ticks}\t"
        f"{_rest(one, _POSITION_COLUMNS)}\t{text_of_flag(life.goes_on)}\t{life.most_lots}\t"
        f"{life.entry_lots}\t{life.entry_value}\t{life.exit_lots}\t{life.exit_value}"
    )


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


def trade_line(one: Ended) -> str:
    (account_id, symbol, slot), life = one.key, one.life
    opened = NULL if life.opened_at_ms is None else text_of_ms(life.opened_at_ms)
    return (
        f"{account_id}\t{one.last_fill.fill_id}\t{text_of_word(symbol)}\t{slot}\t"
        f"{'long' if life.sign > 0 else 'short'}\t{life.most_lots}\t{one.leverage_e2}\t{life.entry_lots}\t"
        f"{life.entry_value}\t{life.exit_lots}\t{life.exit_value}\t{opened}\t{text_of_ms(one.closed_at_ms)}\t"
        f"{text_of_money(one.net)}\t{one.last_fill.cause}\t{text_of_flag(life.goes_on)}"
    )


def account_line(account_id: int, moved: int, one: AccountChanged | None) -> str:
    """`moved`: what its cash gained by the batch's transfers. None: only its cash changed."""
    if one is None:
        return "\t".join((str(account_id), text_of_money(moved), *(NULL,) * 8))
    limits = NULL if one.limits is None else text_of_json(to_json(one.limits))
    leverages = text_of_json(one.leverages_e2) if one.leverages_e2 else "[]"
    return (
        f"{account_id}\t{text_of_money(moved)}\t{text_of_money(one.cash)}\t{one.margin}\t"
        f"{text_of_flag(one.is_hedged)}\t{'open' if one.is_open else 'closed'}\t{limits}\t"
        f"{leverages}\t{text_of_ms(one.at_ms)}\t{_rest(one, _ACCOUNT_COLUMNS)}"
    )


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


def _rest(one: PositionChanged | AccountChanged, columns: frozenset[str]) -> str:
    """Fields that have no column of their own."""
    rest = to_json(one, columns)
    return text_of_json(rest) if rest else "{}"


def _more(kind: type, text: str) -> dict[str, Any]:
    return {} if text == "{}" else fields_from_json(kind, json.loads(text))
