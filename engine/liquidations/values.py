"""What the liquidation model says: a map, its clusters, the scan and the plan drawn from them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.liquidations.forecast.values import Forecast
from engine.liquidations.records.values import FEWEST_CASES
from engine.market.quality import Flag
from engine.market.values import Bars, Coin, FloatArray, LiquidatedTotals, MarketSource, Side, Venue
from engine.market.windows import Window
from engine.scanners.lead_lag import Lead
from engine.scanners.thresholds import DEFAULT_THRESHOLDS, Thresholds
from engine.scanners.wick_risk import WickRisk

HeatArray = NDArray[np.float32]


class LeverageBand(StrEnum):
    """Which positions a map shows, by the leverage they were opened with."""

    ALL = "all"
    MID = "mid"  # 25x and more
    HIGH = "high"  # 50x and more


@dataclass(frozen=True, slots=True)
class MapQuery:
    """What somebody asked to see. `venue` None: all venues, summed."""

    coin: Coin
    window: Window
    venue: Venue | None = None
    leverage: LeverageBand = LeverageBand.ALL

    @property
    def is_whole(self) -> bool:
        """All venues and all leverage: the map that records, signals and the ledger are about."""
        return self.venue is None and self.leverage is LeverageBand.ALL


@dataclass(frozen=True, slots=True)
class SweptLevel:
    """A level that stood in the map and that price went through. `notional_usd` is modelled."""

    side: Side
    price_usd: float
    notional_usd: float
    born_at: datetime
    swept_at: datetime


@dataclass(frozen=True, slots=True)
class LiquidationMap:
    """Modelled notional that would be closed by force, per column and price bin.

    `price_edges` (b+1,) ascending USD, equal steps of log price. `long_usd` and `short_usd` (t, b): USD standing at the
    end of column t; longs lie below price, shorts above. `bars` (t rows): the candles of the columns, of the venue with
    the largest open interest. `consumed_long_usd`, `consumed_short_usd` (t,): modelled forced closes inside the column.
    """

    query: MapQuery
    venues: tuple[Venue, ...]
    source: MarketSource
    at: datetime  # close of the last column
    starts_at: datetime  # open of the first column: later than the window's edge where history is short
    is_short: bool  # history does not fill the window
    gaps: int  # columns missing inside
    price_usd: float
    price_edges: FloatArray
    bars: Bars
    long_usd: HeatArray
    short_usd: HeatArray
    consumed_long_usd: FloatArray
    consumed_short_usd: FloatArray
    swept: tuple[SweptLevel, ...]
    mix_version: str | None = None  # of the leading venue's leverage mix; None: the default, an assumption
    flags: tuple[Flag, ...] = ()  # what is in doubt about the data it was made of, weightiest first

    @property
    def now_long_usd(self) -> FloatArray:
        """(b,) what stands now below price."""
        return np.asarray(self.long_usd[-1], np.float64)

    @property
    def now_short_usd(self) -> FloatArray:
        return np.asarray(self.short_usd[-1], np.float64)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A level: A1, A2 … above price, B1, B2 … below, counted from price. `near_usd` is the edge toward price."""

    name: str
    side: Side  # of the positions that would be closed: SHORT above price, LONG below
    near_usd: float
    peak_usd: float
    far_usd: float
    notional_usd: float
    distance: float  # peak / price - 1, signed


class ScanState(StrEnum):
    NO_SIGNAL = "no-signal"
    LOPSIDED = "lopsided"  # imbalance in the owner's 70-85 %, nothing fresh
    CONFIRMED = "confirmed"  # lopsided and a fresh spike
    EXTREME = "extreme"  # over 85 %: kept apart
    TOO_LITTLE_DATA = "too-little-data"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Fresh activity; a figure is None where its data is missing. It carries the thresholds it is judged by."""

    volume_ratio: float | None  # last closed 5-minute volume / mean of the previous 12
    oi_change_1h: float | None  # fraction
    move_5m: float | None  # fraction, signed
    thresholds: Thresholds = DEFAULT_THRESHOLDS

    @property
    def is_volume_fresh(self) -> bool:
        return self.volume_ratio is not None and self.volume_ratio > self.thresholds.volume_ratio

    @property
    def is_oi_fresh(self) -> bool:
        return self.oi_change_1h is not None and self.oi_change_1h > self.thresholds.oi_change_1h

    @property
    def is_move_fresh(self) -> bool:
        return self.move_5m is not None and abs(self.move_5m) > self.thresholds.move_5m

    @property
    def is_fresh(self) -> bool:
        return self.is_volume_fresh or self.is_oi_fresh or self.is_move_fresh


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of a plan. `reward_for_one` counts taker fees in and out; None where fees eat the whole reward."""

    level: str  # the cluster it trades at, "A2"
    side: Side
    entries_usd: tuple[float, ...]
    weights: tuple[float, ...]  # of the entries, sum 1
    stop_usd: float
    target_usd: float
    reward_for_one: float | None


@dataclass(frozen=True, slots=True)
class Plan:
    ride: Leg | None
    fade: Leg | None


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Measured, not modelled."""

    oi_usd: float | None
    oi_change_24h: float | None  # fraction, of coins
    funding_rate: float | None
    funding_interval: timedelta | None
    liquidated: LiquidatedTotals | None


class Verdict(StrEnum):
    """All that is ever said of how good something was."""

    EDGE = "edge"  # better than every baseline, beyond what chance explains
    NO_EDGE = "no-edge"  # so far
    TOO_LITTLE = "too-little"


@dataclass(frozen=True, slots=True)
class Record:
    """How often the largest level was reached within the horizon, beside a level as far away on the other side.

    `is_ahead`: more often than chance explains, with all coins and windows measured counted in. With fewer than thirty
    cases it is there to be counted, not to be believed.
    """

    cases: int
    reached: int
    reached_other_side: int
    horizon: timedelta
    is_ahead: bool = False

    @property
    def verdict(self) -> Verdict:
        if self.cases < FEWEST_CASES:
            return Verdict.TOO_LITTLE
        return Verdict.EDGE if self.is_ahead else Verdict.NO_EDGE


@dataclass(frozen=True, slots=True)
class Scan:
    """The answer to `/scan`: all of it computed from one map. `imbalance` is the heavier side's share, 0.5 to 1."""

    query: MapQuery
    venues: tuple[Venue, ...]
    source: MarketSource
    at: datetime
    starts_at: datetime
    price_usd: float
    state: ScanState
    heavier: Side | None  # SHORT: the heavier side lies above price
    imbalance: float | None  # None where neither side has a cluster
    residual_imbalance: float | None
    band: float  # the fraction of price on either side that was counted
    above_usd: float  # clustered notional inside the band
    below_usd: float
    above: tuple[Cluster, ...]  # nearest first
    below: tuple[Cluster, ...]
    magnet: Cluster | None
    confirmation: Confirmation
    plan: Plan
    day: DayFigures
    record: Record | None
    wick_risk: WickRisk | None = None  # None: too few wicks
    lead: Lead | None = None  # another coin that moves first; None: none passed the bar of chance
    mix_version: str | None = None  # as in `LiquidationMap`
    forecast: Forecast | None = None  # of this hour; None where none earned its place
    flags: tuple[Flag, ...] = ()  # of the map it was read from
