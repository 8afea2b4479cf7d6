"""Orders and their cancels on the way to the book: nothing acts on a price its sender could have seen."""

from dataclasses import replace

from engine.exchange.core.account import Account, Live
from engine.exchange.core.acting import say_last_acted
from engine.exchange.core.checking import refused_by_itself, refused_on_arrival, starting_best
from engine.exchange.core.desk import Desk
from engine.exchange.core.market import Market
from engine.exchange.core.resting import short_of_margin
from engine.exchange.core.setting import set_stops
from engine.exchange.core.stops import price_of
from engine.exchange.core.taking import enter
from engine.exchange.orders import (
    Amend,
    Cancel,
    CancelAll,
    Order,
    OrderKind,
    OrderStatus,
    Place,
    Reason,
    Sent,
    SetStops,
    Slot,
    Way,
)
from engine.market.values import Symbol


def send_order(desk: Desk, account: Account, sent: Sent, order: Order) -> None:
    """Durable: it is NEW until its market moves, or refused for what it is. The same id again changes nothing."""
    if order.order_id in account.orders:
        return None
    if _closes_by_its_slot(order):
        order = replace(order, reduce_only=True)
    live = Live(order, OrderStatus.NEW, sent.at_ms)
    market = desk.markets.get(order.symbol)
    if market is None:
        return reject(desk, account, live, Reason.DELISTED)
    if not account.is_open:
        return reject(desk, account, live, Reason.CLOSED_ACCOUNT)
    refusal = refused_by_itself(account, market, order)
    if refusal is not None:
        desk.end_order(account, live, OrderStatus.REJECTED, *refusal)
        return None
    live.order = order = replace(order, leverage_e2=0)  # it was asked for at this moment only
    account.orders[order.order_id] = live
    desk.tell_order(live)
    return put_on_the_way(desk, account, market, Sent(Place(order), sent.at_ms, sent.command_id))


def _closes_by_its_slot(order: Order) -> bool:
    """In hedge mode a sell of the long slot, or a buy of the short one, can only close."""
    return order.slot is (Slot.LONG if order.way is Way.SELL else Slot.SHORT)


def reject(desk: Desk, account: Account, live: Live, reason: Reason) -> None:
    desk.end_order(account, live, OrderStatus.REJECTED, reason)


def put_on_the_way(desk: Desk, account: Account, market: Market, sent: Sent) -> None:
    account.pending.append((market.symbol, sent))
    note_arrival(desk, account, market, sent)


def note_arrival(desk: Desk, account: Account, market: Market, sent: Sent) -> None:
    due = sent.at_ms + desk.rules.latency_ms
    market.arrivals[account.account_id] = min(due, market.arrivals.get(account.account_id, due))


def arrive(desk: Desk, account: Account, market: Market, *, is_book: bool) -> None:
    """All that is due for this contract, in the order it was sent. What can fill at once waits for a book or a bar."""
    if not account.pending:
        market.arrivals.pop(account.account_id, None)
        return
    here, kept = market.symbol, list[tuple[Symbol, Sent]]()
    for symbol, sent in account.pending:
        said = len(desk.outputs)
        is_due = symbol == here and sent.at_ms + desk.rules.latency_ms <= desk.now_ms
        if is_due and _act(desk, account, market, sent, kept, is_book=is_book):
            say_last_acted(desk, account, sent, said)
        else:
            kept.append((symbol, sent))
    account.pending = [way for way in kept if _is_wanted(account, way[1])]
    _note_arrivals(desk, account, market)


def _note_arrivals(desk: Desk, account: Account, market: Market) -> None:
    dues = [sent.at_ms for symbol, sent in account.pending if symbol == market.symbol]
    if dues:
        market.arrivals[account.account_id] = min(dues) + desk.rules.latency_ms
    else:
        market.arrivals.pop(account.account_id, None)


def _is_wanted(account: Account, sent: Sent) -> bool:
    """Orders that were cancelled on their way are not on it any more."""
    return not isinstance(sent.command, Place) or sent.command.order.order_id in account.orders


def _act(
    desk: Desk, account: Account, market: Market, sent: Sent, before: list[tuple[Symbol, Sent]], *, is_book: bool
) -> bool:
    """Whether it acted. `before`: what was sent earlier and is still on its way."""
    match sent.command:
        case Place(order):
            live = account.orders.get(order.order_id)
            return live is None or _place(desk, account, market, live, is_book=is_book)
        case Cancel(_, order_id):
            if _is_still_arriving(desk, account, order_id):
                return False
            cancel(desk, account, order_id)
        case CancelAll():
            cancel_all(desk, account, market, _orders_in(before))
        case Amend(_, order_id) as amend:
            live = account.orders.get(order_id)
            if live is not None and live.status is OrderStatus.NEW:
                return False  # what it is to change has not arrived itself
            _amend(desk, account, market, amend)
        case SetStops() as stops:
            set_stops(desk, account, market, stops)
    return True


