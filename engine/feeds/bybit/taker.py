"""Taker buy volume counted from single trades, since the venue's candles do not tell it."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from engine.feeds.reading import positive
from engine.market.values import Symbol

_BUCKETS_KEPT = 3


class TakerVolume:
    """Per symbol and bar the quantity bought by takers, in contracts.

    Only bars heard from their first to their last moment have a figure; all others are NaN.
    """

    def __init__(self, step_ms: int) -> None:
        self._step_ms = step_ms
        self._bought: dict[Symbol, dict[int, float]] = {}
        self._whole_from_ms: dict[Symbol, int] = {}

    def interrupted(self) -> None:
        """The stream broke: bars touched by the hole have no figure."""
        self._bought.clear()
        self._whole_from_ms.clear()

    def forget(self, symbol: Symbol) -> None:
        """Its trades are heard no more."""
        self._bought.pop(symbol, None)
        self._whole_from_ms.pop(symbol, None)

    def hear(self, data: Sequence[Mapping[str, Any]]) -> None:
        """Rows of the `publicTrade` topic; `S` is the taker's side."""
        for row in data:
            open_ms = int(row["T"]) - int(row["T"]) % self._step_ms
            symbol = Symbol(row["s"])
            self._whole_from_ms.setdefault(symbol, open_ms + self._step_ms)
            buckets = self._bought.setdefault(symbol, {})
            bought = positive(row["v"]) if row["S"] == "Buy" else 0.0
            buckets[open_ms] = buckets.get(open_ms, 0.0) + bought
            for old in sorted(buckets)[:-_BUCKETS_KEPT]:
                del buckets[old]

    def bought(self, symbol: Symbol, open_ms: int) -> float:
        """In contracts; NaN where it was not heard from start to end."""
        if open_ms < self._whole_from_ms.get(symbol, open_ms + 1):
            return math.nan
        return self._bought.get(symbol, {}).get(open_ms, math.nan)
