"""Redis Streams with consumer groups: what is announced reaches every group once, and survives a consumer's death.

A message is claimed, handled and then acknowledged; one whose consumer died is handed to another after `idle_s`. So a
handler may see a message twice and must not mind. The stream keeps about `keep` messages and drops the oldest.
"""

import json
import os
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from prometheus_client import Counter
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from db.redis_errors import redis_translated

_BODY = "body"
_PUBLISHED = Counter("helix_stream_published_total", "Messages put on a stream", ["stream"])
_CONSUMED = Counter("helix_stream_consumed_total", "Messages handed to a consumer", ["stream", "group"])


@dataclass(frozen=True, slots=True)
class Message:
    """One announcement. `id` orders them; `body` is JSON values."""

    id: str
    body: Mapping[str, Any]


class Stream:
    """One named stream. Raises `StorageAway`."""

    def __init__(self, redis: Redis, name: str, keep: int = 10_000) -> None:
        self._redis = redis
        self.name = name
        self._key = f"helix:stream:{name}"
        self._keep = keep

    @property
    def key(self) -> str:
        """Redis's name of it, for scripts."""
        return self._key

    async def publish(self, body: Mapping[str, Any]) -> str:
        """Returns the message's id."""
        with redis_translated():
            text = json.dumps(body, separators=(",", ":"))
            new = await self._redis.xadd(self._key, {_BODY: text}, maxlen=self._keep, approximate=True)
        _PUBLISHED.labels(self.name).inc()
        return str(new)

    async def length(self) -> int:
        with redis_translated():
            return int(await self._redis.xlen(self._key))

    def group(self, name: str, consumer: str | None = None, idle_s: float = 30.0) -> "ConsumerGroup":
        """`consumer` names this process; two with one name would share each other's unfinished messages."""
        return ConsumerGroup(self._redis, self.name, self._key, name, consumer or _consumer_name(), idle_s)


class ConsumerGroup:
    """Messages of one stream, each handled by one consumer of the group. Raises `StorageAway`."""

    def __init__(self, redis: Redis, stream: str, key: str, group: str, consumer: str, idle_s: float) -> None:
        self._redis = redis
        self._stream = stream
        self._key = key
        self._group = group
        self._consumer = consumer
        self._idle_ms = int(idle_s * 1000)

    async def read(self, count: int = 32, wait_s: float = 2.0) -> list[Message]:
        """Messages to handle: first what a dead consumer left, then new ones, waiting up to `wait_s` for them.

        The group is made at the first read and starts with what is on the stream then.
        """
        with redis_translated():
            try:
                return await self._read(count, wait_s)
            except ResponseError as refused:
                if not str(refused).startswith("NOGROUP"):
                    raise
                await self._make()
                return await self._read(count, wait_s)

    async def done(self, *messages: Message) -> None:
        """Acknowledges: they are handled and will not come again."""
        if messages:
            with redis_translated():
                await self._redis.xack(self._key, self._group, *(message.id for message in messages))

    async def messages(self) -> AsyncIterator[Message]:
        """Endless; each is acknowledged once the caller asks for the next."""
        while True:
            for message in await self.read():
                yield message
                await self.done(message)

    async def pending(self) -> int:
        """Handed out and not acknowledged."""
        with redis_translated():
            try:
                return int((await self._redis.xpending(self._key, self._group))["pending"])
            except ResponseError:
                return 0

    async def _read(self, count: int, wait_s: float) -> list[Message]:
        args = (self._key, self._group, self._consumer)
        claimed = await self._redis.xautoclaim(*args, min_idle_time=self._idle_ms, count=count)
        found = [_message(one) for one in claimed[1] if one[1] is not None]
        if not found:
            block = max(1, int(wait_s * 1000))
            new = await self._redis.xreadgroup(self._group, self._consumer, {self._key: ">"}, count=count, block=block)
            found = [_message(one) for one in _entries(new)]
        _CONSUMED.labels(self._stream, self._group).inc(len(found))
        return found

    async def _make(self) -> None:
        try:
            await self._redis.xgroup_create(self._key, self._group, id="0", mkstream=True)
        except ResponseError as refused:
            if not str(refused).startswith("BUSYGROUP"):  # another consumer was faster
                raise


def _entries(answer: Any) -> list[Any]:
    """The entries of the one stream that was asked, in the shape of either protocol version."""
    if not answer:
        return []
    if isinstance(answer, dict):
        return [entry for batch in answer.values() for part in batch for entry in _flat(part)]
    return list(answer[0][1])


def _flat(part: Any) -> list[Any]:
    return [part] if part and isinstance(part[0], str) else list(part)


def _message(entry: Any) -> Message:
    return Message(entry[0], json.loads(entry[1][_BODY]))


def _consumer_name() -> str:
    return f"{os.getpid()}-{secrets.token_hex(3)}"
