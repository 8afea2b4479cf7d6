"""One of several trials, chosen by the training span alone."""

import numpy as np

from engine.liquidations.calibration.folds import Fold
from engine.liquidations.calibration.hours import HourPaths
from engine.liquidations.calibration.metrics import spearman
from engine.liquidations.calibration.trials import Trial
from engine.market.values import FloatArray, IntArray

_LATER_SHARE = 1 / 3  # of a training span: what is fitted before it is compared on it
_GAP_MS = 86_400_000


def choose_forward(trials: list[Trial], hours: HourPaths, folds: list[Fold]) -> tuple[FloatArray, tuple[str, ...]]:
    """(2h,) scores, NaN where nothing is tested, and which trial each fold took.

    Inside a fold's training span the first two thirds fit, a day is left out, and the rest says which trial ranks best;
    that one is fitted again on the whole span.
    """
    outcome = hours.stacked_usd()
    scores, names = np.full(len(outcome), np.nan), []
    for fold in folds:
        earlier, later = _inner(hours, fold.train)
        best = max(trials, key=lambda trial: _skill(trial, outcome, earlier, later))
        scores[fold.test] = best.fit(best.terms[fold.train], outcome[fold.train])(best.terms[fold.test])
        names.append(best.name)
    return scores, tuple(names)


def _skill(trial: Trial, outcome: FloatArray, earlier: IntArray, later: IntArray) -> float:
    return spearman(trial.fit(trial.terms[earlier], outcome[earlier])(trial.terms[later]), outcome[later])


def _inner(hours: HourPaths, train: IntArray) -> tuple[IntArray, IntArray]:
    at = np.tile(hours.open_ms, 2)[train]
    cut = int(np.quantile(at, 1 - _LATER_SHARE))
    return train[at < cut - _GAP_MS], train[at >= cut]
