"""One process at a time polls Telegram; when it dies another takes over."""

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

log = structlog.get_logger()

_EXTEND = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return 0
"""
_GIVE_BACK = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"


class PollingLease:
    """While Redis is away the holder keeps it and nobody else takes it."""

    def __init__(self, redis: Redis, bot_id: int, owner: str, length_s: float = 10.0) -> None:
        self._extend = redis.register_script(_EXTEND)
        self._give_back = redis.register_script(_GIVE_BACK)
        self._key = f"helix:bot:{bot_id}:poller"
        self._owner = owner
        self._length_ms = int(length_s * 1000)
        self._is_held = False

    async def hold(self) -> bool:
        """True while this process is the one that polls. Ask at least three times within the lease's length."""
        try:
            self._is_held = bool(await self._extend(keys=[self._key], args=[self._owner, self._length_ms]))
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("lease_unreachable", held=self._is_held, error=type(error).__name__)
        return self._is_held

    async def release(self) -> None:
        try:
            await self._give_back(keys=[self._key], args=[self._owner])
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("lease_left_to_expire", error=type(error).__name__)
