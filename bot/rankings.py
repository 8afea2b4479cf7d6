"""The other tabs of /top: what races today, and where most was closed by force."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from engine.market.ports import Clock, MarketReader
from engine.market.values import Coin, LiquidatedTotals, Ticker
from engine.scanners.liquidated import Liquidated, rank_liquidated
from engine.scanners.movers import Mover, rank_movers

_LOOKED_AT = 150  # coins by turnover: what is smaller liquidates little, and each costs a question to the store
_KEPT_S = 20.0
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Measured(Generic[Row]):
    """Rows in order, and when they were counted; `rows` empty where nothing is measured."""

    rows: Sequence[Row]
    at: datetime


@dataclass(slots=True)
class Rankings:
    """Measured, not modelled. Counted again every twenty seconds."""

    market: MarketReader
    clock: Clock
    _movers: tuple[float, Measured[Mover]] | None = None
    _liquidated: dict[timedelta, tuple[float, Measured[Liquidated]]] = field(default_factory=dict)

    async def movers(self) -> Measured[Mover]:
        """By how far price moved in 24 hours, either way; as of the newest ticker."""
        self._movers = await _kept(self._movers, self._count_movers)
        return self._movers[1]

    async def liquidated(self, span: timedelta) -> Measured[Liquidated]:
        """By forced closes of the last `span`."""

        async def count() -> Measured[Liquidated]:
            return await self._count_liquidated(span)

        kept = await _kept(self._liquidated.get(span), count)
        self._liquidated[span] = kept
        return kept[1]

    async def _count_movers(self) -> Measured[Mover]:
        tickers: list[Ticker] = []
        for coin in await self.market.coins():
            for instrument in await self.market.instruments(coin):
                ticker = await self.market.ticker(coin, instrument.venue)
                tickers += [] if ticker is None else [ticker]
        rows = rank_movers(tickers)
        return Measured(rows, max((row.at for row in rows), default=self.clock.now()))

    async def _count_liquidated(self, span: timedelta) -> Measured[Liquidated]:
        now, found = self.clock.now(), dict[Coin, LiquidatedTotals]()
        for coin in (await self.market.coins())[:_LOOKED_AT]:
            totals = await self.market.liquidated(coin, now - span)
            if totals is not None:
                found[coin] = totals
        return Measured(rank_liquidated(found), now)


async def _kept(
    held: tuple[float, Measured[Row]] | None, count: Callable[[], Awaitable[Measured[Row]]]
) -> tuple[float, Measured[Row]]:
    """What was counted, with the time until which it is good."""
    if held is not None and time.monotonic() <= held[0]:
        return held
    counted = await count()
    return time.monotonic() + _KEPT_S, counted
