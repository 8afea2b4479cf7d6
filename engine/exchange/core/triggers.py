"""Conditional orders: when they fire, and what follows."""

from collections.abc import Callable

from engine.exchange.core.account import Account, Live
from engine.exchange.core.desk import Desk
from engine.exchange.core.filling import cancel_siblings
from engine.exchange.core.market import Market
from engine.exchange.core.stops import price_of
from engine.exchange.orders import OrderStatus, PriceOf, Trailing, Way

MILLION = 10**6
_WAITING = OrderStatus.WAITING


def meet_price(
    desk: Desk, account: Account, market: Market, series: PriceOf, fired: Callable[[Live], None] | None = None
) -> None:
    """At a price of the series. `fired` is told of each that fires; None: it waits for the next book."""
    ticks = market.prices[series]
    for live in waiting_orders(account, market, series):
        if live.order.order_id not in account.orders:
            continue
        if is_beyond(live, ticks):
            fire(desk, account, live)
            if fired is not None:
                fired(live)
        else:
            follow(desk, live, ticks)


def waiting_orders(account: Account, market: Market, series: PriceOf) -> list[Live]:
    symbol = market.symbol
    return [
        live
        for live in account.orders.values()
        if live.status is _WAITING and live.order.symbol == symbol and price_of(live) is series
    ]


def is_beyond(live: Live, ticks: int) -> bool:
    trigger = live.order.trigger
    if trigger is not None:
        return ticks >= trigger.ticks if trigger.is_rising else ticks <= trigger.ticks
    edge = trailing_stop(live)
    return edge is not None and (ticks - edge) * live.order.way.sign >= 0


def trailing_stop(live: Live) -> int | None:
    """The price on the grid that fires it as it stands; None while it waits for its activation."""
    trailing, best = live.order.trailing, live.best_ticks
    if trailing is None or best is None:
        return None
    if trailing.distance_ticks is not None:
        return best + live.order.way.sign * trailing.distance_ticks
    share = trailing.share_ppm or 0
    if live.order.way is Way.SELL:
        return best * (MILLION - share) // MILLION
    return -(-best * (MILLION + share) // MILLION)


def follow(desk: Desk, live: Live, ticks: int) -> None:
    """A better price moves a trailing stop on; the activation price wakes it."""
    trailing = live.order.trailing
    if trailing is None:
        return
    if live.best_ticks is None:
        if not is_activated(live.order.way, trailing, ticks):
            return
    elif (live.best_ticks - ticks) * live.order.way.sign <= 0:
        return
    live.best_ticks = ticks
    desk.tell_order(live)


def is_activated(way: Way, trailing: Trailing, ticks: int) -> bool:
    """A stop that sells is activated by a rise, one that buys by a fall."""
    activation = trailing.activation_ticks
    return activation is None or (activation - ticks) * way.sign >= 0


def fire(desk: Desk, account: Account, live: Live) -> None:
    """Its siblings go; it meets the next book. Margin is asked for there."""
    live.status, live.is_entering = OrderStatus.OPEN, True
    desk.tell_order(live)
    cancel_siblings(desk, account, live)
