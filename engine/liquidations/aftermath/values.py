"""What became of a day's levels."""

from dataclasses import dataclass
from datetime import datetime

from engine.liquidations.values import Cluster, LiquidationMap, Scan
from engine.market.values import Coin, LiquidatedTotals, MarketSource


@dataclass(frozen=True, slots=True)
class Met:
    """A level of the earlier map, and when price came to it; None: it did not."""

    level: Cluster
    reached_at: datetime | None


@dataclass(frozen=True, slots=True)
class Aftermath:
    """One coin: the map as it stood, the map now, and its levels in between, nearest first on each side."""

    coin: Coin
    before: LiquidationMap
    scan_before: Scan
    after: LiquidationMap
    scan_after: Scan
    above: tuple[Met, ...]
    below: tuple[Met, ...]
    liquidated: LiquidatedTotals | None  # measured in between


@dataclass(frozen=True, slots=True)
class Tally:
    """Over `coins`: the largest level was reached, and one as far away (in log price) on the other side was."""

    coins: int
    reached: int
    reached_other_side: int
    left_out: int  # coins without a whole day of bars, or without a level


@dataclass(frozen=True, slots=True)
class DayStory:
    """The day of all coins, and the one with the most to show; None where no coin has a level."""

    source: MarketSource
    since: datetime
    until: datetime
    tally: Tally
    shown: Aftermath | None
