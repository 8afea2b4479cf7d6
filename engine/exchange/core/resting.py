"""Limit orders in the book: their place in the queue, and the trades that reach them."""

from engine.exchange.core.account import Account, Live
from engine.exchange.core.desk import Desk, opposing
from engine.exchange.core.filling import Deal, fill
from engine.exchange.core.funds import available, order_cost
from engine.exchange.core.market import Market, plain
from engine.exchange.core.round_limits import filled_beyond_round
from engine.exchange.core.takeover import close
from engine.exchange.core.walking import Step, consume, walk
from engine.exchange.inputs import Trade
from engine.exchange.orders import OrderStatus, Reason, Way
from engine.exchange.outputs import FillModel


def rest(desk: Desk, account: Account, market: Market, live: Live) -> None:
    """Behind what the book shows at its price and behind the account's own orders there; 0 at a price nobody shows.

    Deeper than the visible book, the last level shown stands for the queue nobody sees.
    """
    numbers = short_of_margin(desk, account, market, live)
    if numbers:
        status = OrderStatus.CANCELLED if live.filled_lots or live.is_conditional else OrderStatus.REJECTED
        desk.end_order(account, live, status, Reason.NO_MONEY, numbers)
        return
    ahead = _shown(market, live) + _own_lots(account, live)
    live.status, live.is_entering = OrderStatus.OPEN, False
    desk.join_level(account, live, ahead)
    desk.tell_order(live)


def short_of_margin(desk: Desk, account: Account, market: Market, live: Live) -> tuple[tuple[str, str], ...]:
    """What it would need to rest and what there is; nothing where that is enough."""
    if live.order.reduce_only:
        return ()
    lots = opening_lots(account, live, live.rest_lots)
    need = order_cost(account, market, live, lots, live.order.limit_ticks or 0)
    have = available(desk, account, without=live)
    return (("need", plain(need)), ("have", plain(have))) if lots and need > have else ()


def opening_lots(account: Account, live: Live, lots: int) -> int:
    """Of an order that arrives: what older orders will close is not left for it to close."""
    order = live.order
    position = account.positions.get((order.symbol, order.slot))
    if position is None or not opposing(order.way, position.lots):
        return lots
    older = sum(
        other.rest_lots
        for other in account.orders_of(order.symbol)
        if other is not live
        and other.is_resting
        and not other.order.reduce_only
        and other.order.way is order.way
        and other.order.slot is order.slot
    )
    return max(lots - max(abs(position.lots) - older, 0), 0)


def _shown(market: Market, live: Live) -> int:
    side = market.side(live.order.way.other)
    limit = live.order.limit_ticks
    if market.is_bar or not side or limit is None:
        return 0
    if (side[-1][0] - limit) * live.order.way.sign > 0:
        return side[-1][1]
    return next((lots for ticks, lots in side if ticks == limit), 0)


def _own_lots(account: Account, live: Live) -> int:
    order = live.order
    return sum(
        other.rest_lots
        for other in account.orders_of(order.symbol)
        if other is not live
        and other.is_resting
        and other.order.way is order.way
        and other.order.limit_ticks == order.limit_ticks
    )


def meet_trade(desk: Desk, account: Account, market: Market, trade: Trade) -> None:
    """A print through an order's price fills it; one at its price does once the queue ahead has traded.

    One that is told late, of a moment when the order was not there yet, does neither.
    """
    for live in resting_orders(account, market):
        order, limit = live.order, live.order.limit_ticks
        if limit is None or order.order_id not in account.orders:
            continue
        was_there = live.sent_at_ms + desk.rules.latency_ms <= trade.at_ms
        if (limit - trade.ticks) * order.way.sign > 0 and was_there:
            serve(desk, account, market, live, live.rest_lots, FillModel.QUEUE)
        elif limit == trade.ticks and trade.is_buy is (order.way is Way.SELL):
            if not was_there:
                _stay_behind(account, market, live, trade)
            _serve_turn(desk, account, market, live, limit)


def _stay_behind(account: Account, market: Market, live: Live, trade: Trade) -> None:
    live.passes_at += trade.lots
    market.levels[live.order.way].wait_on(trade.ticks, account.account_id, live.passes_at)


def _serve_turn(desk: Desk, account: Account, market: Market, live: Live, limit: int) -> None:
    levels = market.levels[live.order.way]
    lots = min(levels.traded(limit) - live.passes_at, live.rest_lots)
    if lots <= 0:
        return
    live.passes_at += lots
    serve(desk, account, market, live, lots, FillModel.QUEUE)
    if live.order.order_id in account.orders:
        levels.wait_on(limit, account.account_id, live.passes_at)


def meet_book(desk: Desk, account: Account, market: Market) -> None:
    """The other side stands beyond an order's price: whoever came there would have met it first."""
    for live in resting_orders(account, market):
        limit, way = live.order.limit_ticks, live.order.way
        if limit is None or live.order.order_id not in account.orders:
            continue
        for step in walk(account, market, way, live.rest_lots, limit - way.sign):
            if live.order.order_id in account.orders:
                consume(account, market, way, step)
                serve(desk, account, market, live, step.lots, FillModel.QUEUE)


def resting_orders(account: Account, market: Market) -> list[Live]:
    """The better price first, the older first."""
    symbol = market.symbol
    found = [live for live in account.orders.values() if live.is_resting and live.order.symbol == symbol]
    if len(found) > 1:
        found.sort(key=lambda live: (-live.order.way.sign * (live.order.limit_ticks or 0), live.order.order_id))
    return found


def serve(desk: Desk, account: Account, market: Market, live: Live, lots: int, model: FillModel) -> None:
    """A maker's fill at the order's own price, cut to what it may reduce, refused where it would open what the account
    cannot pay or a round does not let it."""
    order = live.order
    position = account.positions.get((order.symbol, order.slot))
    room = abs(position.lots) if position and opposing(order.way, position.lots) else 0
    lots = min(lots, room) if order.reduce_only else lots
    if not lots:
        desk.end_order(account, live, OrderStatus.CANCELLED, Reason.REDUCE_ONLY)
        return
    closing = min(lots, room)
    if closing and position:
        steps = [Step(order.limit_ticks or 0, closing, closing)]
        close(desk, account, market, position, steps, model, live, is_maker=True)
    opening = lots - closing
    if opening and order.order_id in account.orders and _may_open(desk, account, market, live, opening):
        _serve_part(desk, account, market, live, opening, model)


def _serve_part(desk: Desk, account: Account, market: Market, live: Live, lots: int, model: FillModel) -> None:
    deal = Deal(live.order.way, lots, live.order.limit_ticks or 0, model, live.order.slot, is_maker=True)
    fill(desk, account, market, deal, live)


def _may_open(desk: Desk, account: Account, market: Market, live: Live, lots: int) -> bool:
    refusal = filled_beyond_round(desk, account, market, live, lots)
    if refusal is not None:
        desk.end_order(account, live, OrderStatus.CANCELLED, *refusal)
        return False
    need = order_cost(account, market, live, lots, live.order.limit_ticks or 0)
    have = available(desk, account, without=live)
    if need <= have:
        return True
    numbers = ("need", plain(need)), ("have", plain(have))
    desk.end_order(account, live, OrderStatus.CANCELLED, Reason.NO_MONEY, numbers)
    return False
