"""An order meets the other side of the book: what it takes, what of it rests, what of it is cancelled."""

from dataclasses import replace

from engine.exchange.core.account import Account, Live
from engine.exchange.core.band import band
from engine.exchange.core.checking import refused_when_fired
from engine.exchange.core.desk import Desk, opposing
from engine.exchange.core.filling import Deal, fill, taker_model
from engine.exchange.core.funds import available, margin_balance, order_cost
from engine.exchange.core.market import Market, plain
from engine.exchange.core.resting import rest
from engine.exchange.core.takeover import close, without_position
from engine.exchange.core.walking import Step, consume, walk
from engine.exchange.orders import OrderKind, OrderStatus, Reason, TimeInForce, Way


def enter(desk: Desk, account: Account, market: Market, live: Live) -> None:
    """At the first book or bar after its arrival, or after it fired."""
    live.status, live.is_entering = OrderStatus.OPEN, True
    lots = wanted_lots(account, live)
    if not lots:
        reason = Reason.NO_POSITION if live.order.lots == 0 else Reason.REDUCE_ONLY
        desk.end_order(account, live, OrderStatus.CANCELLED, reason)
        return
    refusal = refused_when_fired(desk, account, market, live) if live.is_conditional else None
    if refusal is not None:
        desk.end_order(account, live, OrderStatus.CANCELLED, *refusal)
        return
    if live.order.lots == 0:
        live.order = replace(live.order, lots=lots)  # from here on it has the size of the position it met
    steps = walk(account, market, live.order.way, lots, worst_ticks(market, live))
    if not _refused_by_force(desk, account, live, steps, lots):
        _take(desk, account, market, live, steps)
        if live.order.order_id in account.orders:
            _leave_rest(desk, account, market, live)


def wanted_lots(account: Account, live: Live) -> int:
    """Never more than the position where the order may only reduce."""
    order = live.order
    if not order.reduce_only:
        return live.rest_lots
    position = account.positions.get((order.symbol, order.slot))
    if position is None or not opposing(order.way, position.lots):
        return 0
    return abs(position.lots) if order.lots == 0 else min(live.rest_lots, abs(position.lots))


def worst_ticks(market: Market, live: Live) -> int | None:
    """The order's own limit, its tolerance or the venue's band; None: any price."""
    order, side = live.order, market.side(live.order.way)
    if order.kind is OrderKind.LIMIT:
        return order.limit_ticks
    buys_up_to, sells_down_to = band(market)
    bound = buys_up_to if order.way is Way.BUY else sells_down_to
    if order.slippage_ticks is None or not side:
        return bound
    tolerated = side[0][0] + order.way.sign * order.slippage_ticks
    if bound is None:
        return tolerated
    return min(bound, tolerated) if order.way is Way.BUY else max(bound, tolerated)


def _refused_by_force(desk: Desk, account: Account, live: Live, steps: list[Step], lots: int) -> bool:
    force = live.order.time_in_force
    if force is TimeInForce.POST_ONLY and steps:
        desk.end_order(account, live, OrderStatus.CANCELLED, Reason.WOULD_TAKE)
        return True
    if force is TimeInForce.FOK and sum(step.lots for step in steps) < lots:
        desk.end_order(account, live, OrderStatus.CANCELLED, Reason.NOT_WHOLE)
        return True
    return False


def _take(desk: Desk, account: Account, market: Market, live: Live, steps: list[Step]) -> None:
    """What closes is filled before what opens is paid for: it frees the margin of the position. Of fill or kill both
    are reckoned before anything is filled."""
    closing, opening = _parted(account, live, steps)
    is_all_or_nothing = live.order.time_in_force is TimeInForce.FOK
    if is_all_or_nothing:
        after = _as_if_closed(account, market, live, closing)
        if opening and _is_refused_money(desk, account, after, market, live, opening):
            return
    if closing:
        _close(desk, account, market, live, closing)
    if not opening or live.order.order_id not in account.orders:
        return
    if not is_all_or_nothing and _is_refused_money(desk, account, account, market, live, opening):
        return
    for step in opening:
        _deal(desk, account, market, live, step)


def _parted(account: Account, live: Live, steps: list[Step]) -> tuple[list[Step], list[Step]]:
    position = account.positions.get((live.order.symbol, live.order.slot))
    room = abs(position.lots) if position and opposing(live.order.way, position.lots) else 0
    closing, opening = [], []
    for step in steps:
        closed = min(room, step.lots)
        room -= closed
        if closed:
            closing.append(Step(step.ticks, closed, step.shown_lots))
        if step.lots > closed:
            opening.append(Step(step.ticks, step.lots - closed, step.shown_lots))
    return closing, opening


def _opening_need(desk: Desk, account: Account, market: Market, live: Live, steps: list[Step]) -> tuple[int, int]:
    """A cross account also needs what it loses at once to the mark."""
    need = 0
    for step in steps:
        need += order_cost(account, market, live, step.lots, step.ticks)
        if account.is_cross and market.mark is not None:
            need += max(live.order.way.sign * market.numbers.value(step.ticks - market.mark, step.lots), 0)
    have = available(desk, account, without=live)
    return need, min(have, margin_balance(desk, account))


def _as_if_closed(account: Account, market: Market, live: Live, closing: list[Step]) -> Account:
    position = account.positions.get((live.order.symbol, live.order.slot))
    return account if not closing or position is None else without_position(account, market, position, closing, live)


def _is_refused_money(
    desk: Desk, account: Account, payer: Account, market: Market, live: Live, opening: list[Step]
) -> bool:
    """`payer`: the account at the moment when it has to pay."""
    need, have = _opening_need(desk, payer, market, live, opening)
    if need > have:
        _refuse_money(desk, account, live, need, have)
    return need > have


def _refuse_money(desk: Desk, account: Account, live: Live, need: int, have: int) -> None:
    """A fired conditional that is short is cancelled; so is what closed something already."""
    is_new = not live.is_conditional and not live.filled_lots
    status = OrderStatus.REJECTED if is_new else OrderStatus.CANCELLED
    numbers = ("need", plain(need)), ("have", plain(have))
    desk.end_order(account, live, status, Reason.NO_MONEY, numbers)


def _close(desk: Desk, account: Account, market: Market, live: Live, steps: list[Step]) -> None:
    for step in steps:
        consume(account, market, live.order.way, step)
    position = account.positions[live.order.symbol, live.order.slot]
    close(desk, account, market, position, steps, taker_model(market), live)


def _deal(desk: Desk, account: Account, market: Market, live: Live, step: Step) -> None:
    consume(account, market, live.order.way, step)
    deal = Deal(live.order.way, step.lots, step.ticks, taker_model(market), live.order.slot)
    fill(desk, account, market, deal, live)


def _leave_rest(desk: Desk, account: Account, market: Market, live: Live) -> None:
    order = live.order
    if order.kind is OrderKind.LIMIT and order.time_in_force in (TimeInForce.GTC, TimeInForce.POST_ONLY):
        rest(desk, account, market, live)
        return
    desk.end_order(account, live, OrderStatus.CANCELLED, Reason.BOOK_EMPTY)
