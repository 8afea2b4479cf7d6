"""A closed candle played as a path, for a market without a book. The order of events is stated at `Bar`."""

from collections.abc import Iterator
from functools import partial

from engine.exchange.core.account import Account, Live
from engine.exchange.core.arriving import arrive
from engine.exchange.core.closing import close_positions
from engine.exchange.core.desk import Desk
from engine.exchange.core.liquidating import is_cross_due, meet_mark
from engine.exchange.core.market import Market
from engine.exchange.core.resting import resting_orders, serve
from engine.exchange.core.stops import price_of
from engine.exchange.core.taking import enter
from engine.exchange.core.triggers import meet_price, trailing_stop
from engine.exchange.inputs import Bar
from engine.exchange.orders import PriceOf, Way
from engine.exchange.outputs import FillModel


def play(desk: Desk, account: Account, market: Market, bar: Bar) -> None:
    """The open as one jump, then three straight ways."""
    desk.now_ms = bar.open_ms
    _open(desk, account, market, bar.open_ticks)
    desk.now_ms = bar.close_ms
    here = bar.open_ticks
    for there in way_points(account, market, bar):
        _go(desk, account, market, here, there)
        here = there


def way_points(account: Account, market: Market, bar: Bar) -> tuple[int, int, int]:
    """The extreme against the position first; of a flat account the one nearer to the open, the lower one of equals."""
    lots = sum(position.lots for position in account.positions_of(market.symbol))
    is_low_first = lots > 0 or (lots == 0 and bar.open_ticks - bar.low_ticks <= bar.high_ticks - bar.open_ticks)
    extremes = (bar.low_ticks, bar.high_ticks) if is_low_first else (bar.high_ticks, bar.low_ticks)
    return *extremes, bar.close_ticks


def _open(desk: Desk, account: Account, market: Market, ticks: int) -> None:
    market.show_price(ticks)
    if _is_mark_driven(market):
        meet_mark(desk, account, market)
    close_positions(desk, account, market)
    _enter_fired(desk, account, market)
    arrive(desk, account, market, is_book=True)
    _meet_rest(desk, account, market, ticks)


def _enter_fired(desk: Desk, account: Account, market: Market) -> None:
    for live in account.orders_of(market.symbol):
        if live.is_entering and live.order.order_id in account.orders:
            enter(desk, account, market, live)


def _is_mark_driven(market: Market) -> bool:
    return PriceOf.MARK not in market.own


def _meet(desk: Desk, account: Account, market: Market, ticks: int) -> None:
    """One price on the way: the venue first, then stops, then what rests."""
    market.show_price(ticks)
    if _is_mark_driven(market):
        meet_mark(desk, account, market)
    _meet_rest(desk, account, market, ticks)


def _meet_rest(desk: Desk, account: Account, market: Market, ticks: int) -> None:
    for series in driven(market):
        meet_price(desk, account, market, series, partial(_enter_if_there, desk, account, market))
    for live in resting_orders(account, market):
        limit = live.order.limit_ticks or 0
        if live.order.order_id in account.orders and (limit - ticks) * live.order.way.sign > 0:
            serve(desk, account, market, live, live.rest_lots, FillModel.BAR)


def _enter_if_there(desk: Desk, account: Account, market: Market, live: Live) -> None:
    if live.order.order_id in account.orders:
        enter(desk, account, market, live)


def driven(market: Market) -> list[PriceOf]:
    return [PriceOf.LAST, *market.followers]


def _go(desk: Desk, account: Account, market: Market, here: int, there: int) -> None:
    """From event to event, each judged by what the ones before it left."""
    while True:
        event = _next_event(desk, account, market, here, there)
        if event is None:
            break
        _meet(desk, account, market, event)
        here = event
    _meet(desk, account, market, there)


def _next_event(desk: Desk, account: Account, market: Market, here: int, there: int) -> int | None:
    """The nearest price on the way at which something happens; `here` itself where something is due already."""
    sign = 1 if there >= here else -1
    nearest: int | None = None
    for ticks in _events(desk, account, market, here, there):
        reached = ticks if (ticks - here) * sign > 0 else here
        if (there - reached) * sign >= 0 and (nearest is None or (nearest - reached) * sign > 0):
            nearest = reached
    return nearest


def _events(desk: Desk, account: Account, market: Market, here: int, there: int) -> Iterator[int]:
    is_rise = there >= here
    for live in account.orders_of(market.symbol):
        ticks = _event_of_order(market, live, is_rise=is_rise)
        if ticks is not None:
            yield ticks
    if _is_mark_driven(market):
        yield from _liquidations(desk, account, market, here, there)


def _event_of_order(market: Market, live: Live, *, is_rise: bool) -> int | None:
    order = live.order
    if live.is_resting and order.limit_ticks is not None and is_rise is (order.way is Way.SELL):
        return order.limit_ticks - order.way.sign
    if not live.is_waiting or price_of(live) not in driven(market):
        return None
    if order.trigger is not None:
        return order.trigger.ticks if order.trigger.is_rising is is_rise else None
    return _event_of_trailing(live, is_rise=is_rise)


def _event_of_trailing(live: Live, *, is_rise: bool) -> int | None:
    """A stop that sells is activated on a rise and fires on a fall."""
    trailing, sells = live.order.trailing, live.order.way is Way.SELL
    if trailing is None:
        return None
    if live.best_ticks is None:
        return trailing.activation_ticks if is_rise is sells else None
    return trailing_stop(live) if is_rise is not sells else None


def _liquidations(desk: Desk, account: Account, market: Market, here: int, there: int) -> Iterator[int]:
    if account.is_cross:
        yield from _cross_liquidation(desk, account, market, here, there)
        return
    for position in account.positions_of(market.symbol):
        if position.liquidation_ticks and (position.lots > 0) is (there < here):
            yield position.liquidation_ticks


def _cross_liquidation(desk: Desk, account: Account, market: Market, here: int, there: int) -> Iterator[int]:
    """The first price of the way at which maintenance reaches the balance, by halving: it gets worse all along it."""
    if not account.positions_of(market.symbol) or not _is_due_at(desk, account, market, there):
        return
    safe, due = here, there
    if _is_due_at(desk, account, market, here):
        due = here
    while abs(due - safe) > 1:
        middle = (due + safe) // 2
        if _is_due_at(desk, account, market, middle):
            due = middle
        else:
            safe = middle
    market.show_price(here)
    yield due


def _is_due_at(desk: Desk, account: Account, market: Market, ticks: int) -> bool:
    market.show_price(ticks)
    return is_cross_due(desk, account)
