"""What members send, as far as it acts at once; the rest is put on its way."""

from engine.exchange.core.account import Account, Live
from engine.exchange.core.arriving import put_on_the_way, send_order
from engine.exchange.core.closing import close_account
from engine.exchange.core.desk import Desk
from engine.exchange.core.setting import add_margin, set_leverage, set_mode
from engine.exchange.orders import (
    AddMargin,
    Amend,
    Cancel,
    CancelAll,
    CloseAccount,
    Command,
    OpenAccount,
    OrderStatus,
    Place,
    Reason,
    Sent,
    SetLeverage,
    SetLimits,
    SetMode,
    SetStops,
)
from engine.exchange.outputs import Cause, Purse
from engine.market.values import Symbol


def account_id_of(command: Command) -> int:
    return command.order.account_id if isinstance(command, Place) else command.account_id


def open_account(desk: Desk, command: OpenAccount) -> Account:
    account = Account(command.account_id, 0, command.margin, command.is_hedged)
    desk.pay(account, Cause.OPENING, Purse.HOUSE, command.cash)
    desk.tell_account(account)
    return account


def refuse_stranger(desk: Desk, sent: Sent) -> None:
    """The account is closed, or never was."""
    command = sent.command
    if isinstance(command, Place):
        nobody = Account(command.order.account_id, 0)
        live = Live(command.order, OrderStatus.NEW, sent.at_ms)
        desk.end_order(nobody, live, OrderStatus.REJECTED, Reason.CLOSED_ACCOUNT)
    else:
        order_id = command.order_id if isinstance(command, Cancel | Amend | SetStops) else 0
        desk.refuse(command.account_id, Reason.CLOSED_ACCOUNT, order_id)


def carry_out(desk: Desk, account: Account, sent: Sent) -> None:
    match sent.command:
        case Place(order):
            send_order(desk, account, sent, order)
        case Cancel(_, order_id) | Amend(_, order_id):
            _send_to_order(desk, account, sent, order_id)
        case CancelAll(_, symbol):
            _send_cancel_all(desk, account, sent, symbol)
        case SetStops(_, symbol, order_id):
            _send(desk, account, sent, symbol, order_id)
        case SetLeverage() as command:
            set_leverage(desk, account, command)
        case AddMargin() as command:
            add_margin(desk, account, command)
        case SetMode() as command:
            set_mode(desk, account, command)
        case SetLimits(_, limits):
            account.limits = limits
            desk.tell_account(account)
        case CloseAccount():
            close_account(desk, account)
        case OpenAccount():
            pass  # it is open: the same command again changes nothing


def _send_to_order(desk: Desk, account: Account, sent: Sent, order_id: int) -> None:
    live = account.orders.get(order_id)
    if live is None:
        desk.refuse(account.account_id, Reason.UNKNOWN_ORDER, order_id)
    else:
        _send(desk, account, sent, live.order.symbol, order_id)


def _send_cancel_all(desk: Desk, account: Account, sent: Sent, symbol: Symbol | None) -> None:
    """Without a contract it goes to each that has an order: every one has its own next price."""
    ordered = {live.order.symbol for live in account.orders.values()}
    for each in sorted(ordered) if symbol is None else [symbol]:
        _send(desk, account, Sent(CancelAll(account.account_id, each), sent.at_ms, sent.command_id), each, 0)


def _send(desk: Desk, account: Account, sent: Sent, symbol: Symbol, order_id: int) -> None:
    market = desk.markets.get(symbol)
    if market is None:
        desk.refuse(account.account_id, Reason.DELISTED, order_id)
    else:
        put_on_the_way(desk, account, market, sent)
