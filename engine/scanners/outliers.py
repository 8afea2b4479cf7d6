"""What stands out of a series or of a crowd. A sample without spread has no outlier, and a score there is NaN."""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from engine.market.values import FloatArray, IntArray

_MAD_TO_SIGMA = 0.6745  # Iglewicz-Hoaglin


def rolling_z(values: FloatArray, window: int) -> FloatArray:
    """(n,) distance from the mean of the `window` values before, in their standard deviations (ddof 0)."""
    scores = np.full(values.shape, np.nan)
    if len(values) > window:
        before = sliding_window_view(values, window)[:-1]
        # of equal values the mean may be off by a rounding, and so would the spread: compared as they are
        has_spread = before.max(axis=1) > before.min(axis=1)
        np.divide(values[window:] - before.mean(axis=1), before.std(axis=1), out=scores[window:], where=has_spread)
    return scores


@dataclass(frozen=True, slots=True)
class Outliers:
    """Three readings of one sample; indices ascending. Quantiles interpolate at (n-1)p (Hyndman-Fan type 7)."""

    q_low: float
    q_high: float
    median: float
    mad: float
    by_quantile: IntArray
    by_z: IntArray
    by_robust_z: IntArray


def find_outliers(values: FloatArray, q_low: float, q_high: float, z_limit: float, robust_z_limit: float) -> Outliers:
    low, median, high = np.quantile(values, [q_low, 0.5, q_high])
    deviation = np.abs(values - median)
    mad, spread = float(np.median(deviation)), float(values.std())
    return Outliers(
        float(low),
        float(high),
        float(median),
        mad,
        _where((values < low) | (values > high)),
        _where(np.abs(values - values.mean()) > z_limit * spread) if np.ptp(values) > 0 else _where(values != values),
        _where(_MAD_TO_SIGMA * deviation > robust_z_limit * mad) if mad > 0 else _where(values != values),
    )


def _where(mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> IntArray:
    return np.flatnonzero(mask).astype(np.int64)
