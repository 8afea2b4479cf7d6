"""A settlement of funding that not everybody has paid yet: who owes, and how near it can bring a liquidation."""

from array import array
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from engine.exchange.core.market import RATE, Market, Numbers
from engine.exchange.core.settling import RATE_E8, bounded_rate_e8
from engine.exchange.inputs import Funding
from engine.exchange.outputs import SettlementChanged

_WHATEVER_COMES = 1 << 50  # ticks
_ROUNDING = 2  # ticks that a liquidation price and a payment may be rounded by


@dataclass(slots=True)
class Owing:
    """`ids` ascending: whoever had to do with the contract when the settlement was told; nine bytes each."""

    market: Market
    event: Funding
    rate_e8: int  # within the contract's bounds
    ids: "array[int]"
    is_paid: bytearray
    below: int  # ticks by which it brings a long's liquidation nearer at most
    above: int  # a short's
    next: int = 0
    gone: list[int] = field(default_factory=list)  # found to have nothing to do with the contract any more

    @staticmethod
    def of(market: Market, event: Funding, paid: Collection[int] = ()) -> "Owing":
        ids = market.users.ids()
        is_paid = np.isin(ids, np.fromiter(paid, dtype=np.int64, count=len(paid)))
        rate_e8 = bounded_rate_e8(market, event.rate_e8)
        reach = _reach(market.numbers, event.mark_ticks, rate_e8)
        below, above = (reach, 0) if rate_e8 > 0 else (0, reach)
        return Owing(market, event, rate_e8, array("q", ids.tobytes()), bytearray(is_paid.tobytes()), below, above)

    def claim(self, account_id: int) -> bool:
        """Whether it owes; it is taken for paid from here on."""
        place = bisect_left(self.ids, account_id)
        if place == len(self.ids) or self.ids[place] != account_id or self.is_paid[place]:
            return False
        self.is_paid[place] = 1
        return True

    def next_id(self) -> int | None:
        """Of those who owe the one whose turn it is."""
        self.next = self.is_paid.find(0, self.next)
        if self.next < 0:
            self.next = len(self.ids)
            return None
        return self.ids[self.next]

    def unpaid(self) -> list[int]:
        paid = np.frombuffer(self.is_paid, dtype=np.bool_)
        unpaid: list[int] = np.frombuffer(self.ids, dtype=np.int64)[~paid].tolist() if self.ids else []
        return unpaid

    def said(self, *, is_done: bool) -> SettlementChanged:
        event = self.event
        return SettlementChanged(event.symbol, event.at_ms, event.rate_e8, event.mark_ticks, is_done)


def _reach(numbers: Numbers, mark_ticks: int, rate_e8: int) -> int:
    """What a position pays is the rate of its value, so that to its owner it is a move of the price by so much.

    A fall of the price also lowers the maintenance of a long, and a payment does not: it counts for more than the fall.
    """
    falling = 2 * RATE - numbers.steepest_rise  # what a long loses of its slack at least when price falls, per RATE
    per = RATE if rate_e8 < 0 else falling
    if not rate_e8 or per <= 0:
        return _WHATEVER_COMES if rate_e8 else 0
    return -(-mark_ticks * abs(rate_e8) * RATE // (RATE_E8 * per)) + _ROUNDING
