"""The same score a second time, by another way: from what was bought and sent alone.

The score itself comes from the ledger's cash and the positions' cost, both as the exchange booked them. The replay asks
neither: every fill pays or earns its price times its quantity and its fee, and what is left is closed at the bell.
Where the two differ by half a cent or more, one of them is wrong and nothing is paid.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from engine.club.rounds.books import BellPrice, Movement, Positions, Reach, Snapshot, closing_value
from engine.exchange.outputs import Cause
from engine.exchange.venues.paper.values import PaperFill
from engine.market.values import Symbol

_DIGITS = 60
_KNOWN = frozenset({Cause.PNL, Cause.FEE, Cause.OPENING})  # said by the fills themselves, or in the opening books


@dataclass(frozen=True, slots=True)
class Replayed:
    """`early`: fills made no later than their order was sent, which the exchange never does."""

    equity_usdt: Decimal
    fills: int
    early: tuple[int, ...]


def replay_score(
    opening: Snapshot,
    fills: Iterable[PaperFill],
    movements: Iterable[Movement],
    end: Reach,
    prices: Mapping[Symbol, BellPrice],
) -> Replayed:
    """Equity at the end, with everything that its books reach and the opening ones do not. Raises `PriceMissing`."""
    with localcontext() as context:
        context.prec = _DIGITS
        purse = opening.cash_usdt - sum((held.cost_usdt for held in opening.holdings), Decimal(0))
        positions, count, early = Positions(opening.holdings), 0, []
        for fill in fills:
            if opening.reach.has_fill(fill) or not end.has_fill(fill):
                continue
            count += 1
            purse += positions.add(fill) - fill.fee_usdt
            if fill.sent_at is not None and fill.sent_at >= fill.at:
                early.append(fill.fill_id)
        for moved in movements:
            if end.has_moved(moved) and not opening.reach.has_moved(moved) and moved.cause not in _KNOWN:
                purse += moved.amount_usdt
        return Replayed(purse + closing_value(positions.holdings(), prices), count, tuple(early))
