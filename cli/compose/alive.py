"""When the paper exchange was last seen alive: what a restart counts the time it was away from."""

import asyncio
from datetime import datetime

from redis.asyncio import Redis
from redis.exceptions import RedisError

from engine.market.cancelling import heed_cancellation
from engine.market.ports import Clock
from engine.market.values import MarketSource

_EVERY_S = 5.0


class Alive:
    """In Redis: lost with it, and then nobody is told of a restart."""

    def __init__(self, redis: Redis, source: MarketSource, clock: Clock) -> None:
        self._redis, self._clock = redis, clock
        self._key = f"helix:paper:alive:{source.value}"

    async def last(self) -> datetime | None:
        try:
            text = await self._redis.get(self._key)
        except RedisError:
            return None
        return None if text is None else datetime.fromisoformat(str(text))

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            heed_cancellation()
            try:
                await self._redis.set(self._key, self._clock.now().isoformat())
            except RedisError:
                await asyncio.sleep(_EVERY_S)  # said at the next beat
            await asyncio.sleep(_EVERY_S)
