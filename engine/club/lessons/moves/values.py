"""A famous day as it is publicly known: four prices that are exact, and what was reported between them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

DAY_MINUTES = 1440


@dataclass(frozen=True, slots=True)
class Waypoint:
    """`minute` of the UTC day. Not `is_exact`: as newspapers told it, rounded; it only shapes the drawn path."""

    minute: int
    price_usd: Decimal
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One UTC day. The first waypoint is its open, the last its close; its high and its low are among the others.

    `wobble` is the deviation of the drawn path a minute, in log price; `seed` makes it the same every time.
    """

    key: str  # as texts name it: `move-{key}`
    coin: str
    starts_at: datetime
    waypoints: tuple[Waypoint, ...]
    wobble: float
    seed: int

    @property
    def open_usd(self) -> Decimal:
        return self.waypoints[0].price_usd

    @property
    def close_usd(self) -> Decimal:
        return self.waypoints[-1].price_usd

    @property
    def high_usd(self) -> Decimal:
        return max(point.price_usd for point in self.waypoints)

    @property
    def low_usd(self) -> Decimal:
        return min(point.price_usd for point in self.waypoints)

    def at(self, minute: int) -> datetime:
        return self.starts_at + timedelta(minutes=minute)
