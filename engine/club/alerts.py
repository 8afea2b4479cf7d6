"""The rule of an alert. Pure: what is known goes in, what follows comes out.

A *price* alert waits for one price and is done when it is reached. A *level* alert waits until price comes within a
distance of a strong enough level, an *imbalance* alert until one side holds a share of the clusters, a *spike* alert
until something jumps. These three speak once, keep quiet for their cooldown and until what they waited for is over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from engine.club.limits import ALERT_COOLDOWN, REARM_FACTOR, REARM_SHARE
from engine.liquidations.values import Cluster, Confirmation
from engine.market.values import Coin, MarketSource, Side
from engine.market.windows import Window


class AlertKind(StrEnum):
    PRICE = "price"
    LEVEL = "level"
    IMBALANCE = "imbalance"
    SPIKE = "spike"


class Direction(StrEnum):
    """From which side price must come, fixed when the alert is set, so that a restart cannot miss the crossing."""

    RISE = "rise"
    FALL = "fall"

    @staticmethod
    def toward(target_usd: float, price_usd: float) -> "Direction":
        return Direction.RISE if target_usd >= price_usd else Direction.FALL


ENDED = "ended"  # what a verdict says of an alert whose coin is traded no more


class Jump(StrEnum):
    """What a spike alert heard of."""

    VOLUME = "volume"
    OPEN_INTEREST = "oi"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class NewAlert:
    """What a person asked to be told. `distance` and `share` are fractions, `strength` a percentile 0..100."""

    user_id: int
    coin: Coin
    source: MarketSource
    kind: AlertKind
    window: Window
    price_usd: float | None = None
    direction: Direction | None = None
    level: str | None = None  # "A2", as it was called on the card
    distance: float | None = None
    strength: float | None = None  # among the map's levels
    share: float | None = None  # of the heavier side, as on the scan
    cooldown: timedelta = ALERT_COOLDOWN
    asked_in: int | None = None  # the update; handled twice, it sets one alert


@dataclass(frozen=True, slots=True)
class Alert:
    alert_id: int
    asked: NewAlert
    is_armed: bool
    last_fired_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a coin and window now; a price alert needs the price alone."""

    price_usd: float
    clusters: Sequence[Cluster] = ()
    imbalance: float | None = None
    heavier: Side | None = None
    confirmation: Confirmation | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`fires`: tell the person. `is_armed`: the state to keep. What was seen: the level that was come near to, the
    heavier side's share and the side itself, or the figure that jumped and which one it was."""

    fires: bool
    is_armed: bool
    cluster: Cluster | None = None
    value: float | None = None
    detail: str | None = None

    @property
    def ends(self) -> bool:
        """Nothing can come of the alert any more, whatever its kind."""
        return self.detail == ENDED

    def changes(self, alert: Alert) -> bool:
        return self.fires or self.is_armed != alert.is_armed


def strength_of(cluster: Cluster, among: Sequence[Cluster]) -> float:
    """Percentile 0..100: the share of levels that are not larger than this one."""
    not_larger = sum(1 for other in among if other.notional_usd <= cluster.notional_usd)
    return 100.0 * not_larger / max(len(among), 1)


def judge(alert: Alert, seen: Seen, now: datetime) -> Verdict:
    """What this means for the alert."""
    match alert.asked.kind:
        case AlertKind.PRICE:
            return _judge_price(alert, seen.price_usd)
        case AlertKind.LEVEL:
            return _judge_level(alert, seen, now)
        case AlertKind.IMBALANCE:
            return _judge_imbalance(alert, seen, now)
        case AlertKind.SPIKE:
            return _judge_spike(alert, seen, now)


def _judge_price(alert: Alert, price_usd: float) -> Verdict:
    target = alert.asked.price_usd
    if target is None or not alert.is_armed:
        return Verdict(False, alert.is_armed)
    reached = price_usd >= target if alert.asked.direction is Direction.RISE else price_usd <= target
    return Verdict(reached, not reached)


def _judge_level(alert: Alert, seen: Seen, now: datetime) -> Verdict:
    distance = alert.asked.distance or 0.0
    nearest = nearest_strong(seen.price_usd, seen.clusters, alert.asked.strength or 0.0)
    away = abs(nearest.peak_usd / seen.price_usd - 1) if nearest else float("inf")
    if not alert.is_armed:
        return Verdict(False, away > distance * REARM_FACTOR)
    if away > distance or _keeps_quiet(alert, now):
        return Verdict(False, True)
    return Verdict(True, False, nearest)


def _judge_imbalance(alert: Alert, seen: Seen, now: datetime) -> Verdict:
    """No clusters on either side is no imbalance, and no news."""
    wanted = alert.asked.share or 1.0
    share = seen.imbalance if seen.imbalance is not None and seen.heavier is not None else 0.0
    if not alert.is_armed:
        return Verdict(False, share < wanted - REARM_SHARE)
    if share < wanted or _keeps_quiet(alert, now):
        return Verdict(False, True)
    return Verdict(True, False, value=share, detail=seen.heavier.value if seen.heavier else None)


def _judge_spike(alert: Alert, seen: Seen, now: datetime) -> Verdict:
    found = jump_of(seen.confirmation) if seen.confirmation is not None else None
    if not alert.is_armed:
        return Verdict(False, found is None)
    if found is None or _keeps_quiet(alert, now):
        return Verdict(False, True)
    jump, value = found
    return Verdict(True, False, value=value, detail=jump.value)


def jump_of(confirmation: Confirmation) -> tuple[Jump, float] | None:
    """What is fresh, with its figure: volume before open interest before the move, as on the board."""
    if confirmation.is_volume_fresh and confirmation.volume_ratio is not None:
        return Jump.VOLUME, confirmation.volume_ratio
    if confirmation.is_oi_fresh and confirmation.oi_change_1h is not None:
        return Jump.OPEN_INTEREST, confirmation.oi_change_1h
    if confirmation.is_move_fresh and confirmation.move_5m is not None:
        return Jump.MOVE, confirmation.move_5m
    return None


def nearest_strong(price_usd: float, clusters: Sequence[Cluster], strength: float) -> Cluster | None:
    """The level closest to price among those of at least this percentile."""
    strong = (c for c in clusters if strength_of(c, clusters) >= strength)
    return min(strong, key=lambda c: abs(c.peak_usd / price_usd - 1), default=None)


def _keeps_quiet(alert: Alert, now: datetime) -> bool:
    return alert.last_fired_at is not None and now - alert.last_fired_at < alert.asked.cooldown
