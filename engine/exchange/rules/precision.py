"""Fifty digits for what is owed: Decimal's usual 28 would show in the tenth digit of a large position's margin."""

from collections.abc import Callable, Iterable
from decimal import Context, Decimal, localcontext
from functools import wraps
from typing import ParamSpec, TypeVar

DIGITS = 50
ZERO = Decimal(0)
ONE = Decimal(1)

_P = ParamSpec("_P")
_T = TypeVar("_T")


def exact(formula: Callable[_P, _T]) -> Callable[_P, _T]:
    """The formula computes with `DIGITS` digits and the default traps, whatever the caller's context is."""

    @wraps(formula)
    def computed(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        with localcontext(Context(prec=DIGITS)):
            return formula(*args, **kwargs)

    return computed


def clamp(value: Decimal, lower: Decimal | None, upper: Decimal | None) -> Decimal:
    """None: no bound on that side."""
    if upper is not None and value > upper:
        return upper
    if lower is not None and value < lower:
        return lower
    return value


def total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
