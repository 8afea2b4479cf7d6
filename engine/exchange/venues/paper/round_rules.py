"""A running competition's own limits, judged before an order is sent: the exchange would refuse it, but not say what
would work."""

from decimal import ROUND_FLOOR, Decimal

from engine.exchange.orders import Limits
from engine.exchange.refusals import RoundLeverage, RoundShare
from engine.exchange.rules.precision import ZERO, exact
from engine.exchange.ticket import Ticket

_MILLION = Decimal(1_000_000)
_CENT = Decimal("0.01")


@exact
def check_round(limits: Limits | None, ticket: Ticket, coin_margin_usdt: Decimal, equity_usdt: Decimal) -> None:
    """`coin_margin_usdt`: bound in that coin already. Raises `RoundLeverage` and `RoundShare`."""
    if limits is None or not ticket.opens:
        return
    largest = Decimal(limits.max_leverage_e2) / 100
    if ticket.leverage > largest:
        raise RoundLeverage(ticket.leverage, largest)
    share = limits.coin_share_ppm / _MILLION
    most, cost = equity_usdt * share, ticket.worst_loss_usdt
    if coin_margin_usdt + cost <= most:
        return
    room = max(most - coin_margin_usdt, ZERO)
    stake = (room * ticket.stake_usdt / cost).quantize(_CENT, ROUND_FLOOR)
    raise RoundShare(coin_margin_usdt + cost, most, share, stake)
