"""Forced closes: single ones as the venues' streams tell them, and sums as data providers publish them."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from db.database import Database
from db.statements import statements
from engine.market.values import (
    Coin,
    FloatArray,
    IntArray,
    LiquidatedTotals,
    Liquidation,
    MarketSource,
    Side,
    Symbol,
    Venue,
)

_SQL = statements("market")
_FLOORS = frozenset({Venue.BINANCE.value})  # its stream tells at most one forced close a second and contract


class LiquidationRepository:
    """Raises `StorageAway`."""

    def __init__(self, database: Database, agent: str = "engine") -> None:
        self._database = database
        self._agent = agent

    async def save(self, source: MarketSource, events: Sequence[Liquidation]) -> int:
        """Returns how many were new: a message that came twice is one row."""
        rows = [(e.venue.value, e.symbol, e.at, e.side.value, e.price_usd, e.quantity_base, e.coin) for e in events]
        if not rows:
            return 0
        columns = [list(column) for column in zip(*rows, strict=True)]
        return await self._written("save_liquidations", source, *columns)

    async def between(
        self, source: MarketSource, since: datetime, until: datetime, coins: Collection[Coin] | None = None
    ) -> list[Liquidation]:
        """Single forced closes of the span, of these coins or of all, oldest first."""
        chosen = None if coins is None else list(coins)
        rows = await self._database.rows(_SQL["liquidation_events_between"], source.value, since, until, chosen)
        return [
            Liquidation(
                Venue(row["venue"]),
                Symbol(row["symbol"]),
                Coin(row["coin"]),
                Side(row["side"]),
                row["price_usd"],
                row["quantity_base"],
                row["at"],
            )
            for row in rows
        ]

    async def save_sums(
        self,
        source: MarketSource,
        provider: str,
        coin: Coin,
        step_ms: int,
        venues: Sequence[str],
        open_ms: IntArray,
        long_usd: FloatArray,
        short_usd: FloatArray,
    ) -> int:
        """Sums over spans of `step_ms` from `open_ms` (n,), in USD; NaN where the provider delivered nothing."""
        columns = (open_ms.tolist(), long_usd.tolist(), short_usd.tolist())
        return await self._written("save_liquidation_sums", source, provider, coin, step_ms, list(venues), *columns)

    async def save_raw(
        self,
        source: MarketSource,
        provider: str,
        kind: str,
        coin: Coin,
        at: datetime,
        venues: Sequence[str],
        payload: Any,
    ) -> None:
        """A provider's whole answer, as it came, to look into later."""
        values = (provider, kind, coin, at, list(venues), json.dumps(payload))
        await self._database.run(_SQL["save_raw"], source.value, self._agent, *values)

    async def totals(
        self, source: MarketSource, coin: Coin, since: datetime, until: datetime
    ) -> LiquidatedTotals | None:
        """What was closed by force in the span. None where nothing was recorded.

        A provider's sums and the venues' own streams describe the same closes: of the two, the one that reaches further
        back is taken, never both.
        """
        sums = await self._database.row(_SQL["liquidated_by_sums"], source.value, coin, since, until)
        events = await self._database.row(_SQL["liquidated_by_events"], source.value, coin, since, until)
        has_events = events is not None and events["first_at"] is not None
        if sums is not None and not (has_events and events is not None and events["first_at"] < sums["first_at"]):
            names = tuple(sums["venues"] or ()) or (str(sums["provider"]),)
            return LiquidatedTotals(sums["long_usd"] or 0.0, sums["short_usd"] or 0.0, names, sums["first_at"], False)
        if events is None or not has_events:
            return None
        names = tuple(sorted(events["venues"]))
        is_floor = not _FLOORS.isdisjoint(names)
        return LiquidatedTotals(
            events["long_usd"] or 0.0, events["short_usd"] or 0.0, names, events["first_at"], is_floor
        )

    async def _written(self, statement: str, source: MarketSource, *values: object) -> int:
        row = await self._database.row(_SQL[statement], source.value, self._agent, *values)
        return 0 if row is None else int(row["written"])
