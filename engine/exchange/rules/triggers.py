"""Conditional orders: when one is refused because it would fire at once, and when it fires."""

from collections.abc import Sequence
from decimal import Decimal

from engine.exchange.orders import Reason

CODES = {Reason.WRONG_SIDE_RISING: 110092, Reason.WRONG_SIDE_FALLING: 110093}  # the venue's


def is_reached(trigger_usd: Decimal, is_rising: bool, price_usd: Decimal) -> bool:
    """At it or beyond."""
    return price_usd >= trigger_usd if is_rising else price_usd <= trigger_usd


def wrong_side(trigger_usd: Decimal, is_rising: bool, price_usd: Decimal) -> Reason | None:
    """Why a trigger is refused at the present price of its series."""
    if not is_reached(trigger_usd, is_rising, price_usd):
        return None
    return Reason.WRONG_SIDE_RISING if is_rising else Reason.WRONG_SIDE_FALLING


def fired_at(trigger_usd: Decimal, is_rising: bool, prices_usd: Sequence[Decimal]) -> int | None:
    """Index of the first price after the one it was set at that fires it."""
    for index, price in enumerate(prices_usd[1:], 1):
        if is_reached(trigger_usd, is_rising, price):
            return index
    return None
