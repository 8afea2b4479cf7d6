"""Trading fees as the venue charges them, exact for what is owed and as a rate for what is looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

TAKER_FEE = Decimal("0.00055")  # Bybit linear contracts, no VIP level
MAKER_FEE = Decimal("0.0002")


@dataclass(frozen=True, slots=True)
class Execution:
    price_usd: Decimal
    quantity_base: Decimal
    is_maker: bool


@dataclass(frozen=True, slots=True)
class Charge:
    turnover_usd: Decimal
    fee_usd: Decimal  # negative: a rebate


def charge(executions: Iterable[Execution], maker_fee: Decimal = MAKER_FEE, taker_fee: Decimal = TAKER_FEE) -> Charge:
    turnover = fee = Decimal(0)
    for execution in executions:
        notional = execution.price_usd * execution.quantity_base
        turnover += notional
        fee += notional * (maker_fee if execution.is_maker else taker_fee)
    return Charge(turnover, fee)
