"""What a member's paper trading says toward badges. Practice trades of lessons are no part of it."""

from collections.abc import Sequence
from datetime import datetime

from engine.club.lessons.badges import BadgeFacts
from engine.exchange.orders import IDS_AN_ORDER, STOP_LOSS_ID, TAKE_PROFIT_ID, TRAILING_ID
from engine.exchange.outputs import FillCause
from engine.exchange.venues.paper.values import ClosedTrade, PaperFill


def facts_of_paper(trades: Sequence[ClosedTrade], fills: Sequence[PaperFill]) -> BadgeFacts:
    """In any order, of any number of accounts. Fills that are missing miss a target or a stop, no more."""
    return BadgeFacts(
        trades=len(trades),
        targets_hit=_orders(fills, {TAKE_PROFIT_ID}),
        stops_kept=_orders(fills, {STOP_LOSS_ID, TRAILING_ID}),
        days_without_liquidation=_calm_days(trades),
    )


def _orders(fills: Sequence[PaperFill], kinds: set[int]) -> int:
    """How many orders of these kinds were filled, by what their ids say they hang on."""
    return len({fill.order_id for fill in fills if fill.order_id and fill.order_id % IDS_AN_ORDER in kinds})


def _calm_days(trades: Sequence[ClosedTrade]) -> int:
    """Whole days from the first trade, or from the newest liquidation, to the newest trade's end."""
    if not trades:
        return 0
    liquidated: list[datetime] = [one.closed_at for one in trades if one.cause is FillCause.LIQUIDATION]
    since = max(liquidated, default=min(one.opened_at for one in trades))
    return (max(one.closed_at for one in trades) - since).days
