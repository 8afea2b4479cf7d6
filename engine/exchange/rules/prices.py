"""The venue's own prices: the mark, and the band round it that orders must keep to.

Source: Bybit, "Mark Price Calculation (Perpetual Contracts)"; price limits as in force since 2026-05-26.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from engine.exchange.rules.precision import ONE, ZERO, exact, total

_FUNDING_PERIOD = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Mark:
    """`by_funding`, `by_basis`: the two estimates that outvote a spike of the last price."""

    by_funding_usd: Decimal
    by_basis_usd: Decimal
    mark_usd: Decimal


@exact
def mark_price(
    index_usd: Decimal,
    last_usd: Decimal,
    last_funding_rate: Decimal,
    to_funding: timedelta,
    basis_usd: Sequence[Decimal],
) -> Mark:
    """`basis_usd`: the middle of the book less the index, once a second; without any the index stands alone."""
    left = Decimal(to_funding // timedelta(microseconds=1)) / (_FUNDING_PERIOD // timedelta(microseconds=1))
    by_funding = index_usd * (ONE + last_funding_rate * left)
    by_basis = index_usd + (total(basis_usd) / len(basis_usd) if basis_usd else ZERO)
    return Mark(by_funding, by_basis, sorted((by_funding, by_basis, last_usd))[1])


@dataclass(frozen=True, slots=True)
class Band:
    max_buy_usd: Decimal
    min_sell_usd: Decimal


@exact
def price_band(
    mark_usd: Decimal,
    index_usd: Decimal,
    soft: Decimal,
    hard: Decimal,
    premium_usd: Decimal,
    premium_weight: Decimal = ONE,
) -> Band:
    """`soft`, `hard`: the contract's priceLimitRatioX and Y. `premium_usd`: mean over 30 s of book middle less mark."""
    over = premium_weight * max(ZERO, premium_usd)
    under = premium_weight * min(ZERO, premium_usd)
    return Band(
        min(mark_usd * (ONE + hard), max(index_usd, mark_usd * (ONE + soft) + over)),
        max(mark_usd * (ONE - hard), min(index_usd, mark_usd * (ONE - soft) + under)),
    )
