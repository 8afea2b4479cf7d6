"""The other tabs of /top: what races today, and where most was closed by force."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from engine.market.ports import Clock, MarketReader
from engine.market.values import Coin, LiquidatedTotals, Ticker

_LOOKED_AT = 120  # coins by turnover: what is smaller races every day
_KEPT_S = 20.0
_DAY = timedelta(hours=24)


@dataclass(slots=True)
class Rankings:
    """Measured, not modelled. Looked at again every twenty seconds."""

    market: MarketReader
    clock: Clock
    _movers: Sequence[Ticker] = ()
    _liquidated: Sequence[tuple[Coin, LiquidatedTotals]] = ()
    _until: dict[str, float] = field(default_factory=dict)

    async def movers(self) -> Sequence[Ticker]:
        """By how far price moved in 24 hours, either way."""
        if time.monotonic() > self._until.get("movers", 0.0):
            found = [await self._ticker(coin) for coin in (await self.market.coins())[:_LOOKED_AT]]
            self._movers = sorted((t for t in found if t is not None), key=lambda t: -abs(t.change_24h))
            self._until["movers"] = time.monotonic() + _KEPT_S
        return self._movers

    async def liquidated(self) -> Sequence[tuple[Coin, LiquidatedTotals]]:
        """By forced closes of the last 24 hours; coins without any are left out."""
        if time.monotonic() > self._until.get("liquidated", 0.0):
            since, found = self.clock.now() - _DAY, []
            for coin in (await self.market.coins())[:_LOOKED_AT]:
                totals = await self.market.liquidated(coin, since)
                if totals is not None and totals.long_usd + totals.short_usd > 0:
                    found.append((coin, totals))
            self._liquidated = sorted(found, key=lambda row: -(row[1].long_usd + row[1].short_usd))
            self._until["liquidated"] = time.monotonic() + _KEPT_S
        return self._liquidated

    async def _ticker(self, coin: Coin) -> Ticker | None:
        for instrument in await self.market.instruments(coin):
            ticker = await self.market.ticker(coin, instrument.venue)
            if ticker is not None:
                return ticker
        return None
