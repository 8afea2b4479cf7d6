"""A running competition's own limits: when an order arrives, again when one that rests is filled (it may have been sent
before the limits were, or have been meant to close what is gone by now), and when more margin is put to an open one."""

from engine.exchange.core.account import Account, Live
from engine.exchange.core.desk import Desk, Figures
from engine.exchange.core.funds import coin_margin, leverage_of, margin_balance, order_cost, positions_margin
from engine.exchange.core.market import Market, hundredths, plain
from engine.exchange.orders import Limits, Reason

_MILLION = 10**6


def beyond_round(
    desk: Desk, account: Account, market: Market, live: Live, lots: int, ticks: int
) -> tuple[Reason, Figures] | None:
    """Of an order that arrives and would open so many lots: all that rests in the coin counts in."""
    limits = account.limits
    if limits is None:
        return None
    bound = coin_margin(desk, account, market.contract.coin, without=live)
    return _beyond(desk, account, market, limits, bound + order_cost(account, market, live, lots, ticks))


def filled_beyond_round(
    desk: Desk, account: Account, market: Market, live: Live, lots: int
) -> tuple[Reason, Figures] | None:
    """Of one that rests: what is open already counts in, whichever of the others may ever fill."""
    limits = account.limits
    if limits is None:
        return None
    bound = positions_margin(desk, account, market.contract.coin)
    cost = order_cost(account, market, live, lots, live.order.limit_ticks or 0)
    return _beyond(desk, account, market, limits, bound + cost)


def bound_beyond_round(desk: Desk, account: Account, market: Market, more: int = 0) -> tuple[Reason, Figures] | None:
    """Of what is open in the coin as it is now, with so much margin added to it."""
    limits = account.limits
    if limits is None:
        return None
    return _beyond_share(desk, account, limits, positions_margin(desk, account, market.contract.coin) + more)


def _beyond(desk: Desk, account: Account, market: Market, limits: Limits, margin: int) -> tuple[Reason, Figures] | None:
    leverage_e2 = leverage_of(account, market)
    if leverage_e2 > limits.max_leverage_e2:
        allowed = hundredths(limits.max_leverage_e2)
        return Reason.ROUND_RULE, (("leverage", hundredths(leverage_e2)), ("allowed", allowed))
    return _beyond_share(desk, account, limits, margin)


def _beyond_share(desk: Desk, account: Account, limits: Limits, margin: int) -> tuple[Reason, Figures] | None:
    most = margin_balance(desk, account) * limits.coin_share_ppm // _MILLION
    return (Reason.ROUND_RULE, (("margin", plain(margin)), ("limit", plain(most)))) if margin > most else None
