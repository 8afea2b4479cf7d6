"""A feed that holds bars and remembers what it was asked."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field

from engine.errors import VenueAway
from engine.feeds.ports import Changes, FeedEvent
from engine.market.values import Bars, Instrument, MarketSource, Symbol, Ticker, Venue


@dataclass
class HeldFeed:
    """Gives everything it holds in the asked span, bars of the future too: the caller has to look to the clock."""

    held: dict[tuple[Symbol, int], Bars]
    venue: Venue = Venue.BYBIT
    source: MarketSource = MarketSource.SIMULATED
    asked: list[tuple[Symbol, int, int, int]] = field(default_factory=list)
    away: set[Symbol] = field(default_factory=set)

    async def instruments(self) -> Sequence[Instrument]:
        return []

    async def tickers(self, instruments: Sequence[Instrument]) -> Sequence[Ticker]:
        return []

    async def history(self, instrument: Instrument, step_ms: int, from_ms: int, to_ms: int) -> Bars:
        if instrument.symbol in self.away:
            raise VenueAway("closed for the day")
        self.asked.append((instrument.symbol, step_ms, from_ms, to_ms))
        return self.held.get((instrument.symbol, step_ms), Bars.empty(step_ms)).between(from_ms, to_ms)

    async def stream(
        self, instruments: Sequence[Instrument], changes: Changes | None = None
    ) -> AsyncGenerator[FeedEvent, None]:
        await asyncio.Event().wait()
        yield  # type: ignore[misc]  # never reached: it only makes this a generator
