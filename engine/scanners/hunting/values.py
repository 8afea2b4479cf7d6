"""What happened after past maps, counted, as it is kept and told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from engine.market.values import Coin, MarketSource, Side, Venue
from engine.market.windows import Window


class Target(StrEnum):
    """Which level of a map is asked about."""

    LARGEST = "largest"
    MAGNET = "magnet"
    ABOVE = "above"  # the nearest one above price
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Aim:
    """One level of a past map and what became of it within the horizon."""

    side: Side  # SHORT: it stood above price
    level_usd: float
    sigmas: float  # its log distance from price in standard deviations of the horizon, as known at the map
    hit_after_ms: int | None  # to the close of the bar that touched it; None: not reached in time
    is_other_reached: bool  # the level as far away, in log price, on the other side

    @property
    def is_reached(self) -> bool:
        return self.hit_after_ms is not None


@dataclass(frozen=True, slots=True)
class Sweep:
    """Price went through a whole cluster. `beyond`: how far past its far edge, as a fraction of that edge, before a bar
    closed on the near side of the edge again; `turned_at_ms` None: none did within the horizon, so it is no wick."""

    name: str
    side: Side
    near_usd: float
    peak_usd: float
    far_usd: float
    notional_usd: float
    swept_at_ms: int  # open of the bar
    turned_at_ms: int | None
    beyond: float


@dataclass(frozen=True, slots=True)
class PastMap:
    """One map of the past with its path. `up`, `down`: how far price went each way, in the same deviations."""

    at_ms: int
    price_usd: float
    up: float
    down: float
    aims: Mapping[Target, Aim]
    sweeps: tuple[Sweep, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Of `cases` maps that had the level. `random`: how many of them would be expected if each level stood, as many
    deviations away, over or under price at another of these moments (a mean over all of them, so no whole number).

    `half_within`, `most_within`: of the reached ones, half and four of five took no longer; None below ten.
    """

    cases: int
    reached: int
    mirror: int
    both: int
    random: float
    half_within: timedelta | None
    most_within: timedelta | None


@dataclass(frozen=True, slots=True)
class WickFigures:
    """Of `swept` clusters of all maps, price came back from `turned`. `half`, `most`: the wick beyond the far edge that
    half and nine of ten of those did not exceed, as a fraction; None below thirty."""

    swept: int
    turned: int
    half: float | None
    most: float | None


@dataclass(frozen=True, slots=True)
class Pattern:
    """The history of one coin on one window, at one venue or (None) over `venues` summed.

    `maps` were looked at; `left_out` were not, for holes or because too little open interest was known.
    """

    source: MarketSource
    coin: Coin
    venue: Venue | None
    venues: tuple[Venue, ...]
    window: Window
    horizon: timedelta
    measured_at: datetime  # by the market's clock; nothing later went in
    model_version: str
    maps: int
    left_out: int
    since: datetime | None  # the first map; None where there is none
    tallies: Mapping[Target, Tally]
    wicks: WickFigures

    @property
    def largest(self) -> Tally:
        return self.tallies.get(Target.LARGEST, NOTHING)


NOTHING = Tally(0, 0, 0, 0, 0.0, None, None)
