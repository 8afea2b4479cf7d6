"""CoinGlass's stream of forced closes over several venues. It comes back by itself; what it says is kept as it came."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Any, Protocol

import aiohttp
import structlog

from engine.errors import Unavailable
from engine.feeds.coinglass.client import NAME
from engine.feeds.coinglass.parsing import ForcedClose, parse_forced_close
from engine.feeds.metrics import CONNECTED, MALFORMED, MESSAGES, RECONNECTS
from engine.feeds.pacing import Backoff
from engine.feeds.reading import UNREADABLE, json_object, read_rows
from engine.market.ports import Clock
from engine.market.values import Coin, MarketSource

STREAM_URL = "wss://open-ws.coinglass.com/ws-api"
KIND = "liquidation-orders"
_CHANNEL = "liquidationOrders"
_PONG = "pong"
log = structlog.get_logger()


class RawStore(Protocol):
    async def save_raw(
        self,
        source: MarketSource,
        provider: str,
        kind: str,
        coin: Coin,
        at: datetime,
        venues: Sequence[str],
        payload: Any,
    ) -> None:
        """A provider's answer as it came. Raises `StorageAway`."""
        ...


class LiquidationStream:
    """Endless `run`. `silent_after_s`: a stream that does not even answer pings for so long is dead."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        key: str,
        store: RawStore,
        clock: Clock,
        rng: Random,
        *,
        url: str = STREAM_URL,
        ping_every_s: float = 20.0,
        silent_after_s: float = 60.0,
        first_wait_s: float = 1.0,
    ) -> None:
        self._session = session
        self._url = url
        self._key = key
        self._store = store
        self._clock = clock
        self._ping_every_s = ping_every_s
        self._silent_after_s = silent_after_s
        self._backoff = Backoff(first_wait_s, 300.0, rng)

    async def run(self) -> None:
        """Until cancelled. A key or plan that is refused is asked again in minutes: plans change."""
        while True:
            try:
                reason = await self._connected()
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                reason = _without_key(error)
            wait_s = self._backoff.failed()
            RECONNECTS.labels(NAME, reason.split(" ")[0]).inc()
            log.warning("vendor_stream_broken", vendor=NAME, reason=reason, wait_s=wait_s)
            await asyncio.sleep(wait_s)

    async def _connected(self) -> str:
        """Returns why it ended."""
        async with asyncio.timeout(15):
            socket = await self._session.ws_connect(self._url, params={"cg-api-key": self._key}, max_msg_size=2**22)
        CONNECTED.labels(NAME).inc()
        try:
            await socket.send_json({"method": "subscribe", "channels": [_CHANNEL]})
            return await self._listen(socket)
        finally:
            CONNECTED.labels(NAME).dec()
            await socket.close()

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> str:
        loop = asyncio.get_running_loop()
        ping_at, silent_at = loop.time() + self._ping_every_s, loop.time() + self._silent_after_s
        while loop.time() < silent_at:
            if loop.time() >= ping_at:
                await socket.send_str("ping")
                ping_at = loop.time() + self._ping_every_s
            try:
                message = await socket.receive(timeout=max(min(ping_at, silent_at) - loop.time(), 0.001))
            except TimeoutError:
                continue
            if message.type is not aiohttp.WSMsgType.TEXT:
                return "closed"
            silent_at = loop.time() + self._silent_after_s
            await self._hear(message.data)
        return "frozen"

    async def _hear(self, text: str) -> None:
        if text.strip().strip('"') == _PONG:
            return
        closes = _read(text)
        if not closes:
            return
        self._backoff.succeeded()
        MESSAGES.labels(NAME).inc()
        by_coin: dict[Coin, list[ForcedClose]] = defaultdict(list)
        for close in closes:
            by_coin[close.coin].append(close)
        for coin, held in by_coin.items():
            await self._keep(coin, held)

    async def _keep(self, coin: Coin, held: Sequence[ForcedClose]) -> None:
        """One row a coin and message, by when it was heard: its rows carry their own times.

        While the database is away they are lost, and the log says so.
        """
        at = self._clock.now()
        venues = sorted({close.venue for close in held})
        try:
            await self._store.save_raw(MarketSource.LIVE, NAME, KIND, coin, at, venues, [dict(c.row) for c in held])
        except Unavailable as error:
            log.warning("vendor_closes_lost", vendor=NAME, coin=coin, closes=len(held), error=str(error)[:200])


def _read(text: str) -> list[ForcedClose]:
    """Rows that cannot be read are left out and counted; other channels and answers give none."""
    try:
        message = json_object(text)
        rows = list(message.get("data") or ()) if message.get("channel") == _CHANNEL else []
    except UNREADABLE as error:
        MALFORMED.labels(NAME).inc()
        log.warning("vendor_message_malformed", vendor=NAME, error=repr(error), message=text[:200])
        return []
    return read_rows(NAME, rows, parse_forced_close)


def _without_key(error: BaseException) -> str:
    """The address holds the key, and some errors print the address."""
    if isinstance(error, aiohttp.WSServerHandshakeError):
        return f"http-{error.status}"
    return type(error).__name__
