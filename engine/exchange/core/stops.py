"""Take-profit, stop and trailing of a whole position: conditional orders without a size of their own."""

from engine.exchange.core.account import Account, Live, Position
from engine.exchange.core.desk import Desk, opposing
from engine.exchange.orders import (
    STOP_LOSS_ID,
    TAKE_PROFIT_ID,
    TRAILING_ID,
    Order,
    OrderStatus,
    PriceOf,
    Reason,
    Slot,
    Trailing,
    Trigger,
    Way,
)
from engine.market.values import Symbol


def hang_stops(desk: Desk, account: Account, live: Live) -> None:
    """What an order carried becomes its position's, with the first fill that opens it."""
    order = live.order
    position = account.positions.get((order.symbol, order.slot))
    if live.stops_hung or position is None or opposing(order.way, position.lots):
        return
    live.stops_hung = True
    for offset, ticks in ((TAKE_PROFIT_ID, order.take_profit_ticks), (STOP_LOSS_ID, order.stop_loss_ticks)):
        if ticks is not None:
            replace_stop(desk, account, position, order.order_id + offset, ticks)


def replace_stop(desk: Desk, account: Account, position: Position, stop_id: int, ticks: int) -> Live:
    """The new one of its kind stands in place of the old one."""
    is_profit = stop_id % 4 == TAKE_PROFIT_ID
    drop_stop(desk, account, position, is_profit=is_profit)
    return hang(desk, account, stop_order(account.account_id, position, stop_id, ticks, is_profit=is_profit))


def stop_order(account_id: int, position: Position, stop_id: int, ticks: int, *, is_profit: bool) -> Order:
    is_rising = (position.lots > 0) == is_profit
    return _whole(account_id, position, stop_id, trigger=Trigger(ticks, is_rising))


def trailing_order(account_id: int, position: Position, order_id: int, trailing: Trailing) -> Order:
    return _whole(account_id, position, order_id + TRAILING_ID, trailing=trailing)


def _whole(
    account_id: int, position: Position, stop_id: int, trigger: Trigger | None = None, trailing: Trailing | None = None
) -> Order:
    return Order(
        order_id=stop_id,
        account_id=account_id,
        symbol=position.symbol,
        way=Way.SELL if position.lots > 0 else Way.BUY,
        lots=0,
        reduce_only=True,
        slot=position.slot,
        trigger=trigger,
        trailing=trailing,
    )


def hang(desk: Desk, account: Account, order: Order, best_ticks: int | None = None) -> Live:
    live = Live(order, OrderStatus.WAITING, 0, best_ticks=best_ticks)
    account.orders[order.order_id] = live
    desk.tell_order(live)
    return live


def drop_stop(desk: Desk, account: Account, position: Position, *, is_profit: bool) -> None:
    for live in stops_of(account, position.symbol, position.slot):
        if live.order.trigger is not None and _is_profit(live, position) == is_profit:
            desk.end_order(account, live, OrderStatus.CANCELLED, Reason.BY_USER)


def drop_trailing(desk: Desk, account: Account, position: Position) -> None:
    for live in stops_of(account, position.symbol, position.slot):
        if live.order.trailing is not None:
            desk.end_order(account, live, OrderStatus.CANCELLED, Reason.BY_USER)


def stops_of(account: Account, symbol: Symbol, slot: Slot) -> list[Live]:
    """Waiting ones of a position."""
    return [
        live
        for live in account.orders_of(symbol)
        if live.is_position_stop and live.is_waiting and live.order.slot is slot
    ]


def _is_profit(live: Live, position: Position) -> bool:
    trigger = live.order.trigger
    return trigger is not None and trigger.is_rising == (position.lots > 0)


def cancel_without_position(desk: Desk, account: Account, position: Position) -> None:
    """Its stops and whatever could only reduce it have nothing left to do."""
    for live in account.orders_of(position.symbol):
        if live.order.slot is not position.slot or not live.order.reduce_only or live.status is OrderStatus.NEW:
            continue
        if live.order.order_id in account.orders and not live.is_filling:
            reason = Reason.NO_POSITION if live.order.lots == 0 else Reason.REDUCE_ONLY
            desk.end_order(account, live, OrderStatus.CANCELLED, reason)


def price_of(live: Live) -> PriceOf:
    """The series a conditional order looks at."""
    if live.order.trigger is not None:
        return live.order.trigger.by
    return live.order.trailing.by if live.order.trailing is not None else PriceOf.LAST
