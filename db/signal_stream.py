"""The stream `signals`: each state of each signal once, however often it is told."""

import json

from redis.asyncio import Redis

from db.redis_errors import redis_translated
from db.streams import Stream
from engine.signals.ports import Unannounced

NAME = "signals"
_KEEP = 10_000
_REMEMBERED_S = 40 * 24 * 3600  # a database away for longer than this could be told twice

# Mark and message together: a process that dies between them has done both or neither.
_TELL = """
if redis.call('SET', KEYS[2], '1', 'NX', 'EX', ARGV[3]) then
    redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'body', ARGV[1])
    return 1
end
return 0
"""


class SignalAnnouncements:
    """Implements `SignalStream`. Consumers read `Stream(redis, "signals").group(...)`. Raises `StorageAway`."""

    def __init__(self, redis: Redis) -> None:
        self._tell = redis.register_script(_TELL)
        self._stream = Stream(redis, NAME, _KEEP)

    async def tell(self, one: Unannounced) -> bool:
        text = json.dumps(one.body, separators=(",", ":"))
        mark = f"helix:signal:{one.mark}"
        with redis_translated():
            return bool(await self._tell(keys=[self._stream.key, mark], args=[text, _KEEP, _REMEMBERED_S]))
