"""Does the protocol find skill that is there, and none that is not? Asked before anybody reads its other figures."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from engine.liquidations.calibration.fits import by_logarithms
from engine.liquidations.calibration.folds import Fold, folds_of, scored_rows, walk_forward
from engine.liquidations.calibration.hours import HourPaths
from engine.liquidations.calibration.metrics import Interval, wilson
from engine.liquidations.calibration.resample import resample
from engine.liquidations.calibration.sets import MeasuredSet
from engine.liquidations.calibration.template import hourly_profiles, on_path
from engine.liquidations.calibration.terms import Terms, terms_of
from engine.market.values import FloatArray, IntArray

ALLOWED, NEEDED = 0.05, 0.8  # false alarms, and planted skill that must be found
_DRAWS = 300
_NOISE = 1.5  # of the planted outcome's logarithm: as loose as measured hours are around their predictions
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class SelfTest:
    """`found` of `planted` worlds in which the map is right; `false_alarms` of `shuffled` maps of other days.

    Found: beside B8 and the average map it raises the rank correlation with the interval's lower end above zero.
    """

    name: str
    planted: int
    found: int
    shuffled: int
    false_alarms: int
    false_share: Interval

    @property
    def has_passed(self) -> bool:
        return self.found >= NEEDED * self.planted and self.false_alarms <= ALLOWED * self.shuffled


def try_protocol(one: MeasuredSet, planted: int = 40, shuffled: int = 200, seed: int = 1) -> SelfTest:
    """Real paths and real B8. Planted outcomes are the map's own expectation times heavy noise; a shuffled map is that
    of another day, asked on this hour's path."""
    folds, rng = folds_of(one.hours, one.split), np.random.default_rng(seed)
    terms, profiles, outcome = terms_of(one, folds[0].train), hourly_profiles(one), one.hours.stacked_usd()
    ours = on_path(profiles, one.hours)
    found = sum(
        is_found(one, terms, folds, ours, ours * np.exp(rng.normal(0, _NOISE, len(ours)))) for _ in range(planted)
    )
    alarms = sum(
        is_found(one, terms, folds, on_path(profiles[swapped_days(one.hours, rng)], one.hours), outcome)
        for _ in range(shuffled)
    )
    return SelfTest(one.name, planted, found, shuffled, alarms, Interval(alarms / shuffled, *wilson(alarms, shuffled)))


def is_found(one: MeasuredSet, terms: Terms, folds: list[Fold], ours: FloatArray, outcome: FloatArray) -> bool:
    """`ours` (2h,) beside B8 and the average map, in logarithms and walk-forward."""
    rows = scored_rows(folds, len(outcome))
    without = np.hstack([terms.whole_template, terms.activity])
    scores = {
        "with": walk_forward(np.column_stack([ours, without]), outcome, folds, by_logarithms)[rows],
        "without": walk_forward(without, outcome, folds, by_logarithms)[rows],
    }
    drawn = resample(scores, outcome[rows], _days(one.hours)[rows], _DRAWS, one.split.seed)
    return drawn.difference("with", "without", "rho").low > 0


def swapped_days(hours: HourPaths, rng: np.random.Generator) -> IntArray:
    """(h,) places of the spans, whole days in another order."""
    day = hours.open_ms // _DAY_MS
    return np.concatenate([np.flatnonzero(day == d) for d in rng.permutation(np.unique(day))])


def _days(hours: HourPaths) -> IntArray:
    block = max(timedelta(days=1), timedelta(milliseconds=hours.span_ms)) // timedelta(milliseconds=1)
    return np.asarray(np.tile(hours.open_ms, 2) // block)
