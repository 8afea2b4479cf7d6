"""A market order through a book: best price first, never at a price that is not there; the rest is cancelled."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from engine.exchange.orders import Way
from engine.exchange.rules.precision import ONE, ZERO, exact, total

Level = tuple[Decimal, Decimal]  # price, quantity

_PERCENT = Decimal("0.01")
_BPS = Decimal(10_000)


class ToleranceKind(StrEnum):
    """How the venue states how far from the best price a market order may go."""

    PERCENT = "Percent"
    TICKS = "TickSize"


@dataclass(frozen=True, slots=True)
class Tolerance:
    kind: ToleranceKind
    size: Decimal


@dataclass(frozen=True, slots=True)
class Walked:
    """`average_usd` and `slippage_bps` (against the best price, positive: worse) are None where nothing filled."""

    fills: tuple[Level, ...]
    filled: Decimal
    cancelled: Decimal
    average_usd: Decimal | None
    limit_usd: Decimal | None
    fee_usdt: Decimal
    slippage_bps: Decimal | None


@exact
def walk(
    way: Way,
    quantity: Decimal,
    levels: Iterable[Level],
    tick_size: Decimal,
    taker_fee: Decimal,
    tolerance: Tolerance | None = None,
) -> Walked:
    """`levels`: the other side of the book."""
    book = sorted(levels, key=lambda level: way.sign * level[0])
    limit = _limit(way, book[0][0], tolerance, tick_size) if book and tolerance else None
    fills = _taken(way, quantity, book, limit)
    filled = total(size for _, size in fills)
    cost = total(price * size for price, size in fills)
    average = cost / filled if filled else None
    slippage = None if average is None else way.sign * (average / book[0][0] - ONE) * _BPS
    return Walked(fills, filled, quantity - filled, average, limit, cost * taker_fee, slippage)


def _limit(way: Way, best_usd: Decimal, tolerance: Tolerance, tick_size: Decimal) -> Decimal:
    if tolerance.kind is ToleranceKind.PERCENT:
        return best_usd * (ONE + way.sign * tolerance.size * _PERCENT)
    return best_usd + way.sign * tolerance.size * tick_size


def _taken(way: Way, quantity: Decimal, book: list[Level], limit: Decimal | None) -> tuple[Level, ...]:
    fills: list[Level] = []
    left = quantity
    for price, size in book:
        if left <= ZERO or (limit is not None and way.sign * (price - limit) > 0):
            break
        taken = min(left, size)
        fills.append((price, taken))
        left -= taken
    return tuple(fills)
