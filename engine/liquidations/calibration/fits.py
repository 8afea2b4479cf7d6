"""Ways to fit a score to terms. All take terms (n, m) >= 0 and USD (n,), none chooses."""

from collections.abc import Callable

import numpy as np

from engine.liquidations.calibration.mixture import fit_mixture
from engine.liquidations.mixes.learning import TO_DEFAULT, fit_shares
from engine.market.values import FloatArray

Fit = Callable[[FloatArray, FloatArray], Callable[[FloatArray], FloatArray]]  # (terms, outcome) -> terms -> scores
_GAIN = 10.0  # a term of its own mean counts ln(1 + 10): small spans are told apart, empty ones stay finite
_RIDGE = 1.0
_SPACE, _COSINES, _COSINE_RIDGE, _FREQUENCY = 14, 400, 3.0, 0.75
_SEED = 1


def by_mixture(terms: FloatArray, outcome: FloatArray) -> Callable[[FloatArray], FloatArray]:
    """Non-negative weights by EM."""
    weights = fit_mixture(terms, outcome)
    return lambda later: later @ weights


def by_shares(prior: FloatArray) -> Fit:
    """Births by leverage as a running Helix learns them: EM shrunk to the default mix `prior`. Terms are leverages."""

    def fit(terms: FloatArray, outcome: FloatArray) -> Callable[[FloatArray], FloatArray]:
        shares = fit_shares(terms, outcome, prior, TO_DEFAULT)
        factor = float(outcome.sum() / max(float((terms @ shares).sum()), 1e-12))
        return lambda later: factor * (later @ shares)

    return fit


def by_logarithms(terms: FloatArray, outcome: FloatArray) -> Callable[[FloatArray], FloatArray]:
    """Ridge regression of the outcome's logarithm on the terms' logarithms."""
    features = _standard(terms)
    return _in_usd(features, features(terms), outcome, _RIDGE)


def by_both(terms: FloatArray, outcome: FloatArray) -> Callable[[FloatArray], FloatArray]:
    """Geometric mean of the non-negative mixture and the logarithmic form: the one is good at the largest spans, the
    other at the many small ones. Nothing is weighed between them."""
    mixture, logarithms = by_mixture(terms, outcome), by_logarithms(terms, outcome)
    return lambda later: np.sqrt(mixture(later) * logarithms(later))


def by_cosines(terms: FloatArray, outcome: FloatArray) -> Callable[[FloatArray], FloatArray]:
    """The same with 400 random cosines of the terms' first 14 components beside them: nearly any smooth shape.

    Rahimi and Recht (2007). Seeded. Asked so that a baseline does not lose only because its shape is too plain.
    """
    linear = _standard(terms)
    _, sizes, axes = np.linalg.svd(linear(terms), full_matrices=False)
    axes = axes[: min(_SPACE, len(sizes))].T
    widest = max(float((linear(terms) @ axes).std(axis=0).max()), 1e-12)
    rng = np.random.default_rng(_SEED)
    waves = rng.normal(scale=_FREQUENCY, size=(axes.shape[1], _COSINES))
    phases = rng.uniform(0, 2 * np.pi, _COSINES)

    def features(values: FloatArray) -> FloatArray:
        rows = linear(values)
        return np.hstack([rows, np.cos(rows @ axes / widest @ waves + phases) * 8 * np.sqrt(2 / _COSINES)])

    return _in_usd(features, features(terms), outcome, _COSINE_RIDGE)


def _in_usd(
    features: Callable[[FloatArray], FloatArray], rows: FloatArray, outcome: FloatArray, strength: float
) -> Callable[[FloatArray], FloatArray]:
    """Ridge on the outcome's logarithm; scores in dollars that sum to the measured ones on the training rows, so that
    fits of different months and kinds may stand in one ranking."""
    scale = float(np.median(outcome[outcome > 0]))
    at, target = rows.mean(axis=0), np.log1p(_GAIN * outcome / scale)
    centred = rows - at
    inner = centred.T @ centred + strength * np.eye(rows.shape[1])
    weights = np.linalg.solve(inner, centred.T @ (target - target.mean()))

    def raw(values: FloatArray) -> FloatArray:
        return np.asarray(np.exp((values - at) @ weights + target.mean()))

    factor = float(outcome.sum() / raw(rows).sum())
    return lambda later: factor * raw(features(later))


def _standard(terms: FloatArray) -> Callable[[FloatArray], FloatArray]:
    """Logarithms of terms over their training mean, each of mean 0 and width 1 on the training rows."""
    scale = _typical(terms)
    logs = _logs(terms, scale)
    mean, width = logs.mean(axis=0), logs.std(axis=0)
    width = np.where(width > 0, width, 1.0)
    return lambda values: (_logs(values, scale) - mean) / width


def _typical(values: FloatArray) -> FloatArray:
    mean = values.mean(axis=0)
    return np.asarray(np.where(mean > 0, mean, 1.0))


def _logs(values: FloatArray, scale: FloatArray) -> FloatArray:
    return np.asarray(np.log1p(_GAIN * values / scale))
