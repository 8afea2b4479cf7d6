"""Money inside the matching core: whole units of 1e-10 USDT. `Decimal` outside. They meet here and nowhere else."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import NewType

Units = NewType("Units", int)  # of 1e-10 USDT

SCALE = 10**10
_STEP = Decimal(1)
_PLACES = 10
_EXACTLY = Context(prec=60, rounding=ROUND_HALF_EVEN)


def units(usdt: Decimal) -> Units:
    """Rounded half to even where it is finer than a unit."""
    return Units(int(usdt.scaleb(_PLACES, _EXACTLY).quantize(_STEP, context=_EXACTLY)))


def usdt(amount: int) -> Decimal:
    """Exact."""
    return Decimal(amount).scaleb(-10)


def divided(numerator: int, denominator: int) -> int:
    """`numerator / denominator` rounded half to even, for a positive denominator: the core's one rounding."""
    whole, rest = divmod(numerator, denominator)
    twice = 2 * rest
    if twice > denominator or (twice == denominator and whole & 1):
        return whole + 1
    return whole
