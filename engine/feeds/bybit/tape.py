"""Bybit's tape behind the `TapeFeed` protocol."""

from collections.abc import AsyncGenerator, Hashable, Sequence
from contextlib import aclosing
from datetime import datetime
from decimal import Decimal
from random import Random

import aiohttp

from engine.feeds.bybit.feed import STREAM_URL
from engine.feeds.bybit.rest import REST_URL, BybitRest, make_limiter
from engine.feeds.bybit.settled import open_of_minute, parse_settlement
from engine.feeds.bybit.subscriptions import LONGEST_ARGS
from engine.feeds.bybit.tape_dialect import BookMoved, Said, TapeDialect, tape_length
from engine.feeds.connections import ChangingDialect, Connections
from engine.feeds.mailbox import Mailbox
from engine.feeds.pacing import Crowd, RateLimiter
from engine.feeds.ports import Changes, FeedTrouble
from engine.feeds.reading import milliseconds, read_rows
from engine.feeds.socket import Tap, VenueSocket
from engine.feeds.streaming import heard_together
from engine.feeds.tape import FundingSettled, TapeEvent
from engine.market.ports import Clock
from engine.market.universe import symbol_unit
from engine.market.values import Gap, Instrument, Symbol, Venue

_MINUTE_MS = 60_000
_MARK_LATE_MS = 2 * _MINUTE_MS
_Waiting = Said | Gap | FeedTrouble


class BybitTape:
    """Of the venue itself, or of the local market that speaks as it does. `limiter`: shared with the feed's REST."""

    venue = Venue.BYBIT

    def __init__(
        self,
        session: aiohttp.ClientSession,
        clock: Clock,
        rng: Random,
        *,
        rest_url: str = REST_URL,
        stream_url: str = STREAM_URL,
        limiter: RateLimiter | None = None,
        crowd: Crowd | None = None,
        ping_every_s: float = 20.0,
        frozen_after_s: float = 10.0,
        first_wait_s: float = 0.5,
        tap: Tap | None = None,
    ) -> None:
        self._session = session
        self._clock = clock
        self._rng = rng
        self._stream_url = stream_url
        self._tap = tap
        self._waits = {"ping_every_s": ping_every_s, "frozen_after_s": frozen_after_s, "first_wait_s": first_wait_s}
        self._rest = BybitRest(session, rest_url, limiter or make_limiter(crowd), rng, first_wait_s)

    async def stream(
        self, instruments: Sequence[Instrument], changes: Changes | None = None
    ) -> AsyncGenerator[TapeEvent, None]:
        connections = Connections[Said](
            instruments,
            changes,
            room=LONGEST_ARGS,
            weigh=tape_length,
            dialect=lambda part: TapeDialect(self._stream_url, part),
            socket=self._socket,
        )
        mailbox = Mailbox[_Waiting](_replaced)
        async with aclosing(heard_together([connections.run], mailbox)) as events:
            async for event in events:
                told = event.heard() if isinstance(event, BookMoved) else event
                if told is not None:
                    yield told

    async def settlements(self, instrument: Instrument, since: datetime, until: datetime) -> Sequence[FundingSettled]:
        """A question for the rates, and one or two more a settlement for the price of its minute."""
        rows = await self._rest.funding(instrument.symbol, milliseconds(since) + 1, milliseconds(until))
        told = sorted(read_rows(self.venue, rows, parse_settlement))
        return [FundingSettled(at_ms, rate, await self._mark(instrument.symbol, at_ms)) for at_ms, rate in told]

    async def _mark(self, symbol: Symbol, at_ms: int) -> Decimal | None:
        """A minute that has only begun may lack its mark for a moment: then it is to be asked for again."""
        is_young = milliseconds(self._clock.now()) - at_ms < _MARK_LATE_MS
        for of_mark in (True,) if is_young else (True, False):
            rows = await self._rest.minutes(symbol, at_ms - _MINUTE_MS, at_ms, of_mark=of_mark)
            price = open_of_minute(rows, at_ms, symbol_unit(symbol).multiplier)
            if price is not None:
                return price
        return None

    def _socket(self, dialect: ChangingDialect[Said]) -> VenueSocket[Said]:
        return VenueSocket(self.venue, self._session, dialect, self._clock, self._rng, tap=self._tap, **self._waits)


def _replaced(event: _Waiting) -> Hashable | None:
    """A book that waits is of no use once there is a newer one."""
    return event.symbol if isinstance(event, BookMoved) else None
