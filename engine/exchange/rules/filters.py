"""The venue's grid and bounds: a price to its tick, a quantity down to its lot, then what is too small or too large."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

from engine.exchange.orders import Reason
from engine.exchange.rules.precision import exact


class Rounding(StrEnum):
    FLOOR = "floor"
    CEIL = "ceil"
    NEAREST = "nearest_half_up"


_MODES = {Rounding.FLOOR: ROUND_FLOOR, Rounding.CEIL: ROUND_CEILING, Rounding.NEAREST: ROUND_HALF_UP}


@exact
def on_grid(value: Decimal, step: Decimal, rounding: Rounding) -> Decimal:
    """A multiple of `step`, a tick or a lot."""
    return (value / step).to_integral_value(_MODES[rounding]) * step


def floored(quantity: Decimal, lot_size: Decimal) -> Decimal:
    """Never more than was asked for."""
    return on_grid(quantity, lot_size, Rounding.FLOOR)


def refusal(
    quantity: Decimal,
    price_usd: Decimal,
    min_quantity: Decimal,
    max_quantity: Decimal,
    min_notional_usdt: Decimal,
) -> Reason | None:
    """The first that applies, in the venue's order, to numbers that are on the grid already. None: it takes them."""
    if quantity < min_quantity:
        return Reason.TOO_SMALL
    if quantity > max_quantity:
        return Reason.TOO_LARGE
    if quantity * price_usd < min_notional_usdt:
        return Reason.UNDER_NOTIONAL
    return None
