"""What a position binds and what it must keep. Rules in force since 2025-09-02.

Isolated: initial margin by entry, maintenance margin by mark, the closing fee reserved at the bankruptcy price.
Cross: all of it by mark; the base of its closing fee is not published, the mark value is taken.
Source: Bybit, "Understanding the Adjustment and Impact of the New Margin Calculation".
"""

from dataclasses import dataclass
from decimal import Decimal

from engine.exchange.rules.holding import Holding
from engine.exchange.rules.precision import exact


@dataclass(frozen=True, slots=True)
class Margin:
    """In USDT; the closing fee is in both of the others."""

    close_fee: Decimal
    initial: Decimal
    maintenance: Decimal


@exact
def isolated_margin(
    holding: Holding, mark_usd: Decimal, rate: Decimal, deduction_usdt: Decimal, taker_fee: Decimal
) -> Margin:
    """`rate`, `deduction_usdt`: of the tier. Margin that was added is not in it."""
    fee = reserved_close_fee(holding, taker_fee)
    return Margin(
        fee,
        holding.stake_usdt + fee,
        holding.quantity * mark_usd * rate - deduction_usdt + fee,
    )


@exact
def cross_margin(
    holding: Holding, mark_usd: Decimal, rate: Decimal, deduction_usdt: Decimal, taker_fee: Decimal
) -> Margin:
    value = holding.quantity * mark_usd
    fee = value * taker_fee
    return Margin(fee, value / holding.leverage + fee, value * rate - deduction_usdt + fee)


@exact
def reserved_close_fee(holding: Holding, taker_fee: Decimal) -> Decimal:
    """Of an isolated position: at the price where its stake is gone."""
    return holding.quantity * holding.plain_bankruptcy_usd * taker_fee


@exact
def position_margin(holding: Holding, taker_fee: Decimal) -> Decimal:
    """What an isolated position binds of the wallet, and exactly what its liquidation costs."""
    return holding.stake_usdt + reserved_close_fee(holding, taker_fee)
