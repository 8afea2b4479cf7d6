"""Every predictor's figures with intervals from one block bootstrap, so that differences are paired draw by draw.

Drawing whole blocks again means counting each row as often as its block was drawn. Rows are sorted once; a draw is then
one walk along the sorted rows, some two hundred times faster than ranking anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.liquidations.calibration.metrics import Interval
from engine.liquidations.jit import compiled
from engine.market.values import FloatArray, IntArray

FIGURES = ("rho", "auc_top_5", "share_top_10")
_AUC_TOP, _SHARE_TOP = 0.05, 0.10


@dataclass(frozen=True, slots=True)
class Resampled:
    """`figures` (p, 3) on all rows, `draws` (d, p, 3); p predictors in the order of `names`."""

    names: tuple[str, ...]
    figures: FloatArray
    draws: FloatArray

    def figure(self, name: str, metric: str) -> Interval:
        p, m = self.names.index(name), FIGURES.index(metric)
        return _interval(float(self.figures[p, m]), self.draws[:, p, m])

    def difference(self, first: str, second: str, metric: str) -> Interval:
        a, b, m = self.names.index(first), self.names.index(second), FIGURES.index(metric)
        value = float(self.figures[a, m] - self.figures[b, m])
        return _interval(value, self.draws[:, a, m] - self.draws[:, b, m])


def resample(
    scores: Mapping[str, FloatArray], outcome: FloatArray, block: IntArray, draws: int, seed: int
) -> Resampled:
    """`scores` (n,) each, `outcome` (n,) >= 0, `block` (n,): the number of every row's block."""
    table = np.stack(list(scores.values()))
    _, place = np.unique(block, return_inverse=True)
    blocks = int(place.max()) + 1
    rng = np.random.default_rng(seed)
    drawn = [np.bincount(rng.integers(blocks, size=blocks), minlength=blocks) for _ in range(draws)]
    counts = np.asarray(np.stack([np.ones(blocks, np.int64), *drawn])[:, place], np.float64)
    orders = [np.argsort(-row, kind="stable") for row in table]
    out = np.zeros((draws + 1, len(table), len(FIGURES)))
    _draw(table, np.stack(orders), outcome, np.argsort(-outcome, kind="stable"), counts, out)
    return Resampled(tuple(scores), out[0], out[1:])


def _interval(value: float, draws: FloatArray) -> Interval:
    low, high = np.nanquantile(draws, [0.025, 0.975])
    return Interval(value, float(low), float(high))


@compiled
def _draw(
    table: FloatArray, orders: IntArray, outcome: FloatArray, order: IntArray, counts: FloatArray, out: FloatArray
) -> None:
    n = outcome.shape[0]
    score_ranks, outcome_ranks, tops = np.empty(n), np.empty(n), np.empty(n)
    for d in range(counts.shape[0]):
        w = counts[d]
        total = w.sum()
        _ranks(outcome, order, w, total, outcome_ranks)
        n_top = max(round(_AUC_TOP * total), 1)
        _fill(order, w, n_top, tops)
        for p in range(table.shape[0]):
            _ranks(table[p], orders[p], w, total, score_ranks)
            out[d, p, 0] = _correlation(score_ranks, outcome_ranks, w, total)
            above = (tops * score_ranks).sum() - n_top * (n_top + 1) / 2
            out[d, p, 1] = above / (n_top * (total - n_top))
            out[d, p, 2] = _share(orders[p], w, max(round(_SHARE_TOP * total), 1), outcome)


@compiled
def _ranks(values: FloatArray, order: IntArray, w: FloatArray, total: float, out: FloatArray) -> None:
    """Mean ranks from 1 upward of rows counted `w` times each. `order`: descending."""
    n, i, left = values.shape[0], 0, total
    while i < n:
        j, here = i, 0.0
        while j < n and values[order[j]] == values[order[i]]:
            here += w[order[j]]
            j += 1
        for k in range(i, j):
            out[order[k]] = left - (here - 1.0) / 2
        left -= here
        i = j


@compiled
def _fill(order: IntArray, w: FloatArray, wanted: float, out: FloatArray) -> None:
    """How often each row is among the first `wanted` of `order`."""
    left = wanted
    for i in order:
        out[i] = min(w[i], left)
        left -= out[i]


@compiled
def _share(order: IntArray, w: FloatArray, wanted: float, outcome: FloatArray) -> float:
    left, caught = wanted, 0.0
    for i in order:
        taken = min(w[i], left)
        caught += taken * outcome[i]
        left -= taken
        if left <= 0.0:
            break
    whole = 0.0
    for i in range(w.shape[0]):
        whole += w[i] * outcome[i]
    return caught / whole if whole > 0.0 else np.nan


@compiled
def _correlation(a: FloatArray, b: FloatArray, w: FloatArray, total: float) -> float:
    mean = (total + 1.0) / 2.0  # of any ranks
    ab, aa, bb = 0.0, 0.0, 0.0
    for i in range(a.shape[0]):
        x, y = a[i] - mean, b[i] - mean
        ab += w[i] * x * y
        aa += w[i] * x * x
        bb += w[i] * y * y
    return ab / float(np.sqrt(aa * bb)) if aa * bb > 0.0 else np.nan
