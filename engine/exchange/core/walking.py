"""Levels of the book as one account can take them: what it took of a level is gone for it until the level changes."""

from typing import NamedTuple

from engine.exchange.core.account import Account
from engine.exchange.core.market import Market
from engine.exchange.orders import Way


class Step(NamedTuple):
    ticks: int
    lots: int
    shown_lots: int  # of the level in the book


def walk(account: Account, market: Market, way: Way, lots: int, worst_ticks: int | None) -> list[Step]:
    """Best first, down to the worst price, until there is enough or no more."""
    steps = []
    taken = account.taken.get((market.symbol, way is Way.BUY), {})
    for ticks, shown_lots in market.side(way):
        if lots <= 0 or (worst_ticks is not None and (ticks - worst_ticks) * way.sign > 0):
            break
        there = min(_left(taken, ticks, shown_lots), lots)
        if there > 0:
            steps.append(Step(ticks, there, shown_lots))
            lots -= there
    return steps


def _left(taken: dict[int, tuple[int, int]], ticks: int, shown_lots: int) -> int:
    shown_then, lots = taken.get(ticks, (shown_lots, 0))
    return shown_lots - lots if shown_then == shown_lots else shown_lots


def consume(account: Account, market: Market, way: Way, step: Step) -> None:
    if market.is_bar:
        return
    key = market.symbol, way is Way.BUY
    shown = dict(market.side(way))
    taken = account.taken.setdefault(key, {})
    for ticks, (shown_then, _) in list(taken.items()):
        if shown.get(ticks) != shown_then:
            del taken[ticks]
    _, before = taken.get(step.ticks, (0, 0))
    taken[step.ticks] = step.shown_lots, before + step.lots
