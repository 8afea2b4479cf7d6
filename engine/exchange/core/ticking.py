"""What one market event means to one account, in the venue's order: liquidation, arrivals, triggers, resting orders."""

from collections.abc import Sequence

from engine.exchange.core.account import Account
from engine.exchange.core.arriving import arrive
from engine.exchange.core.closing import close_positions
from engine.exchange.core.desk import Desk
from engine.exchange.core.filling import Deal, fill
from engine.exchange.core.liquidating import meet_mark
from engine.exchange.core.market import Market
from engine.exchange.core.resting import meet_book as meet_resting
from engine.exchange.core.resting import meet_trade as meet_print
from engine.exchange.core.taking import enter
from engine.exchange.core.triggers import meet_price
from engine.exchange.inputs import Executed, Trade
from engine.exchange.orders import OrderStatus, PriceOf, Slot, Way
from engine.exchange.outputs import FillModel


def meet_prices(desk: Desk, account: Account, market: Market, moved: Sequence[PriceOf]) -> None:
    if PriceOf.MARK in moved:
        meet_mark(desk, account, market)
    if market.arrivals:
        arrive(desk, account, market, is_book=False)
    for series in moved:
        meet_price(desk, account, market, series)


def meet_book(desk: Desk, account: Account, market: Market) -> None:
    close_positions(desk, account, market)
    for live in account.orders_of(market.symbol):
        if live.is_entering and live.order.order_id in account.orders:
            enter(desk, account, market, live)
    arrive(desk, account, market, is_book=True)
    meet_resting(desk, account, market)


def meet_trade(desk: Desk, account: Account, market: Market, moved: Sequence[PriceOf], trade: Trade) -> None:
    meet_prices(desk, account, market, moved)
    if desk.rules.with_book:
        meet_print(desk, account, market, trade)


def book_execution(desk: Desk, account: Account, market: Market, event: Executed) -> None:
    """As the venue reports it: nothing is matched, nothing is refused."""
    live = account.orders.get(event.order_id)
    if live is not None and live.status is OrderStatus.NEW:
        live.status, live.is_entering = OrderStatus.OPEN, True
    deal = Deal(
        way=Way.BUY if event.is_buy else Way.SELL,
        lots=event.lots,
        ticks=event.ticks,
        model=FillModel.VENUE,
        slot=Slot(event.slot),
        is_maker=event.is_maker,
        fee=event.fee,
        order_id=event.order_id,
    )
    fill(desk, account, market, deal, live)
