"""Walk-forward: fitted before a date, scored after it, and fitted again every month with all that is past by then."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from engine.liquidations.calibration.fits import Fit
from engine.liquidations.calibration.hours import HourPaths
from engine.market.values import FloatArray, IntArray

_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Split:
    """Fitted on spans before `train_until`, scored on spans from `test_from`; what lies between is left out.

    `refit`: how long one fit is used; the gap before each later fit is the same. None: fitted once.
    """

    train_until: datetime
    test_from: datetime
    draws: int = 1000
    block: timedelta = timedelta(days=1)
    seed: int = 20260127
    refit: timedelta | None = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows of the stacked table, both sides: what is fitted on and what is then scored."""

    train: IntArray
    test: IntArray


def folds_of(hours: HourPaths, split: Split) -> list[Fold]:
    """In time order; test rows of all folds together are every span from `test_from` on, once."""
    return [
        Fold(_both_sides(fold.train, len(hours)), _both_sides(fold.test, len(hours)))
        for fold in time_folds(hours.open_ms, hours.span_ms, split)
    ]


def time_folds(at_ms: IntArray, span_ms: int, split: Split) -> list[Fold]:
    """The same of rows that begin at `at_ms`, ascending, and know their outcome `span_ms` later."""
    end_ms = int(at_ms[-1]) + 1
    start_ms = int(split.test_from.timestamp() * 1000)
    gap_ms = (split.test_from - split.train_until) // _MILLISECOND
    step_ms = end_ms if split.refit is None else split.refit // _MILLISECOND
    found = []
    for from_ms in range(start_ms, end_ms, step_ms):
        train = np.flatnonzero(at_ms + span_ms <= from_ms - gap_ms)
        test = np.flatnonzero((at_ms >= from_ms) & (at_ms < from_ms + step_ms))
        if len(test):
            found.append(Fold(train, test))
    return found


def scored_rows(folds: list[Fold], rows: int) -> IntArray:
    """All test rows: longs in time order, then shorts. `rows`: of the stacked table."""
    every = np.concatenate([fold.test for fold in folds])
    longs = every < rows // 2
    return np.concatenate([every[longs], every[~longs]])


def walk_forward(terms: FloatArray, outcome: FloatArray, folds: list[Fold], fit: Fit) -> FloatArray:
    """(2h,) scores, NaN where nothing is tested: each row by the newest fit made a gap before it."""
    scores = np.full(len(outcome), np.nan)
    for fold in folds:
        scores[fold.test] = fit(terms[fold.train], outcome[fold.train])(terms[fold.test])
    return scores


def _both_sides(places: IntArray, rows_a_side: int) -> IntArray:
    return np.concatenate([places, places + rows_a_side])
