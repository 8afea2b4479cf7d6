"""Scaled entries: prices from start to end, the budget spread over them, and what the first fills average to."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from engine.exchange.rules.precision import exact, total


class Spacing(StrEnum):
    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"


class Weights(StrEnum):
    EQUAL = "equal"
    LINEAR = "linear"  # 1, 2, 3 … toward the end


@dataclass(frozen=True, slots=True)
class Ladder:
    """Columns of one row a level: price, USDT to spend there, coins that buys. Not on the venue's grid."""

    prices_usd: tuple[Decimal, ...]
    notionals_usdt: tuple[Decimal, ...]
    quantities: tuple[Decimal, ...]


@exact
def build_ladder(
    start_usd: Decimal, end_usd: Decimal, levels: int, budget_usdt: Decimal, spacing: Spacing, weights: Weights
) -> Ladder:
    """Both ends included; a single level is the start."""
    prices = tuple(_price(start_usd, end_usd, i, levels, spacing) for i in range(levels))
    shares = [1 if weights is Weights.EQUAL else i + 1 for i in range(levels)]
    notionals = tuple(budget_usdt * share / sum(shares) for share in shares)
    quantities = tuple(notional / price for notional, price in zip(notionals, prices, strict=True))
    return Ladder(prices, notionals, quantities)


def _price(start_usd: Decimal, end_usd: Decimal, i: int, levels: int, spacing: Spacing) -> Decimal:
    if i == 0 or i == levels - 1:
        return end_usd if i else start_usd
    along = Decimal(i) / (levels - 1)
    if spacing is Spacing.ARITHMETIC:
        return start_usd + (end_usd - start_usd) * along
    return start_usd * (end_usd / start_usd) ** along


@exact
def filled_quantity(ladder: Ladder, filled_levels: int) -> Decimal:
    return total(ladder.quantities[:filled_levels])


@exact
def average_entry(ladder: Ladder, filled_levels: int) -> Decimal | None:
    """When the first `filled_levels` are filled; None while none is."""
    quantity = filled_quantity(ladder, filled_levels)
    return total(ladder.notionals_usdt[:filled_levels]) / quantity if quantity else None


@exact
def mirrored(ladder: Ladder, mid_usd: Decimal) -> tuple[Decimal, ...]:
    """The prices of the same ladder on the other side of `mid_usd`."""
    return tuple(2 * mid_usd - price for price in ladder.prices_usd)
