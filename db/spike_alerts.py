"""Spikes on the stream `spike_alerts`: what was passed, where and when; each consumer group hears each once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from redis.asyncio import Redis

from db.streams import Stream
from engine.market.values import Coin, MarketSource, Venue
from engine.scanners.alerting import SpikeAlert, SpikeKind

NAME = "spike_alerts"
_KEEP = 10_000


class SpikeAlertStream:
    """Implements `SpikeSink`. Raises `StorageAway`."""

    def __init__(self, redis: Redis) -> None:
        self.stream = Stream(redis, NAME, keep=_KEEP)

    async def publish(self, alert: SpikeAlert) -> None:
        await self.stream.publish(dump_spike(alert))


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
