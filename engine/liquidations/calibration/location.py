"""The location test: are forced closes where a density put them before the horizon began (facts, 5.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from engine.liquidations.calibration import densities as d
from engine.liquidations.calibration.folds import Fold, Split, time_folds
from engine.liquidations.calibration.metrics import Interval
from engine.market.values import FloatArray, IntArray

TOPS = (0.05, 0.10, 0.20)
_EVEN = 0.01  # of every density is spread evenly, so that nothing is called impossible
_ITERATIONS = 200
_BASELINES = (d.B0, d.B1, d.B2, d.B3, d.B4, d.B5, d.B6)
_WITH_MAP = (*_BASELINES, d.MAP, d.MAP_REACH, d.BIRTHS_REACH)
MIXED, MIXED_WITH_MAP = "mixture of B0-B6, fitted", "the same + map and births, fitted"


@dataclass(frozen=True, slots=True)
class Located:
    """Moments with what was measured after them: `usd` (m, b), each row with something in it."""

    name: str
    horizon: timedelta
    at_ms: IntArray
    usd: FloatArray
    densities: Mapping[str, FloatArray]


@dataclass(frozen=True, slots=True)
class LocationScore:
    """Means over maps. `nats`: log score a dollar over the even density; `over_b1`: less B1's."""

    density: str
    top_5: Interval
    top_10: Interval
    top_20: Interval
    nats: Interval
    top_10_over_b1: Interval
    nats_over_b1: Interval


@dataclass(frozen=True, slots=True)
class LocationReport:
    """`maps`: tested ones; under 30 the figures say nothing."""

    name: str
    horizon_hours: float
    maps: int
    usd: float
    is_enough: bool
    scores: tuple[LocationScore, ...]


def measure_location(located: Located, split: Split | None) -> LocationReport:
    """`split` None: too little to fit on, so nothing is fitted and all moments are scored."""
    share = located.usd / located.usd.sum(axis=1, keepdims=True)
    every = dict(located.densities)
    rows = np.arange(len(located.at_ms))
    if split is not None:
        folds = time_folds(located.at_ms, located.horizon // timedelta(milliseconds=1), split)
        rows = np.concatenate([fold.test for fold in folds])
        every[MIXED] = _mixtures(every, _BASELINES, share, folds)
        every[MIXED_WITH_MAP] = _mixtures(every, _WITH_MAP, share, folds)
    figures = {name: _figures(density[rows], share[rows]) for name, density in every.items()}
    block_ms = max(timedelta(days=1), located.horizon) // timedelta(milliseconds=1)
    counts = _draws(located.at_ms[rows] // block_ms, split)
    return LocationReport(
        located.name,
        located.horizon / timedelta(hours=1),
        len(rows),
        float(located.usd[rows].sum()),
        len(rows) >= 30,
        tuple(_score(name, figures, counts) for name in every),
    )


def _mixtures(
    parts: Mapping[str, FloatArray], names: tuple[str, ...], share: FloatArray, folds: list[Fold]
) -> FloatArray:
    """Walk-forward; rows that are never tested stay even."""
    out = np.full_like(share, 1.0 / share.shape[1])
    for fold in folds:
        weights = fit_densities(np.stack([parts[name][fold.train] for name in names]), share[fold.train])
        out[fold.test] = d.mixed({name: parts[name][fold.test] for name in names}, names, weights)
    return out


def fit_densities(parts: FloatArray, share: FloatArray) -> FloatArray:
    """(j,) mixture weights by EM that give `share` (m, b) the largest likelihood. `parts` (j, m, b)."""
    weights = np.full(len(parts), 1.0 / len(parts))
    for _ in range(_ITERATIONS):
        whole = np.maximum(np.tensordot(weights, parts, axes=1), 1e-300)
        weights = weights * (parts * (share / whole)).sum(axis=(1, 2)) / share.sum()
    return np.asarray(weights)


def _figures(density: FloatArray, share: FloatArray) -> FloatArray:
    """(m, 4): share of the dollars in the top 5, 10 and 20 % of bins, and nats a dollar over the even density."""
    bins = density.shape[1]
    nats = (share * np.log((1 - _EVEN) * density * bins + _EVEN)).sum(axis=1)
    return np.column_stack([*(_caught(density, share, round(top * bins)) for top in TOPS), nats])


def _caught(density: FloatArray, share: FloatArray, count: int) -> FloatArray:
    """(m,) of the `count` densest bins; bins as dense as the last one share what is left."""
    limit = -np.partition(-density, count - 1, axis=1)[:, count - 1 : count]
    above, level = density > limit, density == limit
    left = (count - above.sum(axis=1)) / level.sum(axis=1)
    return np.asarray((share * above).sum(axis=1) + left * (share * level).sum(axis=1))


def _draws(block: IntArray, split: Split | None) -> FloatArray:
    """(d, m) how often each map is counted in a draw of whole blocks."""
    _, place = np.unique(block, return_inverse=True)
    blocks = int(place.max()) + 1
    rng = np.random.default_rng(20260127 if split is None else split.seed)
    draws = 1000 if split is None else split.draws
    drawn = [np.bincount(rng.integers(blocks, size=blocks), minlength=blocks)[place] for _ in range(draws)]
    return np.asarray(np.stack(drawn), np.float64)


def _score(name: str, figures: Mapping[str, FloatArray], counts: FloatArray) -> LocationScore:
    mine, b1 = figures[name], figures[d.B1]
    top_5, top_10, top_20, nats = (_mean(mine[:, column], counts) for column in range(4))
    caught, logs = (_mean(mine[:, column] - b1[:, column], counts) for column in (1, 3))
    return LocationScore(name, top_5, top_10, top_20, nats, caught, logs)


def _mean(values: FloatArray, counts: FloatArray) -> Interval:
    drawn = counts @ values / counts.sum(axis=1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Interval(float(values.mean()), float(low), float(high))
