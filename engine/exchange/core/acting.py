"""Saying that a command acted, so that whoever keeps it until then may let it go."""

from typing import TypeGuard

from engine.exchange.core.account import Account
from engine.exchange.core.desk import Desk
from engine.exchange.orders import OrderStatus, Place, Reason, Sent
from engine.exchange.outputs import Acted, CommandRefused, OrderChanged, Output
from engine.market.values import Symbol


def is_on_the_way(account: Account, sent: Sent) -> bool:
    """An order is the exchange's own as soon as it is NEW; anything else only when it acted."""
    if sent.command_id == 0 or isinstance(sent.command, Place):
        return False
    return any(other.command_id == sent.command_id for _, other in account.pending)


def say_acted(desk: Desk, sent: Sent, since: int) -> None:
    """`since`: how much had been said before it acted."""
    if sent.command_id == 0:
        return
    refusal = next((one for one in desk.outputs[since:] if _is_refusal(one)), None)
    reason, numbers = (None, ()) if refusal is None else (refusal.reason, refusal.numbers)
    desk.outputs.append(Acted(sent.command_id, _account_id(sent), desk.now_ms, reason, numbers))


def _is_refusal(output: Output) -> TypeGuard[CommandRefused | OrderChanged]:
    return isinstance(output, CommandRefused) or (
        isinstance(output, OrderChanged) and output.status is OrderStatus.REJECTED
    )


def say_last_acted(desk: Desk, account: Account, sent: Sent, since: int) -> None:
    """Of what was on its way. A command that went to several contracts acted when the last of them was reached."""
    if isinstance(sent.command, Place):
        return  # said when it came
    if not any(other is not sent and other.command_id == sent.command_id for _, other in account.pending):
        say_acted(desk, sent, since)


def end_ways(desk: Desk, account: Account, reason: Reason, symbol: Symbol | None = None) -> None:
    """What is on its way to the contract, or (None) to any, arrives no more: whoever keeps it may let it go. Of orders
    that was said when they came."""
    ended = [sent for to, sent in account.pending if symbol in (None, to)]
    account.pending = [way for way in account.pending if symbol not in (None, way[0])]
    left = {sent.command_id for _, sent in account.pending}
    named = {one.command_id for one in ended if one.command_id and not isinstance(one.command, Place)}
    for command_id in sorted(named - left):
        desk.outputs.append(Acted(command_id, account.account_id, desk.now_ms, reason))


def _account_id(sent: Sent) -> int:
    return sent.command.order.account_id if isinstance(sent.command, Place) else sent.command.account_id
