"""A map against known positions: rank correlation bin by bin, beside what distance from price alone would give."""

from dataclasses import dataclass

import numpy as np

from engine.liquidations.calibration.metrics import Interval, spearman
from engine.liquidations.values import LiquidationMap
from engine.market.values import FloatArray, IntArray

BIN, REACH = 0.0025, 0.15
_STEP = float(np.log1p(BIN))


@dataclass(frozen=True, slots=True)
class TruthScore:
    """`model` and `distance`: Spearman's rho with the true notional over `bins` bins."""

    model: float
    distance: float
    bins: int
    true_positions: int


def score_map(heatmap: LiquidationMap, prices_usd: FloatArray, notional_usd: FloatArray) -> TruthScore:
    """`prices_usd`, `notional_usd` (n,): true liquidation levels of all positions the window should hold.

    Bins of 0.25 % within 15 % of price in which either is non-zero. Distance alone, in whatever volatility, ranks the
    nearest bin first.
    """
    edges = bin_edges(heatmap.price_usd)
    model = spread_over(heatmap.price_edges, heatmap.now_long_usd + heatmap.now_short_usd, edges)
    true, _ = np.histogram(prices_usd, edges, weights=notional_usd)
    counted = (model > 0) | (true > 0)
    distance = -np.abs(np.log(edges[1:] * edges[:-1]) / 2 - np.log(heatmap.price_usd))
    inside = int(np.count_nonzero((prices_usd >= edges[0]) & (prices_usd < edges[-1])))
    return TruthScore(
        spearman(model[counted], true[counted]),
        spearman(distance[counted], true[counted]),
        int(counted.sum()),
        inside,
    )


def bin_edges(price_usd: float) -> FloatArray:
    below = np.arange(int(np.log(1 - REACH) / _STEP), 0)
    above = np.arange(0, int(np.log(1 + REACH) / _STEP) + 1)
    return np.asarray(price_usd * np.exp(np.concatenate([below, above]) * _STEP))


def spread_over(from_edges: FloatArray, usd: FloatArray, to_edges: FloatArray) -> FloatArray:
    """The same mass on other edges, each bin spread evenly in log price over what it covers."""
    sums = np.concatenate([[0.0], np.cumsum(usd)])
    return np.diff(np.interp(np.log(to_edges), np.log(from_edges), sums))


def median_gain(
    scores: FloatArray, baseline: FloatArray, group: IntArray, draws: int = 2000, seed: int = 1
) -> Interval:
    """Median of scores - baseline with its 95 % interval, drawn in whole groups (a coin's windows belong together)."""
    gains = scores - baseline
    rows = [np.flatnonzero(group == g) for g in np.unique(group)]
    rng = np.random.default_rng(seed)
    medians = [
        float(np.median(gains[np.concatenate([rows[j] for j in rng.integers(len(rows), size=len(rows))])]))
        for _ in range(draws)
    ]
    low, high = np.quantile(medians, [0.025, 0.975])
    return Interval(float(np.median(gains)), float(low), float(high))
