"""What everybody is worth now, out of the exchange's own memory: for the ranks while a round runs."""

import asyncio

import numpy as np

from engine.exchange.money import SCALE
from engine.exchange.venues.paper.floor import Floor
from engine.market.values import FloatArray, IntArray


class FloorEquities:
    """Of the floor that works in this process; nothing is known before it is taken up."""

    def __init__(self) -> None:
        self._floor: Floor | None = None
        self.begun = asyncio.Event()

    def begin(self, floor: Floor) -> None:
        """Now, and again whenever the exchange was taken up anew."""
        self._floor = floor
        self.begun.set()

    def end(self) -> None:
        """The floor works no more: nothing is known until another begins, and its memory is given back."""
        self._floor = None

    async def equities(self, account_ids: IntArray) -> FloatArray:
        """(n,) in USDT, all positions as if closed at bid or ask with the taker fee; NaN where it is not known."""
        found = np.full(len(account_ids), np.nan)
        if self._floor is None:
            return found
        ids, units = self._floor.exchange.equities(as_if_closed=True)
        order = np.argsort(ids)
        places = np.searchsorted(ids, account_ids, sorter=order)
        inside = places < len(ids)
        rows = order[places[inside]]
        known = ids[rows] == account_ids[inside]
        found[np.flatnonzero(inside)[known]] = units[rows[known]] / SCALE
        return found
