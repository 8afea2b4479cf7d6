"""How well a score tells large outcomes from small ones, with intervals from whole blocks of time."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.market.values import FloatArray, IntArray

Metric = Callable[[FloatArray, FloatArray], float]  # (score, outcome) -> figure


def ranks(values: FloatArray) -> FloatArray:
    """(n,) ranks from 1; equal values share the mean of theirs."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    ends = np.append(starts[1:], len(values))
    out = np.empty(len(values))
    out[order] = np.repeat((starts + ends + 1) / 2.0, ends - starts)
    return out


def spearman(score: FloatArray, outcome: FloatArray) -> float:
    """Rank correlation; NaN where either is constant."""
    a, b = ranks(score), ranks(outcome)
    a, b = a - a.mean(), b - b.mean()
    norm = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum() / norm) if norm > 0 else float("nan")


def auc_top(score: FloatArray, outcome: FloatArray, top: float = 0.05) -> float:
    """Chance that one of the `top` share of outcomes has a higher score than one of the others; ties count half."""
    n_top = max(round(top * len(outcome)), 1)
    is_top = np.zeros(len(outcome), bool)
    is_top[np.argsort(-outcome, kind="stable")[:n_top]] = True
    rest = len(outcome) - n_top
    return float((ranks(score)[is_top].sum() - n_top * (n_top + 1) / 2) / (n_top * rest))


def share_in_top(score: FloatArray, outcome: FloatArray, top: float = 0.10) -> float:
    """Share of the whole outcome that fell on the `top` share of highest scores."""
    n_top = max(round(top * len(outcome)), 1)
    return float(outcome[np.argsort(-score, kind="stable")[:n_top]].sum() / outcome.sum())


@dataclass(frozen=True, slots=True)
class Interval:
    """A difference and the 95 % interval of its block bootstrap."""

    value: float
    low: float
    high: float


def bootstrap_difference(
    metric: Metric, first: FloatArray, second: FloatArray, outcome: FloatArray, block: IntArray, draws: int, seed: int
) -> Interval:
    """metric(first) - metric(second), rows drawn in whole blocks. `block` (n,): the block's number of every row."""
    rows = [np.flatnonzero(block == b) for b in np.unique(block)]
    rng = np.random.default_rng(seed)
    gains = np.empty(draws)
    for i in range(draws):
        chosen = np.concatenate([rows[j] for j in rng.integers(len(rows), size=len(rows))])
        gains[i] = metric(first[chosen], outcome[chosen]) - metric(second[chosen], outcome[chosen])
    low, high = np.nanquantile(gains, [0.025, 0.975])
    return Interval(metric(first, outcome) - metric(second, outcome), float(low), float(high))


def wilson(hits: int, cases: int) -> tuple[float, float]:
    """95 % Wilson interval of a hit rate; (0, 1) without cases."""
    if cases == 0:
        return 0.0, 1.0
    z, p = 1.959964, hits / cases
    centre = (p + z * z / (2 * cases)) / (1 + z * z / cases)
    half = z / (1 + z * z / cases) * float(np.sqrt(p * (1 - p) / cases + z * z / (4 * cases * cases)))
    return centre - half, centre + half
