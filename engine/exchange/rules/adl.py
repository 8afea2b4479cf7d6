"""When the venue begins to close winners because its insurance pool runs dry."""

from dataclasses import dataclass
from decimal import Decimal

from engine.exchange.rules.precision import exact


@dataclass(frozen=True, slots=True)
class Pool:
    """The insurance pool over the last 8 hours, in USDT. `trigger_ratio` is a fraction, below 0."""

    balance: Decimal
    max_balance: Decimal
    symbol_pnl: Decimal
    max_symbol_pnl: Decimal
    threshold: Decimal
    trigger_ratio: Decimal


@exact
def drawdown(pool: Pool) -> Decimal | None:
    """What the symbol took from the pool's best balance, a fraction below 0. None where the pool was never filled."""
    return (pool.symbol_pnl - pool.max_symbol_pnl) / pool.max_balance if pool.max_balance else None


def is_deleveraging(pool: Pool) -> bool:
    if pool.balance <= 0:
        return True
    fallen = drawdown(pool)
    return pool.balance > pool.threshold and fallen is not None and fallen < pool.trigger_ratio
