"""Do predicted dollars hold: by decile of the prediction, and week by week."""

from datetime import UTC, datetime

import numpy as np

from engine.liquidations.calibration.metrics import spearman
from engine.liquidations.calibration.report import Decile, Reliability, Week
from engine.market.values import FloatArray, IntArray

_WEEK_MS = 7 * 86_400_000
_MONDAY_MS = 4 * 86_400_000  # the epoch was a Thursday
_FEWEST_ROWS = 30


def reliability_of(predictor: str, predicted: FloatArray, outcome: FloatArray) -> Reliability:
    """(n,) each, in USD."""
    parts = np.array_split(np.argsort(predicted, kind="stable"), 10)
    return Reliability(
        predictor, tuple(Decile(len(p), float(predicted[p].sum()), float(outcome[p].sum())) for p in parts)
    )


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
