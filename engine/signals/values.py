"""A signal: why it was said, the plan it came with, and how far its life has come."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from engine.liquidations.records.values import horizon_of
from engine.liquidations.values import Confirmation, Leg, Plan
from engine.market.quality import Flag
from engine.market.values import Coin, MarketSource, Side, Venue
from engine.market.windows import Window

NOTHING_FRESH = Confirmation(None, None, None)


class SignalState(StrEnum):
    """new -> confirmed -> hit, stopped or expired. Approval, when it comes, stands between new and confirmed."""

    NEW = "new"  # lopsided, waiting for a spike
    CONFIRMED = "confirmed"
    HIT = "hit"  # the ride leg's target was reached
    STOPPED = "stopped"
    EXPIRED = "expired"

    @property
    def is_live(self) -> bool:
        return self in (SignalState.NEW, SignalState.CONFIRMED)


class SignalKind(StrEnum):
    IMBALANCE = "imbalance"  # found by the scanners
    MANUAL = "manual"  # said by an admin


class Ending(StrEnum):
    """Why a signal ended. `GAP` and `DELISTED` flag that nobody saw what price did."""

    TARGET = "target"
    STOP = "stop"
    BOTH_IN_ONE_BAR = "both-in-one-bar"  # stop and target inside one bar: read as the stop
    HORIZON = "horizon"
    LEFT_RANGE = "left-range"  # still new, and the sides evened out
    EXTREME = "extreme"  # still new, and over the range
    TURNED = "turned"  # still new, and the other side became the heavier one
    NEVER_ENTERED = "never-entered"  # price did not come to the entry
    REPLACED = "replaced"  # an admin's signal took its place
    GAP = "gap"
    DELISTED = "delisted"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What was known when it was said, at `price_usd`. Share, sums and band are None for a manual one."""

    price_usd: float
    plan: Plan
    share: float | None = None  # of the heavier side
    heavy_usd: float | None = None
    light_usd: float | None = None
    band: float | None = None
    confirmation: Confirmation = NOTHING_FRESH
    venues: tuple[Venue, ...] = ()
    text: str = ""  # an admin's words
    said_by: str = ""  # the admin's name
    flags: tuple[Flag, ...] = ()  # what was in doubt about the data of its map, weightiest first

    def ride(self) -> Leg:
        """Raises `ValueError` where there is none; a signal never is without."""
        if self.plan.ride is None:
            raise ValueError("a signal's plan has a ride leg")
        return self.plan.ride


@dataclass(frozen=True, slots=True)
class Opening:
    """A signal about to be born. `is_confirmed`: with its confirmation, in one step."""

    source: MarketSource
    coin: Coin
    window: Window
    kind: SignalKind
    side: Side
    at: datetime
    grounds: Grounds
    judged_at: datetime  # from here on price is looked at
    is_confirmed: bool
    entered_at: datetime | None  # None: price has still to come to the entry

    @property
    def expires_at(self) -> datetime:
        return self.at + horizon_of(self.window)


@dataclass(frozen=True, slots=True)
class Signal:
    """`state_at`, `state_price_usd` and `reason` are those of the present state; `judged_at`: price was looked at up
    to here, in the market's time."""

    signal_id: int
    source: MarketSource
    coin: Coin
    window: Window
    kind: SignalKind
    side: Side
    opened_at: datetime
    expires_at: datetime
    state: SignalState
    state_at: datetime
    state_price_usd: float
    grounds: Grounds
    judged_at: datetime
    entered_at: datetime | None = None
    confirmed_at: datetime | None = None
    reason: Ending | None = None

    @property
    def key(self) -> tuple[Coin, Window]:
        return self.coin, self.window

    def but(self, **changes: object) -> "Signal":
        return replace(self, **changes)  # type: ignore[arg-type]  # the fields' own names and types


@dataclass(frozen=True, slots=True)
class Confirms:
    """A new signal is confirmed: it gets the plan of this moment, and its horizon starts again."""

    grounds: Grounds
    at: datetime
    judged_at: datetime


@dataclass(frozen=True, slots=True)
class Ends:
    state: SignalState
    reason: Ending
    at: datetime
    price_usd: float


Step = Opening | Confirms | Ends
