"""One stream connection that never gives up: it comes back, says what it missed, and notices a silent peer."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from random import Random
from typing import Any, Generic, Protocol, TypeVar

import aiohttp
import structlog

from engine.feeds.metrics import CONNECTED, LAG, MALFORMED, MESSAGES, RECONNECTS
from engine.feeds.pacing import Backoff
from engine.feeds.ports import FeedTrouble, Gap
from engine.feeds.reading import UNREADABLE, json_object
from engine.market.ports import Clock
from engine.market.values import Venue

Tap = Callable[[Venue, str], None]
"""Hears every frame as it came, in the event loop, before it is read. Must be quick and must not raise."""

log = structlog.get_logger()
_SHOWN = 200  # of a message that cannot be read

Event = TypeVar("Event")  # what a dialect makes of market data


class Dialect(Protocol[Event]):
    """How a venue speaks on its stream. One object a connection; it may keep state between messages."""

    @property
    def url(self) -> str: ...

    def opening(self) -> Sequence[dict[str, Any]]:
        """What to send after connecting: the subscriptions. Called anew at each reconnect."""
        ...

    def ping(self) -> dict[str, Any] | None:
        """What to send now and then to stay connected; None where protocol pings do."""
        ...

    def read(self, message: dict[str, Any]) -> "Heard[Event]":
        """May raise any of `UNREADABLE`: then the message is dropped and counted."""
        ...

    def broken(self, at: datetime) -> Sequence[Event]:
        """The connection is gone: what has to be known at once, not when it is back."""
        ...


class Heard(Generic[Event]):
    """What one message was: market data with its events, an answer, or something to say back."""

    __slots__ = ("at", "events", "is_market", "replies")

    def __init__(
        self,
        events: Iterable[Event] = (),
        at: datetime | None = None,
        is_market: bool = False,
        replies: Sequence[dict[str, Any]] = (),
    ) -> None:
        self.events = events
        self.at = at  # the venue's stamp
        self.is_market = is_market
        self.replies = replies


class Broken(Exception):
    """The connection is of no more use; the reason is a word for the log and the counter."""


class VenueSocket(Generic[Event]):
    """`frozen_after_s`: market data silent for so long means a dead stream, even if it still answers pings."""

    def __init__(
        self,
        venue: Venue,
        session: aiohttp.ClientSession,
        dialect: Dialect[Event],
        clock: Clock,
        rng: Random,
        *,
        ping_every_s: float = 20.0,
        frozen_after_s: float = 30.0,
        first_wait_s: float = 0.5,
        longest_wait_s: float = 60.0,
        tap: Tap | None = None,
    ) -> None:
        self._venue = venue
        self._session = session
        self._dialect = dialect
        self._clock = clock
        self._ping_every_s = ping_every_s
        self._frozen_after_s = frozen_after_s
        self._backoff = Backoff(first_wait_s, longest_wait_s, rng)
        self._tap = tap
        self._missed_since: datetime | None = None
        self._missed_why = ""
        self._open: aiohttp.ClientWebSocketResponse | None = None

    async def run(self, emit: Callable[[Event | Gap | FeedTrouble], Awaitable[None]]) -> None:
        """Endless. `emit` may wait: then the venue waits too, nothing is dropped here."""
        while True:
            reason = "closed"
            try:
                await self._connected(emit)
            except (Broken, aiohttp.ClientError, OSError, TimeoutError) as error:
                reason = str(error) if isinstance(error, Broken) else type(error).__name__
            wait_s = self._backoff.failed()
            RECONNECTS.labels(self._venue, reason).inc()
            log.warning("feed_broken", venue=self._venue, reason=reason, failures=self._backoff.failures, wait_s=wait_s)
            now = self._clock.now()
            for event in self._dialect.broken(now):
                await emit(event)
            await emit(FeedTrouble(self._venue, now, self._backoff.failures, reason))
            self._missed_why = reason
            await asyncio.sleep(wait_s)

    async def tell(self, messages: Sequence[dict[str, Any]]) -> None:
        """On the open connection. Where there is none, or it breaks now, the next one opens with what it should."""
        if self._open is not None:
            try:
                await self._say(self._open, messages)
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                log.info("feed_not_told", venue=self._venue, reason=type(error).__name__)

    async def _connected(self, emit: Callable[[Event | Gap | FeedTrouble], Awaitable[None]]) -> None:
        async with asyncio.timeout(15):
            socket = await self._session.ws_connect(self._dialect.url, max_msg_size=16 * 2**20)
        CONNECTED.labels(self._venue).inc()
        try:
            self._open = socket
            await self._say(socket, self._dialect.opening())
            await self._listen(socket, emit)
        finally:
            self._open = None
            CONNECTED.labels(self._venue).dec()
            await socket.close()

    async def _listen(
        self, socket: aiohttp.ClientWebSocketResponse, emit: Callable[[Event | Gap | FeedTrouble], Awaitable[None]]
    ) -> None:
        loop = asyncio.get_running_loop()
        ping_at = loop.time() + self._ping_every_s
        frozen_at = loop.time() + self._frozen_after_s
        while True:
            if loop.time() >= frozen_at:
                raise Broken("frozen")
            if loop.time() >= ping_at:
                await self._ping(socket)
                ping_at = loop.time() + self._ping_every_s
            text = await self._receive(socket, min(ping_at, frozen_at) - loop.time())
            if text is not None and self._tap is not None:
                self._tap(self._venue, text)
            heard = None if text is None else self._read(text)
            if heard is None:
                continue
            await self._say(socket, heard.replies)
            if heard.is_market:
                await self._deliver(heard, emit)
                frozen_at = loop.time() + self._frozen_after_s

    async def _deliver(self, heard: Heard[Event], emit: Callable[[Event | Gap | FeedTrouble], Awaitable[None]]) -> None:
        """What was missed first, then what was heard: nobody may trade on a hole unknowingly."""
        now = self._clock.now()
        if self._missed_why and self._missed_since is not None:
            await emit(Gap(self._venue, self._missed_since, now, self._missed_why))
        self._missed_since, self._missed_why = now, ""
        self._backoff.succeeded()
        MESSAGES.labels(self._venue).inc()
        if heard.at is not None:
            LAG.labels(self._venue).observe(max((now - heard.at).total_seconds(), 0.0))
        for event in heard.events:
            await emit(event)

    async def _receive(self, socket: aiohttp.ClientWebSocketResponse, wait_s: float) -> str | None:
        """A text, or None when nothing came in time. Raises `Broken` when the peer has gone."""
        try:
            message = await socket.receive(timeout=max(wait_s, 0.001))
        except TimeoutError:
            return None
        if message.type in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY):
            return message.data if isinstance(message.data, str) else message.data.decode(errors="replace")
        raise Broken("closed" if message.type is not aiohttp.WSMsgType.ERROR else "error")

    def _read(self, text: str) -> Heard[Event] | None:
        try:
            heard = self._dialect.read(json_object(text))
            heard.events = list(heard.events)
        except UNREADABLE as error:
            MALFORMED.labels(self._venue).inc()
            log.warning("feed_malformed", venue=self._venue, error=repr(error), message=text[:_SHOWN])
            return None
        return heard

    async def _ping(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        ping = self._dialect.ping()
        if ping is not None:
            await self._say(socket, [ping])

    async def _say(self, socket: aiohttp.ClientWebSocketResponse, messages: Sequence[dict[str, Any]]) -> None:
        for message in messages:
            async with asyncio.timeout(10):
                await socket.send_json(message)
