"""What the scanners tell others: spikes for the stream `spike_alerts`, and scans for whoever makes signals of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from engine.liquidations.values import Scan
from engine.market.values import Coin, MarketSource, Venue


class SpikeKind(StrEnum):
    OPEN_INTEREST = "open-interest"
    VOLUME = "volume"
    MOVE = "move"
    LEVEL_CROSS = "level-cross"


@dataclass(frozen=True, slots=True)
class SpikeAlert:
    """One threshold that was passed. `value` and `threshold` in the kind's own unit: fraction, ratio, USD per coin."""

    source: MarketSource
    coin: Coin
    venue: Venue
    kind: SpikeKind
    value: float
    threshold: float
    price_usd: float
    at: datetime  # close of the bar, or of the second in which it was seen


class SpikeSink(Protocol):
    """Announces spikes to other processes. Raises `StorageAway`."""

    async def publish(self, alert: SpikeAlert) -> None: ...


class ScanListener(Protocol):
    """Hears every scan made anew, and every standing scan whose confirmation changed, with that confirmation and as of
    its time; price, levels and plan are then still those of the map, which may be a column old."""

    async def heard(self, scan: Scan) -> None: ...
