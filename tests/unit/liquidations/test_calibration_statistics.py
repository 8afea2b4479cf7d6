"""Calibration's arithmetic: folds, fits, block bootstrap, hit shares."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from engine.liquidations.calibration.fits import by_both, by_cosines, by_logarithms, by_mixture
from engine.liquidations.calibration.folds import Fit, folds_of, scored_rows, walk_forward
from engine.liquidations.calibration.hits import report_levels
from engine.liquidations.calibration.judged import Judged
from engine.liquidations.calibration.metrics import auc_top, share_in_top, spearman
from engine.liquidations.calibration.resample import resample
from engine.liquidations.imbalance import Imbalance
from engine.market.values import FloatArray
from tests.unit.liquidations.markets import START_MS
from tests.unit.liquidations.measured import SPLIT, measured

_HOUR_MS = 3_600_000
_FEW = arrays.arrays(np.float64, 40, elements=st.integers(0, 9).map(float))


@settings(deadline=None, max_examples=50)
@given(_FEW, _FEW, arrays.arrays(np.int64, 40, elements=st.integers(0, 4)))
def test_figures_on_all_rows_are_those_of_the_plain_metrics(a: FloatArray, y: FloatArray, block: FloatArray) -> None:
    if len(set(a)) > 1 and len(set(y)) > 1 and y.sum() > 0:
        drawn = resample({"a": a}, y, block, draws=3, seed=1)
        assert drawn.figures[0, 0] == pytest.approx(spearman(a, y))
        assert drawn.figures[0, 1] == pytest.approx(auc_top(a, y))
        assert drawn.figures[0, 2] == pytest.approx(share_in_top(a, y))


def test_a_drawn_figure_is_that_of_the_drawn_rows() -> None:
    rng = np.random.default_rng(0)
    a, y, block = rng.exponential(size=60), rng.exponential(size=60), np.arange(60) // 10
    drawn = resample({"a": a}, y, block, draws=1, seed=7)
    chosen = np.random.default_rng(7).integers(6, size=6)
    rows = np.concatenate([np.flatnonzero(block == b) for b in chosen])
    assert drawn.draws[0, 0, 0] == pytest.approx(spearman(a[rows], y[rows]))
    assert drawn.draws[0, 0, 1] == pytest.approx(auc_top(a[rows], y[rows]))


def test_the_difference_of_a_score_with_itself_is_nothing() -> None:
    y = np.random.default_rng(0).exponential(size=50)
    drawn = resample({"a": y + 1, "b": y + 1}, y, np.arange(50) // 5, 100, 1)
    assert drawn.difference("a", "b", "rho").high == 0.0


def test_every_span_is_tested_once_by_a_fit_that_ended_a_day_before() -> None:
    hours = measured().hours
    folds = folds_of(hours, SPLIT)
    assert len(folds) == 2
    at = np.tile(hours.open_ms, 2)
    for fold in folds:
        assert at[fold.train].max() + _HOUR_MS <= at[fold.test].min() - 24 * _HOUR_MS
    rows = scored_rows(folds, len(at))
    assert len(set(rows.tolist())) == len(rows)
    assert at[rows].min() == SPLIT.test_from.timestamp() * 1000


@pytest.mark.parametrize("fit", [by_mixture, by_logarithms, by_both, by_cosines])
def test_a_fit_ranks_later_rows_and_keeps_the_training_dollars(fit: Fit) -> None:
    rng = np.random.default_rng(0)
    terms = rng.exponential(size=(600, 3))
    outcome = terms @ np.array([1.0, 0.1, 5.0]) * np.exp(rng.normal(0, 0.2, 600))
    score = fit(terms[:400], outcome[:400])
    assert spearman(score(terms[400:]), outcome[400:]) > 0.9
    assert score(terms[:400]).sum() == pytest.approx(outcome[:400].sum(), rel=0.05)


def test_what_is_tested_does_not_change_its_own_score() -> None:
    one = measured()
    folds, rng = folds_of(one.hours, SPLIT), np.random.default_rng(0)
    terms, outcome = rng.exponential(size=(2 * len(one.hours), 4)), one.hours.stacked_usd()
    late = np.tile(one.hours.open_ms, 2) >= SPLIT.train_until.timestamp() * 1000
    changed = np.where(late, 1e9, outcome)
    first = folds[0].test
    assert walk_forward(terms, outcome, folds, by_both)[first] == pytest.approx(
        walk_forward(terms, changed, folds, by_both)[first]
    )


def _judged(day: int, move: float, above: float, below: float, level: float | None = 0.02) -> Judged:
    imbalance = Imbalance(0.05, above, below)
    up, down = max(move, 0.0), max(-move, 0.0)
    return Judged("BTC", START_MS + day * 24 * _HOUR_MS, imbalance, imbalance, level, 0.02, move, up, down)


def test_going_to_the_heavier_side_is_a_hit_whichever_side_that_is() -> None:
    report = report_levels("12h", timedelta(hours=6), [_judged(0, 0.01, 8, 2), _judged(1, -0.01, 2, 8)], True, 50)
    share = {s.question: s for s in report.direction}["clustered, 70-85 %"]
    assert (share.cases, share.hits, share.is_enough) == (2, 2, False)


def test_a_level_is_compared_with_its_mirror_case_by_case() -> None:
    cases = [_judged(day, 0.03, 8, 2) for day in range(30)] + [_judged(30 + day, -0.03, 8, 2) for day in range(10)]
    report = report_levels("12h", timedelta(hours=6), cases, False, 50)
    mirror = report.levels[0]
    assert (mirror.reached, mirror.equal_reached, mirror.is_enough) == (30, 10, True)
    assert mirror.over.value == pytest.approx(0.5)


def test_maps_without_a_level_or_a_side_are_not_counted() -> None:
    report = report_levels("12h", timedelta(hours=6), [_judged(0, 0.01, 0, 0, None), _judged(1, 0.01, 8, 2)], True, 50)
    assert report.levels[0].cases == 1
    assert {s.question: s.cases for s in report.direction}["clustered, all"] == 1
