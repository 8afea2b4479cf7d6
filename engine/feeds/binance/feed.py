"""Binance behind the `Feed` protocol."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from random import Random
from typing import NoReturn

import aiohttp
import structlog

from engine.errors import VenueAway
from engine.feeds.binance.dialect import STREAMS_A_CONNECTION, BinanceDialect
from engine.feeds.binance.parsing import left_out, parse_ending, parse_instrument
from engine.feeds.binance.rest import REST_URL, BinanceRest
from engine.feeds.binance.tickers import BinanceTickers
from engine.feeds.connections import ChangingDialect, Connections
from engine.feeds.joining import make_bars
from engine.feeds.listing import wanted, with_endings
from engine.feeds.pacing import Crowd
from engine.feeds.ports import Changes, FeedEvent
from engine.feeds.reading import read_rows
from engine.feeds.socket import Tap, VenueSocket
from engine.feeds.streaming import Emit, heard_together
from engine.market.ports import Clock
from engine.market.universe import symbol_unit
from engine.market.values import Bars, Instrument, MarketSource, RiskTier, Symbol, Ticker, Venue

STREAM_URL = "wss://fstream.binance.com/market/stream"
_OI_ROUND_S = 60.0  # each contract's open interest is asked for once a round
_FROZEN_AFTER_S = 30.0

log = structlog.get_logger()


class BinanceFeed:
    """Risk tiers are told to account holders only: without `tiers` the instruments have none."""

    venue = Venue.BINANCE
    source = MarketSource.LIVE

    def __init__(
        self,
        session: aiohttp.ClientSession,
        clock: Clock,
        rng: Random,
        *,
        rest_url: str = REST_URL,
        stream_url: str = STREAM_URL,
        tiers: Mapping[Symbol, tuple[RiskTier, ...]] | None = None,
        frozen_after_s: float = _FROZEN_AFTER_S,
        first_wait_s: float = 0.5,
        oi_round_s: float = _OI_ROUND_S,
        crowd: Crowd | None = None,
        tap: Tap | None = None,
    ) -> None:
        self._session = session
        self._clock = clock
        self._rng = rng
        self._stream_url = stream_url
        self._tiers = tiers or {}
        self._frozen_after_s = frozen_after_s
        self._first_wait_s = first_wait_s
        self._tap = tap
        self._oi_round_s = oi_round_s
        self._rest = BinanceRest(session, rest_url, clock, rng, first_wait_s, crowd)

    async def server_time_ms(self) -> int:
        """The venue's clock; the cheapest question there is. Raises `VenueAway`."""
        return await self._rest.server_time_ms()

    async def instruments(self) -> Sequence[Instrument]:
        rows = wanted(self.venue, await self._rest.contracts(), left_out)
        hours = await self._rest.funding_hours()
        return read_rows(self.venue, rows, lambda row: parse_instrument(row, hours, self._tiers))

    async def ended(self, gone: Sequence[Instrument]) -> Sequence[Instrument]:
        """From the list, where a contract stays for months after its end."""
        names = {str(one.symbol) for one in gone}
        rows = [row for row in await self._rest.contracts() if row.get("symbol") in names]
        return with_endings(gone, dict(read_rows(self.venue, rows, parse_ending)))

    async def tickers(self, instruments: Sequence[Instrument]) -> Sequence[Ticker]:
        """Without open interest, which costs a question a contract; the stream adds it."""
        tickers = BinanceTickers(instruments)
        read_rows(self.venue, await self._rest.premiums(), tickers.hear_mark)
        found = read_rows(self.venue, await self._rest.day_tickers(), tickers.ticker)
        return [ticker for ticker in found if ticker is not None]

    async def history(self, instrument: Instrument, step_ms: int, from_ms: int, to_ms: int) -> Bars:
        """Open interest reaches back thirty days; older bars have none."""
        candles = await self._rest.candles(instrument.symbol, step_ms, from_ms, to_ms)
        if not candles:
            return Bars.empty(step_ms)
        first_ms = min(row[0] for row in candles)
        oi_at_ms = await self._rest.open_interest(instrument.symbol, step_ms, first_ms, to_ms)
        multiplier = symbol_unit(instrument.symbol).multiplier
        return make_bars(step_ms, candles, oi_at_ms, multiplier, until_ms=await self._rest.now_ms())

    def stream(
        self, instruments: Sequence[Instrument], changes: Changes | None = None
    ) -> AsyncGenerator[FeedEvent, None]:
        """What is told of all contracts comes on a connection of its own, candles on as many as they need."""
        tickers = BinanceTickers(instruments)

        async def ask_open_interest(_: Emit[FeedEvent]) -> NoReturn:
            while True:
                await self._ask_round(tickers)

        def dialect(part: Sequence[Instrument]) -> BinanceDialect:
            return BinanceDialect(self._stream_url, part, tickers)

        candles = Connections(
            instruments,
            changes,
            room=STREAMS_A_CONNECTION,
            weigh=lambda _: 1,
            dialect=dialect,
            socket=self._socket,
            on_change=tickers.follow,
        )
        together = self._socket(BinanceDialect(self._stream_url, None, tickers))
        return heard_together([ask_open_interest, together.run, candles.run])

    def _socket(self, dialect: ChangingDialect[FeedEvent]) -> VenueSocket[FeedEvent]:
        return VenueSocket(
            self.venue,
            self._session,
            dialect,
            self._clock,
            self._rng,
            frozen_after_s=self._frozen_after_s,
            first_wait_s=self._first_wait_s,
            tap=self._tap,
        )

    async def _ask_round(self, tickers: BinanceTickers) -> None:
        """Spread over the round; a contract that does not answer keeps its last figure."""
        asked: set[Symbol] = set()
        while (instrument := tickers.next_to_ask(asked)) is not None:
            asked.add(instrument.symbol)
            try:
                tickers.hear_oi(instrument.symbol, await self._rest.open_interest_now(instrument.symbol))
            except VenueAway as error:
                log.warning("feed_open_interest_failed", venue=self.venue, symbol=instrument.symbol, error=str(error))
            await asyncio.sleep(self._oi_round_s / max(len(tickers), 1))
        if not asked:
            await asyncio.sleep(1.0)  # nothing to follow yet
