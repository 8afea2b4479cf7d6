"""Risk-limit tiers: how much of a position's value must be kept, and how high its leverage may be.

Each tier's deduction makes the requirement equal to the sum over the brackets below it. A value on the boundary
belongs to the lower tier. Source: Bybit, "Maintenance Margin (USDT Contract)".
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from engine.exchange.contract import Tier
from engine.exchange.rules.precision import ZERO, exact


@exact
def build_tiers(rows: Iterable[tuple[Decimal, Decimal, Decimal]]) -> tuple[Tier, ...]:
    """From (limit, maintenance rate, largest leverage), ascending by limit: the deductions follow."""
    tiers: list[Tier] = []
    for limit, rate, max_leverage in rows:
        below = tiers[-1] if tiers else Tier(ZERO, rate, ZERO, max_leverage)
        deduction = below.limit_usdt * (rate - below.rate) + below.deduction_usdt
        tiers.append(Tier(limit, rate, deduction, max_leverage))
    return tuple(tiers)


def tier_number(tiers: Sequence[Tier], value_usdt: Decimal) -> int | None:
    """Counted from 1. None: beyond the last limit, the venue takes no position of that value."""
    for number, tier in enumerate(tiers, 1):
        if value_usdt <= tier.limit_usdt:
            return number
    return None


def tier_of(tiers: Sequence[Tier], value_usdt: Decimal) -> Tier | None:
    number = tier_number(tiers, value_usdt)
    return None if number is None else tiers[number - 1]


@exact
def maintenance(tier: Tier, value_usdt: Decimal) -> Decimal:
    """Without the closing fee."""
    return value_usdt * tier.rate - tier.deduction_usdt


def largest_value(tiers: Sequence[Tier], leverage: Decimal) -> Decimal | None:
    """What a position may be worth at that leverage. None: no tier allows it."""
    allowed = [tier.limit_usdt for tier in tiers if tier.max_leverage >= leverage]
    return max(allowed, default=None)
