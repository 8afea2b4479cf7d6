"""Where an isolated position is liquidated and where its margin is gone.

Source: Bybit, "UTA Trading Rules" and "Bankruptcy Price". The term of added margin in the bankruptcy price is derived:
it is the shift that keeps the reserve equal to loss and closing fee, and stands in the published liquidation formula.
"""

from decimal import Decimal

from engine.exchange.rules.holding import Holding
from engine.exchange.rules.precision import ONE, exact


@exact
def liquidation_price(holding: Holding, rate: Decimal, deduction_usdt: Decimal, taker_fee: Decimal) -> Decimal:
    """By mark; fixed after entry. Not positive where nothing can liquidate the position (a long at 1x): see
    `reachable`. `rate`, `deduction_usdt`: of the tier of the position's value."""
    value, sign = holding.notional_usdt, holding.sign
    extra = holding.extra_margin_usdt / (ONE - sign * taker_fee)
    room = value / holding.leverage + extra + deduction_usdt
    return (value - sign * room) / (holding.quantity * (ONE - sign * rate))


@exact
def bankruptcy_price(holding: Holding, taker_fee: Decimal) -> Decimal:
    """Where a close with its fee leaves nothing of the margin."""
    sign = holding.sign
    shift = holding.extra_margin_usdt / (holding.quantity * (ONE - sign * taker_fee))
    return holding.plain_bankruptcy_usd - sign * shift


def reachable(price_usd: Decimal) -> Decimal | None:
    """None for a price that no market has: the venue shows nothing there."""
    return price_usd if price_usd > 0 else None
