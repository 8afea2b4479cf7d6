"""The calibration table: predictors of measured forced closes, fitted before one date and scored after another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from engine.liquidations.calibration.baselines import activity_terms, range_terms, scaled_travel, travel
from engine.liquidations.calibration.hours import HourPaths
from engine.liquidations.calibration.metrics import (
    Interval,
    Metric,
    auc_top,
    bootstrap_difference,
    share_in_top,
    spearman,
)
from engine.liquidations.calibration.mixture import fit_mixture
from engine.market.values import Bars, FloatArray

METRICS: Mapping[str, Metric] = {"rho": spearman, "auc_top_5": auc_top, "share_top_10": share_in_top}


@dataclass(frozen=True, slots=True)
class Split:
    """Fitted on hours before `train_until`, scored on hours from `test_from`; what lies between is left out."""

    train_until: datetime
    test_from: datetime
    draws: int = 1000
    block: timedelta = timedelta(days=1)
    seed: int = 20260127


@dataclass(frozen=True, slots=True)
class Score:
    predictor: str
    figures: Mapping[str, float]  # by the names of METRICS


@dataclass(frozen=True, slots=True)
class Difference:
    first: str
    second: str
    metric: str
    interval: Interval


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """`best_share`: what a perfect ranking would put into the top 10 % of rows."""

    symbol: str
    train_hours: int
    test_hours: int
    train_usd: float
    test_usd: float
    test_from: datetime
    test_until: datetime
    best_share: float
    scores: tuple[Score, ...]
    differences: tuple[Difference, ...]
    leverage_nodes: tuple[float, ...]
    learned_mix: tuple[float, ...]  # share of modelled births by leverage node, fitted on the training span


@dataclass(frozen=True, slots=True)
class Fitted:
    """A predictor's score on the test rows, and the weights behind it where there are any."""

    scores: FloatArray
    weights: FloatArray


def fit_and_score(terms: FloatArray, hours: HourPaths, split: Split) -> Fitted:
    """Mixture weights from the training rows, applied to the test rows. `terms` (2h, k) for all hours."""
    train, test = _rows(hours, split)
    weights = fit_mixture(terms[train], hours.stacked_usd()[train])
    return Fitted(terms[test] @ weights, weights)


def calibrate(
    symbol: str,
    bars: Bars,
    hours: HourPaths,
    model_terms: FloatArray,
    prior: FloatArray,
    nodes: FloatArray,
    split: Split,
) -> CalibrationReport:
    """`model_terms` (2h, k): USD a leverage node expects on the hour's path, frozen at its start."""
    train, test = _rows(hours, split)
    ours = fit_and_score(model_terms, hours, split)
    predictors = {
        "travel": travel(hours)[test],
        "B1 travel / sigma": scaled_travel(hours, bars)[test],
        "B7 range extension, fitted": fit_and_score(range_terms(hours, bars), hours, split).scores,
        "B8 B7 x volume x OI, fitted": fit_and_score(activity_terms(hours, bars), hours, split).scores,
        "ours, default mix, frozen": model_terms[test] @ prior,
        "ours, learned mix, frozen": ours.scores,
    }
    outcome = hours.stacked_usd()
    tested = hours.open_ms[test[: len(test) // 2]]
    return CalibrationReport(
        symbol=symbol,
        train_hours=len(train) // 2,
        test_hours=len(test) // 2,
        train_usd=float(outcome[train].sum()),
        test_usd=float(outcome[test].sum()),
        test_from=_utc(int(tested[0])),
        test_until=_utc(int(tested[-1])),
        best_share=share_in_top(outcome[test], outcome[test]),
        scores=tuple(_score(name, score, outcome[test]) for name, score in predictors.items()),
        differences=_differences(predictors, outcome[test], np.tile(tested, 2), split),
        leverage_nodes=tuple(nodes.tolist()),
        learned_mix=tuple((ours.weights / max(ours.weights.sum(), 1e-300)).tolist()),
    )


def _rows(hours: HourPaths, split: Split) -> tuple[np.ndarray[tuple[int], np.dtype[np.intp]], ...]:
    """Rows of the stacked table before and after the split."""
    before = np.flatnonzero(hours.open_ms < split.train_until.timestamp() * 1000)
    after = np.flatnonzero(hours.open_ms >= split.test_from.timestamp() * 1000)
    n = len(hours)
    return np.concatenate([before, before + n]), np.concatenate([after, after + n])


def _score(name: str, score: FloatArray, outcome: FloatArray) -> Score:
    return Score(name, {metric: figure(score, outcome) for metric, figure in METRICS.items()})


def _differences(
    predictors: Mapping[str, FloatArray], outcome: FloatArray, open_ms: FloatArray, split: Split
) -> tuple[Difference, ...]:
    """Both forms of ours against each baseline, on every metric."""
    blocks = (open_ms // (split.block / timedelta(milliseconds=1))).astype(np.int64)
    ours = [name for name in predictors if name.startswith("ours")]
    return tuple(
        Difference(
            mine,
            other,
            metric,
            bootstrap_difference(figure, predictors[mine], predictors[other], outcome, blocks, split.draws, split.seed),
        )
        for mine in ours
        for other in predictors
        if other not in ours
        for metric, figure in METRICS.items()
    )


def _utc(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
