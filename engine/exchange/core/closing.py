"""A closed account's way out: what it holds is closed at the next price, what is left of its money goes back."""

from engine.exchange.core.account import Account
from engine.exchange.core.acting import end_ways
from engine.exchange.core.desk import Desk
from engine.exchange.core.filling import taker_model
from engine.exchange.core.market import Market
from engine.exchange.core.takeover import close
from engine.exchange.core.walking import consume, walk
from engine.exchange.orders import OrderStatus, Reason, Way
from engine.exchange.outputs import Cause, Purse


def close_account(desk: Desk, account: Account) -> None:
    account.is_open = False
    end_ways(desk, account, Reason.CLOSED_ACCOUNT)
    for live in list(account.orders.values()):
        desk.end_order(account, live, OrderStatus.CANCELLED, Reason.CLOSED_ACCOUNT)
    desk.tell_account(account)


def close_positions(desk: Desk, account: Account, market: Market) -> None:
    """As far as the book goes; the rest waits for the next one."""
    if account.is_open:
        return
    for position in account.positions_of(market.symbol):
        way = Way.SELL if position.lots > 0 else Way.BUY
        steps = walk(account, market, way, abs(position.lots), None)
        for step in steps:
            consume(account, market, way, step)
        close(desk, account, market, position, steps, taker_model(market))


def finish_closing(desk: Desk, account: Account) -> bool:
    """Whether a closed account holds nothing any more."""
    if account.is_open or account.positions or account.orders:
        return False
    desk.pay(account, Cause.CLOSING, Purse.HOUSE, -account.cash)
    desk.tell_account(account)
    return True
