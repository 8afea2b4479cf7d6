"""Dollars and cents as a ticket shows them."""

from decimal import ROUND_HALF_EVEN, Decimal

_CENT = Decimal("0.01")


def cents(usdt: Decimal) -> str:
    """$1,000.00 · $0.10."""
    return f"${usdt.quantize(_CENT, ROUND_HALF_EVEN):,}"


def signed_cents(usdt: Decimal) -> str:
    """+$21.54 · -$9.79 · $0.00."""
    rounded = usdt.quantize(_CENT, ROUND_HALF_EVEN)
    if rounded == 0:
        return "$0.00"
    return f"{'-' if rounded < 0 else '+'}${abs(rounded):,}"


def price(usd: Decimal) -> str:
    """116,105.8: a tenth is enough for people."""
    return f"{usd:,.1f}"
