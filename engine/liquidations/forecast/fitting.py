"""The combination that `helix calibrate` measures, fitted to one coin's own history and judged on the newest of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from engine.liquidations.calibration.fits import by_both, by_mixture
from engine.liquidations.calibration.folds import Split, folds_of, scored_rows, walk_forward
from engine.liquidations.calibration.hours import HourPaths
from engine.liquidations.calibration.metrics import Interval
from engine.liquidations.calibration.resample import resample
from engine.liquidations.calibration.sets import MeasuredSet
from engine.liquidations.calibration.terms import terms_of
from engine.liquidations.calibration.tuning import choose_settings
from engine.liquidations.model_flow import FlowSettings
from engine.market.values import FloatArray

_JUDGED_SHARE, _GAP = 1 / 3, timedelta(days=1)
_REFIT = timedelta(days=7)
_DRAWS, _SEED = 500, 20260127


@dataclass(frozen=True, slots=True)
class FittedForecast:
    """`score`: terms (n, m) to USD. `settings`: what the first training span chose."""

    settings: FlowSettings
    score: Callable[[FloatArray], FloatArray]
    over_b8: Interval
    over_average: Interval
    hours: int

    @property
    def has_earned_its_place(self) -> bool:
        return self.over_b8.low > 0 and self.over_average.low > 0


def judged_split(hours: HourPaths) -> Split:
    """The newest third is scored, refitted weekly, each fit a day away from what it is scored on."""
    cut_ms = float(np.quantile(hours.open_ms, 1 - _JUDGED_SHARE))
    test_from = datetime.fromtimestamp(cut_ms / 1000, UTC)
    return Split(test_from - _GAP, test_from, _DRAWS, seed=_SEED, refit=_REFIT)


def fit_forecast(one: MeasuredSet) -> FittedForecast:
    """Seconds. Judged after `one.split`, then fitted to everything."""
    split = one.split
    folds, outcome = folds_of(one.hours, split), one.hours.stacked_usd()
    settings = choose_settings(one, folds[0])
    terms, rows = terms_of(one, folds[0].train, settings), scored_rows(folds, len(outcome))
    whole = np.hstack([terms.frozen, terms.births, terms.activity])
    average = np.hstack([terms.template, terms.births, terms.activity])
    scores = {
        "combined": walk_forward(whole, outcome, folds, by_both)[rows],
        "average": walk_forward(average, outcome, folds, by_both)[rows],
        "b8": walk_forward(terms.activity, outcome, folds, by_mixture)[rows],
    }
    days = np.tile(one.hours.open_ms, 2)[rows] // (_GAP // timedelta(milliseconds=1))
    drawn = resample(scores, outcome[rows], days, split.draws, split.seed)
    final = by_both(whole, outcome)
    factor = float(outcome.sum() / max(float(final(whole).sum()), 1e-12))
    return FittedForecast(
        settings,
        lambda later: factor * final(later),
        drawn.difference("combined", "b8", "rho"),
        drawn.difference("combined", "average", "rho"),
        len(one.hours),
    )
