"""The rule of an alert. Pure: what is known goes in, what follows comes out.

A *price* alert waits for one price and is done when it is reached. A *level* alert waits until price comes within a
distance of a strong enough level; it speaks once, keeps quiet for the cooldown and until price has moved away again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.club.limits import ALERT_COOLDOWN, REARM_FACTOR
from engine.liquidations.values import Cluster
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window


class AlertKind(StrEnum):
    PRICE = "price"
    LEVEL = "level"


class Direction(StrEnum):
    """From which side price must come, fixed when the alert is set, so that a restart cannot miss the crossing."""

    RISE = "rise"
    FALL = "fall"

    @staticmethod
    def toward(target_usd: float, price_usd: float) -> "Direction":
        return Direction.RISE if target_usd >= price_usd else Direction.FALL


@dataclass(frozen=True, slots=True)
class NewAlert:
    """What a person asked to be told. `distance` is a fraction, `strength` a percentile 0..100 among the levels."""

    user_id: int
    coin: Coin
    source: MarketSource
    kind: AlertKind
    window: Window
    price_usd: float | None = None
    direction: Direction | None = None
    level: str | None = None  # "A2", as it was called on the card
    distance: float | None = None
    strength: float | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    alert_id: int
    asked: NewAlert
    is_armed: bool
    last_fired_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """`fires`: tell the person. `is_armed`: the state to keep. `cluster`: the level that was come near to."""

    fires: bool
    is_armed: bool
    cluster: Cluster | None = None

    def changes(self, alert: Alert) -> bool:
        return self.fires or self.is_armed != alert.is_armed


def strength_of(cluster: Cluster, among: Sequence[Cluster]) -> float:
    """Percentile 0..100: the share of levels that are not larger than this one."""
    not_larger = sum(1 for other in among if other.notional_usd <= cluster.notional_usd)
    return 100.0 * not_larger / max(len(among), 1)


def judge(alert: Alert, price_usd: float, clusters: Sequence[Cluster], now: datetime) -> Verdict:
    """What this price means for the alert. `clusters` of the alert's window; a price alert does not need them."""
    if alert.asked.kind is AlertKind.PRICE:
        return _judge_price(alert, price_usd)
    return _judge_level(alert, price_usd, clusters, now)


def _judge_price(alert: Alert, price_usd: float) -> Verdict:
    target = alert.asked.price_usd
    if target is None or not alert.is_armed:
        return Verdict(False, alert.is_armed)
    reached = price_usd >= target if alert.asked.direction is Direction.RISE else price_usd <= target
    return Verdict(reached, not reached)


def _judge_level(alert: Alert, price_usd: float, clusters: Sequence[Cluster], now: datetime) -> Verdict:
    distance = alert.asked.distance or 0.0
    nearest = nearest_strong(price_usd, clusters, alert.asked.strength or 0.0)
    away = abs(nearest.peak_usd / price_usd - 1) if nearest else float("inf")
    if not alert.is_armed:
        return Verdict(False, away > distance * REARM_FACTOR)
    is_quiet = alert.last_fired_at is not None and now - alert.last_fired_at < ALERT_COOLDOWN
    if away > distance or is_quiet:
        return Verdict(False, True)
    return Verdict(True, False, nearest)


def nearest_strong(price_usd: float, clusters: Sequence[Cluster], strength: float) -> Cluster | None:
    """The level closest to price among those of at least this percentile."""
    strong = (c for c in clusters if strength_of(c, clusters) >= strength)
    return min(strong, key=lambda c: abs(c.peak_usd / price_usd - 1), default=None)
