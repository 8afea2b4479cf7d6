"""What the calculations ask of a market, and of time. Memory, Postgres and tests each bring one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from engine.market.loading import Loading
from engine.market.quality import Flag
from engine.market.values import Bars, Coin, Instrument, LiquidatedTotals, MarketSource, Ticker, Venue


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC. A replay's clock runs on recorded time."""
        ...


class MarketReader(Protocol):
    """Read side of the market. Nothing here waits for a venue; what is not known is empty or None."""

    @property
    def source(self) -> MarketSource: ...

    async def coins(self) -> Sequence[Coin]:
        """All coins with at least one contract, largest 24 h turnover first."""
        ...

    async def instruments(self, coin: Coin) -> Sequence[Instrument]:
        """The coin's contracts, largest open interest first; empty for an unknown coin."""
        ...

    async def bars(self, coin: Coin, venue: Venue, step_ms: int, count: int) -> Bars:
        """The last `count` closed bars. Fewer where history is shorter; empty where there is none.

        A recording may hold coarser bars only. Then those come back, with their own `step_ms` and as many as cover
        the asked span: nothing finer is made up. Whoever needs the exact step looks at `bars.step_ms`.
        """
        ...

    async def ticker(self, coin: Coin, venue: Venue) -> Ticker | None: ...

    async def liquidated(self, coin: Coin, since: datetime) -> LiquidatedTotals | None:
        """Measured forced closes since then over all venues; None where nothing was recorded."""
        ...


@runtime_checkable
class MarketDoubts(Protocol):
    """What a market knows about itself beside its numbers. Readers that do not implement it have no doubts."""

    async def flags(self, coin: Coin, venues: Sequence[Venue]) -> Sequence[Flag]:
        """What was refused or missed of the coin at these venues lately."""
        ...

    async def ended(self, coin: Coin) -> Sequence[Instrument]:
        """The coin's contracts that are listed no more, the last to end first, with their status and `ends_at`."""
        ...

    async def loading(self) -> Loading | None:
        """The first history, while it is being fetched."""
        ...
