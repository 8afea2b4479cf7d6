"""Spikes on the stream `spike_alerts`: what was passed, where and when; each consumer group hears each once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from redis.asyncio import Redis

from db.redis_errors import redis_translated
from db.streams import Stream
from engine.market.values import Coin, MarketSource, Venue
from engine.scanners.alerting import SpikeAlert, SpikeKind

NAME = "spike_alerts"
_KEEP = 10_000
_BAR_MS = 300_000
_REMEMBERED_S = 900


class SpikeAlertStream:
    """Implements `SpikeSink`. Raises `StorageAway`.

    One alert a coin, kind and five-minute bar, whoever saw it: a process that takes over a coin says nothing twice.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self.stream = Stream(redis, NAME, keep=_KEEP)

    async def publish(self, alert: SpikeAlert) -> None:
        with redis_translated():
            is_first = await self._redis.set(_mark(alert), 1, nx=True, ex=_REMEMBERED_S)
        if is_first:
            await self.stream.publish(dump_spike(alert))


def _mark(alert: SpikeAlert) -> str:
    """A close belongs to the bar that it ends."""
    bar = (int(alert.at.timestamp() * 1000) - 1) // _BAR_MS
    return f"helix:spike:{alert.source.value}:{alert.coin}:{alert.kind.value}:{bar}"


def dump_spike(alert: SpikeAlert) -> dict[str, Any]:
    return {
        "source": alert.source.value,
        "coin": alert.coin,
        "venue": alert.venue.value,
        "kind": alert.kind.value,
        "value": alert.value,
        "threshold": alert.threshold,
        "price_usd": alert.price_usd,
        "at": alert.at.isoformat(),
    }


def load_spike(body: Mapping[str, Any]) -> SpikeAlert:
    """Of a message of the stream. Raises `KeyError` and `ValueError` for what is none."""
    return SpikeAlert(
        MarketSource(body["source"]),
        Coin(body["coin"]),
        Venue(body["venue"]),
        SpikeKind(body["kind"]),
        float(body["value"]),
        float(body["threshold"]),
        float(body["price_usd"]),
        datetime.fromisoformat(body["at"]),
    )
