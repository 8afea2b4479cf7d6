"""Non-negative mixture of terms by multiplicative EM (Poisson, Richardson-Lucy)."""

import numpy as np

from engine.market.values import FloatArray

_TINY = 1e-12


def fit_mixture(terms: FloatArray, outcome: FloatArray, iterations: int = 500) -> FloatArray:
    """(k,) weights g >= 0 so that terms @ g follows `outcome`. `terms` (n, k) >= 0, `outcome` (n,) >= 0.

    g_k <- g_k * [sum_t c_tk y_t / (g c_t)] / sum_t c_tk. A term that is zero everywhere keeps weight 0.
    """
    sums = terms.sum(axis=0)
    weights = np.where(sums > 0, outcome.sum() / np.maximum(sums, _TINY) / max(np.count_nonzero(sums > 0), 1), 0.0)
    for _ in range(iterations):
        expected = terms @ weights
        ratio = outcome / np.maximum(expected, _TINY)
        weights = weights * (terms.T @ np.where(expected > 0, ratio, 0.0)) / np.maximum(sums, _TINY)
    return np.asarray(weights, np.float64)
