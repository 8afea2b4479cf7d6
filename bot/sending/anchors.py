"""The newest message of each private chat and channel we know of: what is sent next stands after it."""

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

log = structlog.get_logger()

_FOR_S = 7 * 24 * 3600
_AWAY = (RedisError, OSError, TimeoutError)

# Ids only grow; a late word about an older message changes nothing.
_RAISE = """
local known = tonumber(redis.call('GET', KEYS[1]) or '0')
if tonumber(ARGV[1]) > known then redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2]) end
return 1
"""


class Anchors:
    """While Redis is away nothing is known, and an unknown send is sent again."""

    def __init__(self, redis: Redis, bot_id: int) -> None:
        self._redis = redis
        self._raise = redis.register_script(_RAISE)
        self._prefix = f"helix:bot:{bot_id}:newest"

    async def note(self, chat_id: int, message_id: int) -> None:
        try:
            await self._raise(keys=[f"{self._prefix}:{chat_id}"], args=[message_id, _FOR_S])
        except _AWAY as error:
            log.warning("anchor_not_kept", error=type(error).__name__)

    async def newest(self, chat_id: int) -> int | None:
        try:
            value = await self._redis.get(f"{self._prefix}:{chat_id}")
        except _AWAY:
            return None
        return int(value) if value is not None else None
