"""Trading fees as the venue charges them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from engine.exchange.contract import VIP0_MAKER, VIP0_TAKER
from engine.exchange.rules.precision import ZERO, exact


@dataclass(frozen=True, slots=True)
class Execution:
    price_usd: Decimal
    quantity: Decimal
    is_maker: bool


@dataclass(frozen=True, slots=True)
class Charge:
    turnover_usdt: Decimal
    fee_usdt: Decimal  # negative: a rebate


@exact
def charge(executions: Iterable[Execution], maker_fee: Decimal = VIP0_MAKER, taker_fee: Decimal = VIP0_TAKER) -> Charge:
    turnover = fee = ZERO
    for execution in executions:
        notional = execution.price_usd * execution.quantity
        turnover += notional
        fee += notional * (maker_fee if execution.is_maker else taker_fee)
    return Charge(turnover, fee)
