"""What a calibration found, as it is printed, drawn and stored."""

from dataclasses import dataclass
from datetime import datetime

from engine.liquidations.calibration.hits import LevelReport
from engine.liquidations.calibration.location import LocationReport
from engine.liquidations.calibration.metrics import Interval
from engine.liquidations.calibration.selftest import SelfTest
from engine.liquidations.calibration.vendors import VendorShape


@dataclass(frozen=True, slots=True)
class Score:
    """One row of the table. `sees_the_span`: it knows turnover inside the span, so it wins over nothing."""

    predictor: str
    sees_the_span: bool
    rho: Interval
    auc_top_5: Interval
    share_top_10: Interval


@dataclass(frozen=True, slots=True)
class Difference:
    """first - second on `spans` tested spans, paired in the same drawn blocks."""

    first: str
    second: str
    spans: int
    rho: Interval
    auc_top_5: Interval
    share_top_10: Interval


@dataclass(frozen=True, slots=True)
class Decile:
    """A tenth of the tested rows by what was predicted."""

    rows: int
    predicted_usd: float
    measured_usd: float


@dataclass(frozen=True, slots=True)
class Reliability:
    predictor: str
    deciles: tuple[Decile, ...]  # lowest predictions first


@dataclass(frozen=True, slots=True)
class Week:
    """Of `spans` tested spans: predicted and measured USD, both sides, and the rank correlation; None under 30 rows."""

    starts_at: datetime
    spans: int
    predicted_usd: float
    measured_usd: float
    rho: float | None


@dataclass(frozen=True, slots=True)
class LearnedShares:
    """Births by leverage as the newest fit has them; what is never liquidated cannot be seen. `gain`: nats a dollar
    over the default mix on the tested spans, by the mix shrunk to the default."""

    leverages: tuple[float, ...]
    shares: tuple[float, ...]
    gain: Interval


@dataclass(frozen=True, slots=True)
class TunedSettings:
    """The model's churn and half-life at 10x, in hours, that ranked the first training span best."""

    churn: float
    half_life_h: float


@dataclass(frozen=True, slots=True)
class SetReport:
    """Figures of one coin of one set. `best_share`: what a perfect ranking would put into the top 10 % of rows."""

    name: str
    truth: str
    flaws: str
    span_hours: int
    fits: int
    train_spans: int  # of the first fit
    test_spans: int
    train_usd: float
    test_usd: float
    test_from: datetime
    test_until: datetime
    draws: int
    best_share: float
    scores: tuple[Score, ...]
    differences: tuple[Difference, ...]
    trials: tuple[Difference, ...]
    chosen: tuple[str, ...]  # by fit: the trial its training span chose
    tuned: TunedSettings
    reliability: tuple[Reliability, ...]
    weeks: tuple[Week, ...]
    learned: LearnedShares


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """Everything one run of the protocol found. `missing`: tables that were not there; what needs them is left out."""

    sets: tuple[SetReport, ...]
    locations: tuple[LocationReport, ...]
    levels: tuple[LevelReport, ...]
    vendors: tuple[VendorShape, ...]
    self_test: SelfTest | None
    missing: tuple[str, ...]
