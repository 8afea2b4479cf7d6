"""Bybit behind the `Feed` protocol."""

from collections.abc import AsyncGenerator, Sequence
from random import Random
from typing import Any

import aiohttp

from engine.errors import VenueAway
from engine.feeds.bybit.contracts import left_out, parse_ending, parse_instrument, parse_tiers
from engine.feeds.bybit.dialect import BybitDialect, topics_length
from engine.feeds.bybit.parsing import parse_ticker
from engine.feeds.bybit.rest import REST_URL, BybitRest, make_limiter
from engine.feeds.bybit.subscriptions import LONGEST_ARGS
from engine.feeds.connections import ChangingDialect, Connections
from engine.feeds.joining import make_bars
from engine.feeds.listing import wanted, with_endings
from engine.feeds.pacing import Crowd, RateLimiter
from engine.feeds.ports import Changes, FeedEvent
from engine.feeds.reading import moment, read_rows
from engine.feeds.socket import Tap, VenueSocket
from engine.feeds.streaming import heard_together
from engine.market.ports import Clock
from engine.market.universe import symbol_unit
from engine.market.values import Bars, Coin, Instrument, MarketSource, RiskTier, Symbol, Ticker, Venue

STREAM_URL = "wss://stream.bybit.com/v5/public/linear"
MAJORS_WITH_TRADES = frozenset({Coin("BTC"), Coin("ETH"), Coin("SOL")})


class BybitFeed:
    """`source` is LIVE for the venue itself and SIMULATED for the local market that speaks as it does.

    Taker volume: the venue's candles have none, so history is NaN, and live bars have it for `trades_of` only.
    """

    venue = Venue.BYBIT

    def __init__(
        self,
        session: aiohttp.ClientSession,
        clock: Clock,
        rng: Random,
        *,
        source: MarketSource = MarketSource.LIVE,
        rest_url: str = REST_URL,
        stream_url: str = STREAM_URL,
        limiter: RateLimiter | None = None,
        crowd: Crowd | None = None,
        trades_of: frozenset[Coin] = MAJORS_WITH_TRADES,
        ping_every_s: float = 20.0,
        frozen_after_s: float = 30.0,
        first_wait_s: float = 0.5,
        tap: Tap | None = None,
    ) -> None:
        self.source = source
        self._session = session
        self._clock = clock
        self._rng = rng
        self._stream_url = stream_url
        self._trades_of = trades_of
        self._tap = tap
        self._waits = {
            "ping_every_s": ping_every_s,
            "frozen_after_s": frozen_after_s,
            "first_wait_s": first_wait_s,
        }
        self._rest = BybitRest(session, rest_url, limiter or make_limiter(crowd), rng, first_wait_s)

    async def server_time_ms(self) -> int:
        """The venue's clock; the cheapest question there is. Raises `VenueAway`."""
        return await self._rest.server_time_ms()

    async def instruments(self) -> Sequence[Instrument]:
        """Contracts with their risk tiers; without tiers where the venue does not tell them now."""
        rows = wanted(self.venue, [*await self._rest.contracts(), *await self._rest.pre_market()], left_out)
        tiers = await self._tiers()
        return read_rows(self.venue, rows, lambda row: parse_instrument(row, tiers.get(Symbol(row["symbol"]), ())))

    async def ended(self, gone: Sequence[Instrument]) -> Sequence[Instrument]:
        """A question a contract: the venue's list leaves out what is over unless it is asked for by name."""
        rows = [row for one in gone for row in await self._rest.contract(one.symbol)]
        return with_endings(gone, dict(read_rows(self.venue, rows, parse_ending)))

    async def tickers(self, instruments: Sequence[Instrument]) -> Sequence[Ticker]:
        """All of them at once, for the time until the stream has spoken."""
        rows, time_ms = await self._rest.tickers()
        asked = {str(one.symbol): one for one in instruments}
        at = moment(time_ms)

        def parse(row: dict[str, Any]) -> Ticker:
            return parse_ticker(row, asked[row["symbol"]], at)

        return read_rows(self.venue, [row for row in rows if row.get("symbol") in asked], parse)

    async def history(self, instrument: Instrument, step_ms: int, from_ms: int, to_ms: int) -> Bars:
        candles, time_ms = await self._rest.candles(instrument.symbol, step_ms, from_ms, to_ms)
        if not candles:
            return Bars.empty(step_ms)
        first_ms = min(row[0] for row in candles)
        oi_at_ms = await self._rest.open_interest(instrument.symbol, step_ms, first_ms, to_ms)
        multiplier = symbol_unit(instrument.symbol).multiplier
        return make_bars(step_ms, candles, oi_at_ms, multiplier, until_ms=time_ms)

    def stream(
        self, instruments: Sequence[Instrument], changes: Changes | None = None
    ) -> AsyncGenerator[FeedEvent, None]:
        connections = Connections(
            instruments,
            changes,
            room=LONGEST_ARGS,
            weigh=lambda one: topics_length(one, self._trades_of),
            dialect=lambda part: BybitDialect(self._stream_url, part, self._trades_of),
            socket=self._socket,
        )
        return heard_together([connections.run])

    def _socket(self, dialect: ChangingDialect[FeedEvent]) -> VenueSocket[FeedEvent]:
        return VenueSocket(self.venue, self._session, dialect, self._clock, self._rng, tap=self._tap, **self._waits)

    async def _tiers(self) -> dict[Symbol, tuple[RiskTier, ...]]:
        try:
            return parse_tiers(await self._rest.risk_limits())
        except VenueAway:
            return {}
