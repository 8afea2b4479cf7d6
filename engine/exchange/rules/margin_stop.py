"""A stop or a target stated as a share of the margin: "stop 5 %" loses 5 % of the stake, fees in."""

from decimal import Decimal

from engine.exchange.rules.precision import ONE, exact
from engine.market.values import Side


@exact
def price_for_result(
    side: Side, entry_usd: Decimal, leverage: Decimal, share: Decimal, entry_fee: Decimal, exit_fee: Decimal
) -> Decimal:
    """Where closing brings `share` of the margin, fees both ways paid; negative: a loss. May be no positive price."""
    sign = side.sign
    return entry_usd * (sign + entry_fee + share / leverage) / (sign - exit_fee)


@exact
def plain_stop(side: Side, entry_usd: Decimal, leverage: Decimal, risk: Decimal) -> Decimal:
    """Fees left out."""
    return entry_usd * (ONE - side.sign * risk / leverage)


@exact
def is_feasible(leverage: Decimal, risk: Decimal, taker_fee: Decimal) -> bool:
    """False where the fees in and out alone exceed the share of the margin that may be lost."""
    return risk / leverage >= 2 * taker_fee


@exact
def stop_for_risk(
    side: Side, entry_usd: Decimal, leverage: Decimal, risk: Decimal, taker_fee: Decimal
) -> Decimal | None:
    """Where `risk` of the margin is lost, taker fees both ways in. None where fees alone are more."""
    if not is_feasible(leverage, risk, taker_fee):
        return None
    return price_for_result(side, entry_usd, leverage, -risk, taker_fee, taker_fee)
