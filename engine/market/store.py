"""What survives a restart and what other processes read. The databases implement it, ingestion uses it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.market.values import Bars, Coin, Instrument, Liquidation, MarketSource, Symbol, Ticker, Venue


@dataclass(frozen=True, slots=True)
class SymbolBars:
    """Closed bars of one contract and one step (`bars.step_ms`), one row or many."""

    venue: Venue
    symbol: Symbol
    coin: Coin
    bars: Bars


BarWatcher = Callable[[SymbolBars], None]
"""Called at once, in the event loop, for every new closed bar of every step. Must be quick and must not raise."""


TickerWatcher = Callable[[Ticker], None]
"""Called at once for every ticker a stream event brings, many a second. Must be quicker still, and must not raise."""


class BarStore(Protocol):
    """Keyed by market source throughout; writing the same rows again changes nothing. Raises `StorageAway`."""

    async def load_instruments(self, source: MarketSource, venue: Venue) -> Sequence[Instrument]:
        """As last saved; for a start while the venue is away."""
        ...

    async def save_instruments(self, source: MarketSource, venue: Venue, listed: Sequence[Instrument]) -> None:
        """All the venue lists now: others of it are offered to nobody any more."""
        ...

    async def end_instruments(self, source: MarketSource, gone: Sequence[Instrument]) -> None:
        """What became of contracts that are listed no more; their history stays."""
        ...

    async def load_bars(self, source: MarketSource, instrument: Instrument, step_ms: int, count: int) -> Bars:
        """The newest `count` stored bars; empty where nothing is stored."""
        ...

    async def save_bars(self, source: MarketSource, batch: Sequence[SymbolBars]) -> None:
        """Insert or replace; a NaN never overwrites a number."""
        ...

    async def save_tickers(self, source: MarketSource, tickers: Sequence[Ticker]) -> None:
        """The newest of each contract."""
        ...

    async def load_liquidations(
        self, source: MarketSource, since: datetime, coins: Collection[Coin] | None = None
    ) -> Sequence[Liquidation]:
        """Of these coins, or of all."""
        ...

    async def save_liquidations(self, source: MarketSource, batch: Sequence[Liquidation]) -> None: ...
