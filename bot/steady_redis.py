"""A Redis client that does not make people wait for a Redis that is away, and that can be cancelled."""

import asyncio
import time
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import TimeoutError as RedisTimeout

_LEFT_ALONE_S = 1.0
_AWAY = (RedisAway, RedisTimeout, OSError, TimeoutError)


class SteadyRedis(Redis):
    """On the same connections as another client, which closes them.

    After a failure everything fails at once for a second. A cancellation that comes while it waits is not lost, as it
    is in redis-py 8.1 every second time.
    """

    def __init__(self, redis: Redis) -> None:
        super().__init__(connection_pool=redis.connection_pool)
        self._away_until = 0.0

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        if time.monotonic() < self._away_until:
            raise RedisAway("left alone for a second after a failure")
        task = asyncio.current_task()
        cancelled_before = task.cancelling() if task is not None else 0
        try:
            result = await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]  # redis-py's own
        except _AWAY:
            self._away_until = time.monotonic() + _LEFT_ALONE_S
            _honour(task, cancelled_before)
            raise
        _honour(task, cancelled_before)
        return result


def _honour(task: "asyncio.Task[Any] | None", cancelled_before: int) -> None:
    if task is not None and task.cancelling() > cancelled_before:
        raise asyncio.CancelledError
