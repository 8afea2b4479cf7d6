"""What a source of market data offers. Venue spelling, units and quirks end behind this protocol."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.market.values import (
    Bars,
    Coin,
    Gap,
    Instrument,
    LiquidatedTotals,
    Liquidation,
    MarketSource,
    Symbol,
    Ticker,
    Venue,
)

__all__ = ["BarClosed", "CandleRefused", "Feed", "FeedEvent", "FeedTrouble", "Gap", "LiquidationsMeasured"]


@dataclass(frozen=True, slots=True)
class BarClosed:
    """One closed bar of the base step; `bars` has exactly one row."""

    venue: Venue
    symbol: Symbol
    coin: Coin
    bars: Bars


@dataclass(frozen=True, slots=True)
class LiquidationsMeasured:
    """Forced closes of a span somebody else summed, over the venues named in `totals`. Only recordings have them."""

    coin: Coin
    totals: LiquidatedTotals
    until: datetime


@dataclass(frozen=True, slots=True)
class FeedTrouble:
    """The stream broke or could not be opened, `failures` times since it last delivered anything. It keeps trying."""

    venue: Venue
    at: datetime
    failures: int
    reason: str


@dataclass(frozen=True, slots=True)
class CandleRefused:
    """A candle of the stream with missing or impossible parts; it is read again from REST."""

    venue: Venue
    symbol: Symbol
    reason: str


FeedEvent = Ticker | BarClosed | Liquidation | LiquidationsMeasured | Gap | FeedTrouble | CandleRefused
Changes = asyncio.Queue[Sequence[Instrument]]
"""What a stream is to follow from now on, each time that changes."""


class Feed(Protocol):
    """One venue or recording. REST part first, then the stream."""

    @property
    def venue(self) -> Venue: ...

    @property
    def source(self) -> MarketSource: ...

    async def instruments(self) -> Sequence[Instrument]:
        """All USDT perpetuals of crypto coins, with risk tiers where the venue tells them. Raises `VenueAway`."""
        ...

    async def ended(self, gone: Sequence[Instrument]) -> Sequence[Instrument]:
        """What became of contracts that are listed no more: the same with their status and, where the venue tells it,
        when they ended. Raises `VenueAway`."""
        ...

    async def tickers(self, instruments: Sequence[Instrument]) -> Sequence[Ticker]:
        """The present state of all of them, for the time until the stream has spoken. Raises `VenueAway`."""
        ...

    async def history(self, instrument: Instrument, step_ms: int, from_ms: int, to_ms: int) -> Bars:
        """Closed bars with from_ms <= open < to_ms, open interest and taker volume joined. Raises `VenueAway`."""
        ...

    def stream(
        self, instruments: Sequence[Instrument], changes: Changes | None = None
    ) -> AsyncGenerator[FeedEvent, None]:
        """Endless; reconnects by itself with capped, jittered back-off and says what it missed with `Gap`.

        After a change contracts that stay are heard on without a break.
        Read it inside `contextlib.aclosing`: closing it closes the connections.
        """
        ...
