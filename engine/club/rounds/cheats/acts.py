"""What a person did: all fills of one of their orders are one act, and so are orders that make one move in pieces."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from engine.exchange.orders import Slot
from engine.exchange.outputs import FillCause
from engine.exchange.venues.paper.values import PaperFill
from engine.market.values import Symbol

_ONE_MOVE = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Act:
    """`value_usd`: of all its fills. `opens`: the position was flat before, or was turned."""

    fill_id: int  # of its first fill
    account_id: int
    symbol: Symbol
    is_buy: bool
    at: datetime
    value_usd: Decimal
    opens: bool


def acts_of(fills: Iterable[PaperFill]) -> Sequence[Act]:
    """By time. What the exchange did itself is nobody's act. `fills` ascend by id."""
    held: dict[tuple[int, Symbol, Slot], Decimal] = defaultdict(Decimal)
    acts: dict[int, Act] = {}
    for fill in fills:
        key = (fill.account_id, fill.symbol, fill.slot)
        before = held[key]
        held[key] = after = before + fill.signed
        if fill.cause is not FillCause.ORDER:
            continue
        opens = after != 0 and (before == 0 or (before > 0) != (after > 0))
        acts[fill.order_id] = _joined(acts.get(fill.order_id), fill, opens)
    return _whole(sorted(acts.values(), key=lambda act: (act.at, act.fill_id)))


def _whole(acts: Sequence[Act]) -> Sequence[Act]:
    """What is bought or sold in pieces, one right after the other, counts once, at the time of the first piece."""
    whole: list[Act] = []
    last: dict[tuple[int, Symbol, bool], int] = {}
    for act in acts:
        key = act.account_id, act.symbol, act.is_buy
        at = last.get(key)
        if at is not None and act.at - whole[at].at <= _ONE_MOVE:
            known = whole[at]
            whole[at] = replace(known, value_usd=known.value_usd + act.value_usd, opens=known.opens or act.opens)
        else:
            last[key] = len(whole)
            whole.append(act)
    return whole


def _joined(known: Act | None, fill: PaperFill, opens: bool) -> Act:
    value = fill.quantity * fill.price_usd
    if known is None:
        return Act(fill.fill_id, fill.account_id, fill.symbol, fill.is_buy, fill.at, value, opens)
    return Act(
        known.fill_id, known.account_id, known.symbol, known.is_buy, known.at, known.value_usd + value,
        known.opens or opens,
    )  # fmt: skip
