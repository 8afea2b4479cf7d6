"""The newest record of each coin and window, and whether it shows an edge beside all the others."""

from collections.abc import Iterable
from datetime import datetime

from engine.liquidations.records.values import FEWEST_CASES, MeasuredRecord
from engine.liquidations.records.verdict import chance_of, edge_bar
from engine.liquidations.values import Record
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window


class RecordBook:
    """Of one source. Implements `Records`: None where nothing was measured; few cases are told as such."""

    def __init__(self, source: MarketSource) -> None:
        self._source = source
        self._held: dict[tuple[Coin, Window], MeasuredRecord] = {}
        self._bar: float | None = None

    def put(self, records: Iterable[MeasuredRecord]) -> None:
        """A newer one replaces an older one of the same coin and window; an older one changes nothing."""
        for one in records:
            held = self._held.get((one.coin, one.window))
            if one.source is self._source and (held is None or held.measured_at <= one.measured_at):
                self._held[one.coin, one.window] = one
                self._bar = None

    def measured_at(self, coin: Coin, window: Window) -> datetime | None:
        held = self._held.get((coin, window))
        return None if held is None else held.measured_at

    async def record(self, coin: Coin, window: Window, source: MarketSource) -> Record | None:
        held = self._held.get((coin, window)) if source is self._source else None
        if held is None:
            return None
        counts = held.counts
        is_ahead = counts.cases >= FEWEST_CASES and chance_of(counts) <= self._edge_bar()
        return Record(counts.cases, counts.reached, counts.reached_other_side, held.horizon, is_ahead)

    def _edge_bar(self) -> float:
        if self._bar is None:
            self._bar = edge_bar([one.counts for one in self._held.values()])
        return self._bar
