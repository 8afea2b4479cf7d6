"""Do predicted dollars hold: by decile of the prediction, and week by week."""

from datetime import UTC, datetime

import numpy as np

from engine.liquidations.calibration.metrics import Interval, spearman
from engine.liquidations.calibration.report import Decile, Reliability, Week
from engine.market.values import FloatArray, IntArray

_WEEK_MS = 7 * 86_400_000
_MONDAY_MS = 4 * 86_400_000  # the epoch was a Thursday
_FEWEST_ROWS = 30
_EVEN = 0.01


def reliability_of(predictor: str, predicted: FloatArray, outcome: FloatArray) -> Reliability:
    """(n,) each, in USD."""
    parts = np.array_split(np.argsort(predicted, kind="stable"), 10)
    return Reliability(
        predictor, tuple(Decile(len(p), float(predicted[p].sum()), float(outcome[p].sum())) for p in parts)
    )


def nats_over(
    first: FloatArray, second: FloatArray, outcome: FloatArray, block: IntArray, draws: int, seed: int
) -> Interval:
    """Nats a dollar by which `first` (n,) says better than `second` in which rows dollars fall, by whole blocks.

    A hundredth of each is spread evenly over the rows, so that no row is called impossible.
    """
    n = len(outcome)
    logs = [np.log((1 - _EVEN) * one / one.sum() + _EVEN / n) for one in (first, second)]
    gains = outcome * (logs[0] - logs[1])
    _, place = np.unique(block, return_inverse=True)
    sums, weights = np.bincount(place, gains), np.bincount(place, outcome)
    chosen = np.random.default_rng(seed).integers(len(sums), size=(draws, len(sums)))
    low, high = np.quantile(sums[chosen].sum(axis=1) / weights[chosen].sum(axis=1), [0.025, 0.975])
    return Interval(float(gains.sum() / outcome.sum()), float(low), float(high))


def weeks_of(predicted: FloatArray, outcome: FloatArray, open_ms: IntArray) -> tuple[Week, ...]:
    """Weeks from Monday, UTC; the rows of both sides of a span share its time."""
    week = (open_ms - _MONDAY_MS) // _WEEK_MS
    found = []
    for number in np.unique(week):
        rows = week == number
        rho = spearman(predicted[rows], outcome[rows]) if rows.sum() >= _FEWEST_ROWS else float("nan")
        found.append(
            Week(
                datetime.fromtimestamp((number * _WEEK_MS + _MONDAY_MS) / 1000, UTC),
                int(rows.sum()) // 2,
                float(predicted[rows].sum()),
                float(outcome[rows].sum()),
                rho if np.isfinite(rho) else None,
            )
        )
    return tuple(found)
