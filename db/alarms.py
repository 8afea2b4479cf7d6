"""Alarms on their way to the admins: raised by whoever runs a feed, told by whichever bot process is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from redis.asyncio import Redis

from db.redis_errors import redis_translated
from db.streams import Message, Stream
from engine.market.trouble import FeedAlarm
from engine.market.values import MarketSource, Venue

_KEEP = 1_000


@dataclass(frozen=True, slots=True)
class Raised:
    """One alarm as it came. `id` is what is acknowledged."""

    id: str
    alarm: FeedAlarm


class AlarmStream:
    """Each alarm is told by one process; one that died while telling leaves it to another. Raises `StorageAway`.

    `once_in_s`: engines that hear the same venue fail together, and the first of them is enough for so long.
    """

    def __init__(self, redis: Redis, once_in_s: float = 0.0) -> None:
        self._redis = redis
        self._once_in_ms = int(once_in_s * 1000)
        self._stream = Stream(redis, "alarms", keep=_KEEP)
        self._bots = self._stream.group("bots")

    async def raised(self, alarm: FeedAlarm) -> None:
        if not self._once_in_ms or await self._is_first(alarm):
            await self._stream.publish(_dump(alarm))

    async def _is_first(self, alarm: FeedAlarm) -> bool:
        key = f"helix:alarm:{alarm.source.value}:{alarm.venue.value}:{alarm.part}"
        with redis_translated():
            return bool(await self._redis.set(key, alarm.at.isoformat(), nx=True, px=self._once_in_ms))

    async def read(self) -> list[Raised]:
        """Waits up to two seconds for something to tell."""
        return [Raised(message.id, _load(message.body)) for message in await self._bots.read()]

    async def told(self, raised_id: str) -> None:
        await self._bots.done(Message(raised_id, {}))


def _dump(alarm: FeedAlarm) -> dict[str, Any]:
    return {
        "venue": alarm.venue.value,
        "source": alarm.source.value,
        "part": alarm.part,
        "failures": alarm.failures,
        "reason": alarm.reason,
        "at": alarm.at.isoformat(),
        "snapshot": dict(alarm.snapshot),
    }


def _load(body: Mapping[str, Any]) -> FeedAlarm:
    named = {"venue": Venue(body["venue"]), "source": MarketSource(body["source"])}
    return FeedAlarm(**{**body, **named, "at": datetime.fromisoformat(body["at"])})
