"""Funding: the rate a venue makes of the premium, and what a holder pays at the instant.

Source: Bybit, "Introduction to Funding Rate".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from engine.exchange.rules.precision import clamp, exact, total
from engine.market.values import Side

DAILY_INTEREST = Decimal("0.0003")
_DAMPENER = Decimal("0.0005")  # how far interest pulls the rate away from the premium


@dataclass(frozen=True, slots=True)
class FundingRate:
    """Fractions per interval."""

    premium: Decimal
    interest: Decimal
    uncapped: Decimal
    rate: Decimal


@exact
def funding_payment(side: Side, quantity: Decimal, mark_usd: Decimal, rate: Decimal) -> Decimal:
    """What the holder gets; negative: pays. Quantity and mark of the instant of settlement."""
    return -side.sign * quantity * mark_usd * rate


@exact
def funding_rate(
    premium_index: Sequence[Decimal],
    interval: timedelta,
    upper: Decimal | None,
    lower: Decimal | None,
    daily_interest: Decimal = DAILY_INTEREST,
) -> FundingRate | None:
    """`premium_index`: one value a minute over the interval, the latest weighs most. None without any."""
    if not premium_index:
        return None
    weights = range(1, len(premium_index) + 1)
    premium = total(w * p for w, p in zip(weights, premium_index, strict=True)) / sum(weights)
    interest = daily_interest * _seconds(interval) / _seconds(timedelta(days=1))
    uncapped = premium + clamp(interest - premium, -_DAMPENER, _DAMPENER)
    return FundingRate(premium, interest, uncapped, clamp(uncapped, lower, upper))


def _seconds(span: timedelta) -> Decimal:
    return Decimal(span // timedelta(seconds=1))