def _is_still_arriving(desk: Desk, account: Account, order_id: int) -> bool:
    """What was sent first meets the market first. Where no market comes in time, it is cancelled without one."""
    live = account.orders.get(order_id)
    if live is None or live.status is not OrderStatus.NEW:
        return False
    return desk.now_ms < live.sent_at_ms + desk.rules.latency_ms + desk.rules.patience_ms


def _place(desk: Desk, account: Account, market: Market, live: Live, *, is_book: bool) -> bool:
    if live.is_conditional and price_of(live) not in market.prices:
        return False
    if not live.is_conditional and not is_book:
        return False
    refusal = refused_on_arrival(desk, account, market, live)
    if refusal is not None:
        desk.end_order(account, live, OrderStatus.REJECTED, *refusal)
    elif live.is_conditional:
        live.status, live.best_ticks = OrderStatus.WAITING, starting_best(market, live)
        desk.tell_order(live)
    else:
        enter(desk, account, market, live)
    return True


def cancel(desk: Desk, account: Account, order_id: int) -> None:
    live = account.orders.get(order_id)
    if live is None:
        desk.refuse(account.account_id, Reason.UNKNOWN_ORDER, order_id)
    else:
        desk.end_order(account, live, OrderStatus.CANCELLED, Reason.BY_USER)


def _orders_in(way: list[tuple[Symbol, Sent]]) -> set[int]:
    return {sent.command.order.order_id for _, sent in way if isinstance(sent.command, Place)}


def cancel_all(desk: Desk, account: Account, market: Market, on_the_way: set[int]) -> None:
    """What arrived, and of what is NEW the orders that were sent before."""
    for live in account.orders_of(market.symbol):
        if live.status is not OrderStatus.NEW or live.order.order_id in on_the_way:
            desk.end_order(account, live, OrderStatus.CANCELLED, Reason.BY_USER)


def _amend(desk: Desk, account: Account, market: Market, amend: Amend) -> None:
    live = account.orders.get(amend.order_id)
    if live is None or live.is_entering:
        return desk.refuse(account.account_id, Reason.UNKNOWN_ORDER, amend.order_id)
    changed = amended(live.order, amend)
    probe = Live(changed, live.status, live.sent_at_ms, live.filled_lots)
    refusal = refused_by_itself(account, market, changed)
    if refusal is None and amend.lots is not None and amend.lots <= live.filled_lots:
        refusal = Reason.TOO_SMALL, ()
    if refusal is None and live.is_waiting:
        refusal = refused_on_arrival(desk, without(account, live), market, probe)
    if refusal is not None:
        return desk.refuse(account.account_id, refusal[0], amend.order_id, refusal[1])
    return _put_in_place(desk, account, market, live, changed)


def without(account: Account, live: Live) -> Account:
    """The account as if the order were not there, for judging what would stand in its place."""
    others = {key: other for key, other in account.orders.items() if other is not live}
    return replace(account, orders=others)


def amended(order: Order, amend: Amend) -> Order:
    trigger = order.trigger
    if trigger is not None and amend.trigger_ticks is not None:
        trigger = replace(trigger, ticks=amend.trigger_ticks)
    has_limit = order.kind is OrderKind.LIMIT and amend.limit_ticks is not None
    limit = amend.limit_ticks if has_limit else order.limit_ticks
    return replace(order, trigger=trigger, limit_ticks=limit, lots=order.lots if amend.lots is None else amend.lots)


def _put_in_place(desk: Desk, account: Account, market: Market, live: Live, changed: Order) -> None:
    """Smaller at the same price keeps its place; anything else goes through the book anew, whatever once fired it."""
    keeps = changed.limit_ticks == live.order.limit_ticks and changed.lots <= live.order.lots
    if live.is_waiting or keeps:
        live.order = changed
        return desk.tell_order(live)
    others = without(account, live)
    probe = Live(replace(changed, trigger=None, trailing=None), live.status, 0, live.filled_lots)
    refusal = refused_on_arrival(desk, others, market, probe)
    if refusal is None and (short := short_of_margin(desk, others, market, probe)):
        refusal = Reason.NO_MONEY, short
    if refusal is not None:
        return desk.refuse(account.account_id, refusal[0], changed.order_id, refusal[1])
    desk.leave_level(live)
    live.order, live.is_entering = changed, True
    desk.tell_order(live)
    return enter(desk, account, market, live) if market.is_bar else None


def give_up(desk: Desk, account: Account) -> None:
    """Market orders nobody made a price for in time. What fired at the venue itself waits on."""
    limit = desk.now_ms - desk.rules.latency_ms - desk.rules.patience_ms
    for _, sent in account.pending:
        order = sent.command.order if isinstance(sent.command, Place) else None
        if order is None or sent.at_ms > limit or order.kind is not OrderKind.MARKET or _is_conditional(order):
            continue
        live = account.orders.get(order.order_id)
        if live is not None:
            reject(desk, account, live, Reason.NO_PRICE)
    account.pending = [way for way in account.pending if _is_wanted(account, way[1])]


def _is_conditional(order: Order) -> bool:
    return order.trigger is not None or order.trailing is not None
