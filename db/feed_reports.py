"""The state of each feed, told by the engine that runs it, for processes that run none."""

import os
import socket
from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import TypeAdapter, ValidationError
from redis.asyncio import Redis

from db.redis_errors import redis_translated
from engine.market.report import FeedReport, by_venue
from engine.market.values import MarketSource

_KEEP_S = 86_400
_FORGOTTEN = timedelta(hours=1)
_REPORT = TypeAdapter(FeedReport)


class FeedReports:
    """One field a venue and engine in a Redis hash of the source. Raises `StorageAway`."""

    def __init__(self, redis: Redis, holder: str | None = None) -> None:
        self._redis = redis
        self._holder = holder or f"{socket.gethostname()}:{os.getpid()}"

    async def tell(self, report: FeedReport) -> None:
        """The newest of this engine."""
        key = _key(report.source)
        with redis_translated():
            await self._redis.hset(key, f"{report.venue.value} {self._holder}", _REPORT.dump_json(report))
            await self._redis.expire(key, _KEEP_S)

    async def forget_old(self, source: MarketSource, now: datetime) -> None:
        """Of engines that are gone for an hour."""
        with redis_translated():
            for name, text in (await self._redis.hgetall(_key(source))).items():
                report = _load(text)
                if report is None or now - report.at > _FORGOTTEN:
                    await self._redis.hdel(_key(source), name)

    async def of(self, source: MarketSource, now: datetime) -> Sequence[FeedReport]:
        """One a venue, engines that share it joined, those that tell nothing any more left out."""
        with redis_translated():
            stored = await self._redis.hgetall(_key(source))
        found = [_load(text) for text in stored.values()]
        return by_venue([report for report in found if report is not None], now)


def _key(source: MarketSource) -> str:
    return f"helix:feeds:{source.value}"


def _load(text: str | bytes) -> FeedReport | None:
    """None for what another version of Helix wrote."""
    try:
        return _REPORT.validate_json(text)
    except ValidationError:
        return None
