"""An account asleep: a few hundred bytes instead of a few thousand. Never leaves its process."""

import marshal
from typing import Any

from engine.exchange.core.account import Account, Live, Position
from engine.exchange.orders import (
    Limits,
    MarginMode,
    Order,
    OrderKind,
    OrderStatus,
    PriceOf,
    Slot,
    TimeInForce,
    Trailing,
    Trigger,
    Way,
)
from engine.market.values import Symbol

Packed = tuple[Any, ...]

_MARGINS, _WAYS, _KINDS, _FORCES = tuple(MarginMode), tuple(Way), tuple(OrderKind), tuple(TimeInForce)
_STATUSES, _PRICES, _SLOTS = tuple(OrderStatus), tuple(PriceOf), tuple(Slot)
_NUMBER: dict[Any, int] = {
    member: number
    for members in (_MARGINS, _WAYS, _KINDS, _FORCES, _STATUSES, _PRICES)
    for number, member in enumerate(members)
}


class Symbols:
    """Each contract's name as a small number, for ever."""

    def __init__(self) -> None:
        self.names: list[Symbol] = []
        self.numbers: dict[Symbol, int] = {}

    def learn(self, symbol: Symbol) -> None:
        if symbol not in self.numbers:
            self.numbers[symbol] = len(self.names)
            self.names.append(symbol)


def pack(account: Account, symbols: Symbols) -> bytes:
    """Raises `ValueError` for an account with something on its way: it is awake."""
    if account.pending:
        raise ValueError(f"account {account.account_id} has something on its way")
    numbers = symbols.numbers
    return marshal.dumps(
        (
            account.cash,
            tuple([_position_out(p, numbers) for p in account.positions.values()]),
            tuple([_live_out(live, numbers) for live in account.orders.values()]),
            _NUMBER[account.margin],
            account.is_hedged,
            account.is_open,
            (account.limits.max_leverage_e2, account.limits.coin_share_ppm) if account.limits else None,
            tuple([(numbers[s], leverage) for s, leverage in account.leverages_e2.items()]),
            tuple([(numbers[s], tuple(edges.items())) for s, edges in account.guards.items()]),
            _taken_out(account, numbers) if account.taken else (),
        )
    )


def _taken_out(account: Account, numbers: dict[Symbol, int]) -> Packed:
    return tuple((numbers[s], is_ask, tuple(levels.items())) for (s, is_ask), levels in account.taken.items() if levels)


def holdings(packed: bytes) -> tuple[int, tuple[Packed, ...]]:
    """Cash and positions, each as (symbol's number, slot, lots, cost, ...)."""
    loaded = marshal.loads(packed)
    return loaded[0], loaded[1]


def unpack(account_id: int, packed: bytes, symbols: Symbols) -> Account:
    cash, positions, orders, margin, is_hedged, is_open, limits, leverages, guards, taken = marshal.loads(packed)
    names = symbols.names
    return Account(
        account_id,
        cash,
        _MARGINS[margin],
        is_hedged,
        is_open,
        Limits(*limits) if limits else None,
        {names[number]: leverage for number, leverage in leverages} if leverages else {},
        {(names[stated[0]], _SLOTS[stated[1]]): _position_in(stated, names) for stated in positions},
        {stated[0][0]: _live_in(account_id, stated, names) for stated in orders},
        [],
        {(names[number], is_ask): dict(levels) for number, is_ask, levels in taken} if taken else {},
        cash,
        {names[number]: dict(edges) for number, edges in guards},
        True,  # as everybody is before he falls asleep
    )


def _position_out(position: Position, numbers: dict[Symbol, int]) -> Packed:
    return (
        numbers[position.symbol],
        int(position.slot),
        position.lots,
        position.cost,
        position.leverage_e2,
        position.opened_at_ms,
        position.extra_margin,
        position.realised,
        position.liquidation_ticks,
    )


def _position_in(stated: Packed, names: list[Symbol]) -> Position:
    number, slot, lots, cost, leverage_e2, opened_at_ms, extra, realised, liquidation = stated
    return Position(names[number], _SLOTS[slot], lots, cost, leverage_e2, opened_at_ms, extra, realised, liquidation)


def _live_out(live: Live, numbers: dict[Symbol, int]) -> Packed:
    return (
        _order_out(live.order, numbers),
        _NUMBER[live.status],
        live.sent_at_ms,
        live.filled_lots,
        live.filled_value,
        live.passes_at,
        live.best_ticks,
        live.is_entering,
        live.stops_hung,
    )


def _order_out(order: Order, numbers: dict[Symbol, int]) -> Packed:
    trigger, trailing = order.trigger, order.trailing
    return (
        order.order_id,
        numbers[order.symbol],
        _NUMBER[order.way],
        order.lots,
        _NUMBER[order.kind],
        order.limit_ticks,
        _NUMBER[order.time_in_force],
        order.reduce_only,
        int(order.slot),
        (trigger.ticks, trigger.is_rising, _NUMBER[trigger.by]) if trigger else None,
        _trailing_out(trailing) if trailing else None,
        order.oco,
        order.take_profit_ticks,
        order.stop_loss_ticks,
        order.slippage_ticks,
    )


def _trailing_out(trailing: Trailing) -> Packed:
    return trailing.distance_ticks, trailing.share_ppm, trailing.activation_ticks, _NUMBER[trailing.by]


def _live_in(account_id: int, stated: Packed, names: list[Symbol]) -> Live:
    ordered, status, sent_at_ms, filled_lots, filled_value, passes_at, best, entering, hung = stated
    order = _order_in(account_id, ordered, names)
    return Live(order, _STATUSES[status], sent_at_ms, filled_lots, filled_value, passes_at, best, entering, hung)


def _order_in(account_id: int, stated: Packed, names: list[Symbol]) -> Order:
    order_id, number, way, lots, kind, limit, force, reduce_only, slot, trigger, trailing, *rest = stated
    return Order(
        order_id,
        account_id,
        names[number],
        _WAYS[way],
        lots,
        _KINDS[kind],
        limit,
        _FORCES[force],
        reduce_only,
        _SLOTS[slot],
        Trigger(trigger[0], trigger[1], _PRICES[trigger[2]]) if trigger else None,
        Trailing(trailing[0], trailing[1], trailing[2], _PRICES[trailing[3]]) if trailing else None,
        *rest,
    )
