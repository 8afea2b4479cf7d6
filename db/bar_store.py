"""What ingestion remembers in Postgres and Redis, as of a clock: a replay never meets bars from after its own now."""

from collections.abc import Collection, Sequence
from datetime import datetime

from db.instruments import InstrumentRepository
from db.liquidations import LiquidationRepository
from db.market import MarketRepository, Series
from db.tickers import TickerBoard
from db.times import ms_at
from engine.market.ports import Clock
from engine.market.store import SymbolBars
from engine.market.values import Bars, Coin, Instrument, Liquidation, MarketSource, Ticker, Venue


class StoredBars:
    """Implements `engine.market.store.BarStore`."""

    def __init__(
        self,
        market: MarketRepository,
        instruments: InstrumentRepository,
        liquidations: LiquidationRepository,
        tickers: TickerBoard,
        clock: Clock,
    ) -> None:
        self._market = market
        self._instruments = instruments
        self._liquidations = liquidations
        self._tickers = tickers
        self._clock = clock

    async def load_instruments(self, source: MarketSource, venue: Venue) -> Sequence[Instrument]:
        return [one for one in await self._instruments.all(source) if one.venue is venue]

    async def save_instruments(self, source: MarketSource, venue: Venue, listed: Sequence[Instrument]) -> None:
        await self._instruments.save(source, listed)
        if source is not MarketSource.RECORDED:  # a recording lists what it holds at one instant
            await self._instruments.retire_others(source, venue, [one.symbol for one in listed])

    async def end_instruments(self, source: MarketSource, gone: Sequence[Instrument]) -> None:
        await self._instruments.end(source, gone)

    async def load_bars(self, source: MarketSource, instrument: Instrument, step_ms: int, count: int) -> Bars:
        until_ms = ms_at(self._clock.now())
        return await self._market.last_bars(source, instrument.venue, instrument.symbol, step_ms, count, until_ms)

    async def save_bars(self, source: MarketSource, batch: Sequence[SymbolBars]) -> None:
        await self._market.save_series(source, [Series(one.venue, one.symbol, one.coin, one.bars) for one in batch])

    async def save_tickers(self, source: MarketSource, tickers: Sequence[Ticker]) -> None:
        await self._tickers.save(source, tickers)

    async def load_liquidations(
        self, source: MarketSource, since: datetime, coins: Collection[Coin] | None = None
    ) -> Sequence[Liquidation]:
        return await self._liquidations.between(source, since, self._clock.now(), coins)

    async def save_liquidations(self, source: MarketSource, batch: Sequence[Liquidation]) -> None:
        await self._liquidations.save(source, batch)
