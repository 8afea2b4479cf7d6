"""At most so many in so many seconds, counted here or together with the other processes."""

import time
from collections import defaultdict, deque
from typing import Protocol

import redis.asyncio as redis_client
import structlog
from redis.exceptions import RedisError

log = structlog.get_logger()

# A list of the times of the last sends by the server's clock; answers 0 and adds one, or the milliseconds to wait.
_TAKE = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local limit, span = tonumber(ARGV[1]), tonumber(ARGV[2])
local oldest = redis.call('LINDEX', KEYS[1], limit - 1)
if oldest and tonumber(oldest) + span > now then return tonumber(oldest) + span - now end
redis.call('LPUSH', KEYS[1], now)
redis.call('LTRIM', KEYS[1], 0, limit - 1)
redis.call('PEXPIRE', KEYS[1], span)
return 0
"""


class Quota(Protocol):
    async def take(self, key: str, limit: int, span_s: float) -> float:
        """0 and one is taken, or the seconds to wait before asking again."""
        ...


class LocalQuota:
    """For one process."""

    def __init__(self) -> None:
        self._taken: dict[str, deque[float]] = defaultdict(deque)

    async def take(self, key: str, limit: int, span_s: float) -> float:
        now, taken = time.monotonic(), self._taken[key]
        while taken and taken[0] + span_s <= now:
            taken.popleft()
        if len(taken) >= limit:
            return taken[0] + span_s - now
        taken.append(now)
        return 0.0


class SharedQuota:
    """For all processes of one bot, in Redis; counts alone while Redis is away."""

    def __init__(self, redis: "redis_client.Redis", prefix: str) -> None:
        self._take = redis.register_script(_TAKE)
        self._prefix = prefix
        self._alone = LocalQuota()

    async def take(self, key: str, limit: int, span_s: float) -> float:
        try:
            wait_ms = await self._take(keys=[f"{self._prefix}:{key}"], args=[limit, int(span_s * 1000)])
            return float(wait_ms) / 1000
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("quota_counted_alone", error=type(error).__name__)
            return await self._alone.take(key, limit, span_s)
