"""Who waits is woken over Redis: the exchange for commands, a chat for what came of them. Only to be quicker.

Everything that is told here stands in Postgres already. So a message that is lost costs the time until the waiting one
looks by itself, and Redis may be away.
"""

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import structlog
from redis.asyncio import Redis

from db.paper.subscription import heard
from db.redis_errors import redis_translated
from engine.errors import StorageAway
from engine.market.values import MarketSource

_PUBLISH_S = 0.25  # Redis is near or it is away
_log = structlog.get_logger()


class CommandWakes:
    """Of one source. `run()` is kept going by the process that waits; who only tells needs no `run()`."""

    def __init__(self, redis: Redis, source: MarketSource) -> None:
        self._redis = redis
        self._sent = f"helix:paper:sent:{source.value}"
        self._done = f"helix:paper:done:{source.value}"
        self._waiting: dict[int, list[asyncio.Event]] = {}
        self._any_sent = asyncio.Event()

    async def tell_sent(self) -> None:
        await self._tell(self._sent, "")

    async def tell_done(self, command_ids: Sequence[int]) -> None:
        if command_ids:
            await self._tell(self._done, json.dumps(command_ids))

    async def run(self) -> None:
        """Endless."""
        async for channel, text in heard(self._redis, self._sent, self._done):
            if channel == self._sent:
                self._any_sent.set()
            else:
                for command_id in json.loads(text):
                    for event in self._waiting.get(command_id, ()):
                        event.set()

    async def sent(self, within_s: float) -> None:
        """Returns when a command was sent since the last call, at the latest after `within_s`."""
        await _set_within(self._any_sent, within_s)
        self._any_sent.clear()

    @contextmanager
    def done(self, command_id: int) -> Iterator[asyncio.Event]:
        """Set when the command is told to be done, from now on."""
        event = asyncio.Event()
        self._waiting.setdefault(command_id, []).append(event)
        try:
            yield event
        finally:
            self._waiting[command_id].remove(event)
            if not self._waiting[command_id]:
                del self._waiting[command_id]

    async def _tell(self, channel: str, text: str) -> None:
        try:
            with redis_translated():
                async with asyncio.timeout(_PUBLISH_S):
                    await self._redis.publish(channel, text)
        except StorageAway as away:
            _log.info("paper_wake_not_told", channel=channel, reason=str(away))


async def _set_within(event: asyncio.Event, within_s: float) -> None:
    try:
        async with asyncio.timeout(within_s):
            await event.wait()
    except TimeoutError:
        return
