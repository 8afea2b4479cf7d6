"""Rows as the values people are shown: ticks and lots as prices and coins, by the grid of their contract."""

import json
from decimal import Decimal

import asyncpg

from db.paper.states import limits_from, order_from
from db.paper.trailing import trigger_ticks
from engine.exchange.orders import MarginMode, Slot
from engine.exchange.outputs import Cause, FillCause, FillModel, Purse
from engine.exchange.venues.paper.values import (
    ClosedTrade,
    EquityPoint,
    LedgerRow,
    PaperAccount,
    PaperFill,
    PaperOrder,
    PaperPosition,
)
from engine.market.values import Coin, MarketSource, Side, Symbol

_OPENING = "opening"
_HUNDREDTH = Decimal("0.01")


def account_row(row: asyncpg.Record) -> PaperAccount:
    """While the command that opens it waits, its cash is what it will be."""
    return PaperAccount(
        account_id=row["account_id"],
        user_id=row["user_id"],
        source=MarketSource(row["source"]),
        number=row["number"],
        opened_at=row["opened_at"],
        closed_at=row["closed_at"],
        start_usdt=row["start"],
        cash_usdt=row["start"] if row["state"] == _OPENING else row["cash"],
        margin=MarginMode(row["margin"]),
        is_hedged=row["is_hedged"],
        limits=limits_from(row["limits"]),
        leverages=tuple((Symbol(symbol), e2 * _HUNDREDTH) for symbol, e2 in json.loads(row["leverages"])),
    )


def position_row(row: asyncpg.Record) -> PaperPosition:
    quantity = abs(row["lots"]) * row["lot_size"]
    return PaperPosition(
        account_id=row["account_id"],
        symbol=Symbol(row["symbol"]),
        coin=Coin(row["coin"]),
        slot=Slot(row["slot"]),
        side=Side.LONG if row["lots"] > 0 else Side.SHORT,
        quantity=quantity,
        entry_usd=row["cost"] / quantity,
        leverage=row["leverage_e2"] * _HUNDREDTH,
        extra_margin_usdt=row["extra_margin"],
        opened_at=row["opened_at"],
        realised_usdt=row["realised"],
        liquidation_usd=row["liquidation_ticks"] * row["tick_size"] if row["liquidation_ticks"] else None,
    )


def order_row(row: asyncpg.Record) -> PaperOrder:
    one, tick_size, lot_size = order_from(row["body"]), row["tick_size"], row["lot_size"]
    limit, filled = one.order.limit_ticks, one.filled_lots
    trigger = trigger_ticks(one)
    return PaperOrder(
        order=one.order,
        coin=Coin(row["coin"]),
        status=one.status,
        sent_at=row["sent_at"] or row["first_at"],
        changed_at=row["changed_at"],
        quantity=one.order.lots * lot_size,
        filled=filled * lot_size,
        average_usd=Decimal(one.filled_value) / filled * tick_size if filled else None,
        limit_usd=None if limit is None else limit * tick_size,
        trigger_usd=None if trigger is None else trigger * tick_size,
        reason=one.reason,
        numbers=one.numbers,
    )


def fill_row(row: asyncpg.Record) -> PaperFill:
    return PaperFill(
        fill_id=row["fill_id"],
        account_id=row["account_id"],
        order_id=row["order_id"],
        symbol=Symbol(row["symbol"]),
        coin=Coin(row["coin"]),
        slot=Slot(row["slot"]),
        at=row["at"],
        sent_at=row["sent_at"],
        is_buy=row["is_buy"],
        price_usd=row["ticks"] * row["tick_size"],
        quantity=row["lots"] * row["lot_size"],
        is_maker=row["is_maker"],
        fee_usdt=row["fee"],
        realised_usdt=row["realised"],
        cause=FillCause(row["cause"]),
        model=FillModel(row["model"]),
    )


def trade_row(row: asyncpg.Record) -> ClosedTrade:
    tick_size = row["tick_size"]
    return ClosedTrade(
        account_id=row["account_id"],
        symbol=Symbol(row["symbol"]),
        coin=Coin(row["coin"]),
        side=Side(row["side"]),
        quantity=row["most_lots"] * row["lot_size"],
        leverage=row["leverage_e2"] * _HUNDREDTH,
        entry_usd=row["entry_value"] / row["entry_lots"] * tick_size,
        exit_usd=row["exit_value"] / row["exit_lots"] * tick_size,
        opened_at=row["opened_at"],
        closed_at=row["closed_at"],
        net_usdt=row["net"],
        cause=FillCause(row["cause"]),
    )


def ledger_row(row: asyncpg.Record) -> LedgerRow:
    return LedgerRow(
        transfer_id=row["transfer_id"],
        account_id=row["account_id"],
        at=row["at"],
        cause=Cause(row["cause"]),
        source=Purse(row["from_purse"]),
        target=Purse(row["to_purse"]),
        amount_usdt=row["amount"],
        symbol=None if row["symbol"] is None else Symbol(row["symbol"]),
        fill_id=row["fill_id"],
    )


def equity_row(row: asyncpg.Record) -> EquityPoint:
    return EquityPoint(row["at"], row["equity"], row["cash"])
