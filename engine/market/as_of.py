"""The market as it was at an earlier instant: for questions about the past asked of the present's memory."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from engine.market.ports import MarketReader
from engine.market.values import Bars, Coin, Instrument, LiquidatedTotals, MarketSource, Ticker, Venue

_MILLISECOND = timedelta(milliseconds=1)


class PastMarket:
    """Implements `MarketReader`: bars closed by `at`, as far back as they are held. The rest is not remembered."""

    def __init__(self, market: MarketReader, at: datetime, now: datetime) -> None:
        self._market = market
        self._at_ms = int(at.timestamp() * 1000)
        self._behind_ms = (now - at) // _MILLISECOND

    @property
    def source(self) -> MarketSource:
        return self._market.source

    async def coins(self) -> Sequence[Coin]:
        return await self._market.coins()

    async def instruments(self, coin: Coin) -> Sequence[Instrument]:
        return await self._market.instruments(coin)

    async def bars(self, coin: Coin, venue: Venue, step_ms: int, count: int) -> Bars:
        wanted = count + self._behind_ms // step_ms + 2
        bars = await self._market.bars(coin, venue, step_ms, int(wanted))
        closed = bars.between(0, self._at_ms - bars.step_ms + 1)
        return closed.last(-(-count * step_ms // bars.step_ms)) if len(closed) else closed

    async def ticker(self, coin: Coin, venue: Venue) -> Ticker | None:
        del coin, venue
        return None

    async def liquidated(self, coin: Coin, since: datetime) -> LiquidatedTotals | None:
        del coin, since
        return None
