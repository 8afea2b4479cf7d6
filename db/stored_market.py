"""The market as it stands in the stores: for the command line, and for processes that run no feed of their own."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from db.feed_reports import FeedReports
from db.instruments import InstrumentRepository
from db.liquidations import LiquidationRepository
from db.market import MarketRepository
from db.stored_ticker import ticker_from_bars
from db.tickers import TickerBoard
from db.times import ms_at
from engine.errors import StorageAway
from engine.market.loading import Loading, loading_of_all
from engine.market.ports import Clock
from engine.market.quality import Flag
from engine.market.report import FeedReport, flags_of
from engine.market.values import Bars, Coin, Instrument, LiquidatedTotals, MarketSource, Symbol, Ticker, Venue

_DAY = timedelta(days=1)
_DAY_MS = 86_400_000
_RANK_STEPS_MS = (3_600_000, 1_800_000, 900_000, 300_000)  # whichever is stored tells a day's turnover
_STALE = timedelta(minutes=10)
T = TypeVar("T")


@dataclass(slots=True)
class _Kept(Generic[T]):
    """One value, read again after `ttl_s`. Callers at the same time share one reading."""

    read: Callable[[], Awaitable[T]]
    ttl_s: float
    _value: T | None = None
    _until: float = -math.inf
    _lock: asyncio.Lock | None = None

    async def get(self) -> T:
        loop = asyncio.get_running_loop()
        self._lock = self._lock or asyncio.Lock()
        async with self._lock:
            if self._value is None or loop.time() >= self._until:
                self._value = await self.read()
                self._until = loop.time() + self.ttl_s
            return self._value


class StoredMarket:
    """`MarketReader` on Postgres and Redis, as of `clock`: nothing later than its now is seen, so a recording can be
    asked as of any instant. Lists of contracts and tickers are kept for `ttl_s`; bars are always read.
    """

    def __init__(
        self,
        source: MarketSource,
        market: MarketRepository,
        instruments: InstrumentRepository,
        liquidations: LiquidationRepository,
        tickers: TickerBoard | None,
        clock: Clock,
        ttl_s: float = 2.0,
        reports: FeedReports | None = None,
    ) -> None:
        self._source = source
        self._market = market
        self._contracts = instruments
        self._liquidations = liquidations
        self._board = tickers
        self._clock = clock
        self._instruments = _Kept(lambda: instruments.all(source), max(ttl_s, 10.0))
        self._tickers = _Kept(self._read_tickers, ttl_s)
        self._turnovers = _Kept(self._read_turnovers, 60.0)
        self._told = reports
        self._reports = _Kept(self._read_reports, ttl_s)

    @property
    def source(self) -> MarketSource:
        return self._source

    async def coins(self) -> Sequence[Coin]:
        """Largest 24 h turnover first: by tickers where they are fresh, by stored bars otherwise."""
        turnover: dict[Coin, float] = {}
        by_symbol = await self._turnover_by_symbol()
        for one in await self._instruments.get():
            turnover[one.coin] = turnover.get(one.coin, 0.0) + by_symbol.get((one.venue, one.symbol), 0.0)
        return sorted(turnover, key=lambda coin: (-turnover[coin], coin))

    async def instruments(self, coin: Coin) -> Sequence[Instrument]:
        """Largest open interest first; by turnover where no ticker tells it."""
        found = [one for one in await self._instruments.get() if one.coin == coin]
        if len(found) < 2:
            return found
        tickers = await self._tickers.get()
        turnover = await self._turnover_by_symbol()

        def size(one: Instrument) -> tuple[float, float]:
            ticker = tickers.get((one.venue, one.symbol))
            known = ticker is not None and math.isfinite(ticker.oi_base)
            return (-ticker.oi_base if ticker and known else 0.0, -turnover.get((one.venue, one.symbol), 0.0))

        return sorted(found, key=size)

    async def ended(self, coin: Coin) -> Sequence[Instrument]:
        return await self._contracts.ended(self._source, coin)

    async def flags(self, coin: Coin, venues: Sequence[Venue]) -> Sequence[Flag]:
        """As the engines tell; nothing where none runs."""
        return [flag for one in await self._reports.get() if one.venue in venues for flag in flags_of(one, coin)]

    async def loading(self) -> Loading | None:
        return loading_of_all(one.history for one in await self._reports.get())

    async def bars(self, coin: Coin, venue: Venue, step_ms: int, count: int) -> Bars:
        symbol = await self._symbol(coin, venue)
        if symbol is None:
            return Bars.empty(step_ms)
        until_ms, span_ms = ms_at(self._clock.now()), count * step_ms
        newest = await self._market.newest_opens(
            self._source, venue, symbol, until_ms - 2 * span_ms - _DAY_MS, until_ms
        )
        held_ms = _step_that_goes_on(newest, step_ms)
        if held_ms is None:
            return Bars.empty(step_ms)
        return await self._market.last_bars(self._source, venue, symbol, held_ms, -(-span_ms // held_ms), until_ms)

    async def ticker(self, coin: Coin, venue: Venue) -> Ticker | None:
        """The live one where it is fresh, else what the last stored bars tell."""
        symbol = await self._symbol(coin, venue)
        if symbol is None:
            return None
        live = (await self._tickers.get()).get((venue, symbol))
        if live is not None:
            return live
        return await ticker_from_bars(self._market, self._source, venue, symbol, coin, self._clock.now())

    async def liquidated(self, coin: Coin, since: datetime) -> LiquidatedTotals | None:
        return await self._liquidations.totals(self._source, coin, since, self._clock.now())

    async def _symbol(self, coin: Coin, venue: Venue) -> Symbol | None:
        return next((one.symbol for one in await self.instruments(coin) if one.venue is venue), None)

    async def _read_reports(self) -> Sequence[FeedReport]:
        if self._told is None:
            return ()
        try:
            return await self._told.of(self._source, self._clock.now())
        except StorageAway:
            return ()

    async def _read_tickers(self) -> dict[tuple[Venue, Symbol], Ticker]:
        """Fresh ones only. Without Redis there are none: the bars still answer."""
        if self._board is None:
            return {}
        try:
            found = await self._board.all(self._source)
        except StorageAway:
            return {}
        now = self._clock.now()
        return {(t.venue, t.symbol): t for t in found if abs(now - t.at) <= _STALE}

    async def _turnover_by_symbol(self) -> dict[tuple[Venue, Symbol], float]:
        if tickers := await self._tickers.get():
            return {key: ticker.turnover_24h_usd for key, ticker in tickers.items()}
        return await self._turnovers.get()

    async def _read_turnovers(self) -> dict[tuple[Venue, Symbol], float]:
        """From the first of the steps in which a contract is stored."""
        now = self._clock.now()
        missing = {(one.venue, one.symbol) for one in await self._instruments.get()}
        found: dict[tuple[Venue, Symbol], float] = {}
        for step_ms in _RANK_STEPS_MS:
            if missing:
                found = await self._market.turnovers(self._source, step_ms, now - _DAY, now) | found
                missing -= found.keys()
        return found


def _step_that_goes_on(newest: dict[int, int], step_ms: int) -> int | None:
    """The step itself, or the finest coarser one: nothing finer is made up. One has ended where a whole coarser bar
    came after its last. `newest`: open of the last bar by step, finest first.
    """
    for held_ms, open_ms in newest.items():
        has_ended = any(later >= open_ms + held_ms for coarser, later in newest.items() if coarser > held_ms)
        if held_ms >= step_ms and held_ms % step_ms == 0 and not has_ended:
            return held_ms
    return None
