"""From measured forced closes to births by leverage: EM with shrinkage, judged on hours it has not seen.

g_k <- (g_k sum_t c_tk y_t / (g c_t) + a_k) / (sum_t c_tk + a_k / m_k): the multiplicative EM of the facts (4.8) with a
Gamma prior of mean m_k. What is never liquidated cannot be seen: there the prior stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.liquidations.calibration.frozen import frozen_terms
from engine.liquidations.calibration.hours import HOUR_MS, LiquidatedHours, join_hours
from engine.liquidations.leverage import DEFAULT_MIX, ROUND, CoinClass, coin_class, leverage_nodes, maintenance_rate
from engine.liquidations.mixes.book import nearest_node
from engine.market.values import Bars, Coin, FloatArray, Instrument, IntArray
from engine.market.windows import MAJORS

LEVERAGES = np.array(ROUND)
TO_DEFAULT, TO_CLASS = 5.0, 30.0  # the assumed mix weighs as many mean hours at each leverage
_ITERATIONS = 300
_BINS = {True: 0.0005, False: 0.001}
_WARM_MS = 3 * 24 * HOUR_MS  # a map that has seen less than three days is not asked
_JUDGED_SHARE, _GAP_MS = 0.25, 24 * HOUR_MS
_EVEN = 0.01
_DAY_MS, _DRAWS, _SEED = 24 * HOUR_MS, 500, 20260127
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class TrainingRows:
    """Hours of one contract, both sides stacked: `terms` (2h, k) USD by round leverage, scaled so that the default mix
    predicts the measured sum (venues tell different parts of their forced closes); `usd` (2h,), `at_ms` (2h,)."""

    coin: Coin
    coin_class: CoinClass
    terms: FloatArray
    usd: FloatArray
    at_ms: IntArray

    def only(self, keep: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> "TrainingRows":
        return TrainingRows(self.coin, self.coin_class, self.terms[keep], self.usd[keep], self.at_ms[keep])


@dataclass(frozen=True, slots=True)
class Learned:
    shares: FloatArray
    gain: float
    gain_low: float
    hours: int


def default_shares(kind: CoinClass) -> FloatArray:
    """(k,) over `LEVERAGES`."""
    return leverage_nodes(float(LEVERAGES[-1]), DEFAULT_MIX[kind]).shares


def training_rows(bars: Bars, measured: LiquidatedHours, instrument: Instrument) -> TrainingRows | None:
    """Bars finer than an hour. None where nothing measured falls on what the map holds."""
    hours = join_hours(bars, measured).between(int(bars.open_ms[0]) + _WARM_MS, int(bars.open_ms[-1]) + 1)
    kind = coin_class(instrument.coin, instrument.max_leverage)
    nodes = leverage_nodes(instrument.max_leverage, DEFAULT_MIX[kind])
    if not len(hours):
        return None
    width = _BINS[instrument.coin in MAJORS]
    own = frozen_terms(bars, hours, nodes, maintenance_rate(instrument), width)
    terms = np.zeros((len(own), len(LEVERAGES)))
    np.add.at(terms.T, nearest_node(nodes.leverage, LEVERAGES), own.T)
    usd, expected = hours.stacked_usd(), float((terms @ default_shares(kind)).sum())
    if usd.sum() <= 0 or expected <= 0:
        return None
    return TrainingRows(
        instrument.coin, kind, terms * (usd.sum() / expected), usd, np.tile(hours.open_ms, 2)
    )  # fmt: skip


def learn_class(rows: Sequence[TrainingRows]) -> Learned:
    """Of all contracts of one class together, shrunk to its default."""
    return _learn(rows, default_shares(rows[0].coin_class), TO_DEFAULT)


def learn_coin(rows: Sequence[TrainingRows], of_class: FloatArray) -> Learned:
    """Of one coin's contracts, shrunk to its class."""
    return _learn(rows, of_class, TO_CLASS)


def fit_shares(terms: FloatArray, usd: FloatArray, prior: FloatArray, weight: float) -> FloatArray:
    """(k,) shares of sum 1. `prior` (k,) > 0; `weight`: mean rows that speak for it at each leverage."""
    mean = prior * (usd.sum() / max(float((terms @ prior).sum()), _TINY))
    pseudo = np.full(len(prior), weight * usd.mean())
    births, sums = mean.copy(), terms.sum(axis=0)
    for _ in range(_ITERATIONS):
        expected = terms @ births
        ratio = np.where(expected > 0, usd / np.maximum(expected, _TINY), 0.0)
        births = (births * (terms.T @ ratio) + pseudo) / (sums + pseudo / np.maximum(mean, _TINY))
    return np.asarray(births / births.sum())


def _learn(rows: Sequence[TrainingRows], prior: FloatArray, weight: float) -> Learned:
    """Judged by a fit on the first three quarters, then fitted on everything."""
    every = np.concatenate([one.at_ms for one in rows])
    cut = int(np.quantile(every, 1 - _JUDGED_SHARE))
    earlier = [one.only(one.at_ms < cut - _GAP_MS) for one in rows]
    later = [one.only(one.at_ms >= cut) for one in rows]
    judged = fit_shares(*_together(earlier), prior, weight)
    gain, low = _gain(later, judged, default_shares(rows[0].coin_class))
    return Learned(fit_shares(*_together(rows), prior, weight), gain, low, len(np.unique(every)))


def _together(rows: Sequence[TrainingRows]) -> tuple[FloatArray, FloatArray]:
    return np.concatenate([one.terms for one in rows]), np.concatenate([one.usd for one in rows])


def _gain(rows: Sequence[TrainingRows], shares: FloatArray, default: FloatArray) -> tuple[float, float]:
    """Nats a dollar by which the learned mix says better in which hours dollars fall, and its lower end by days."""
    gains = np.concatenate([one.usd * (_log_density(one, shares) - _log_density(one, default)) for one in rows])
    usd, day = np.concatenate([one.usd for one in rows]), np.concatenate([one.at_ms for one in rows]) // _DAY_MS
    if usd.sum() <= 0:
        return 0.0, 0.0
    _, place = np.unique(day, return_inverse=True)
    by_day, weights = np.bincount(place, gains), np.bincount(place, usd)
    drawn = np.random.default_rng(_SEED).integers(len(by_day), size=(_DRAWS, len(by_day)))
    means = by_day[drawn].sum(axis=1) / np.maximum(weights[drawn].sum(axis=1), _TINY)
    return float(gains.sum() / usd.sum()), float(np.quantile(means, 0.025))


def _log_density(rows: TrainingRows, shares: FloatArray) -> FloatArray:
    """Of a contract's hours; a hundredth is spread evenly, so that no hour is called impossible."""
    expected = rows.terms @ shares
    total = max(float(expected.sum()), _TINY)
    return np.asarray(np.log((1 - _EVEN) * expected / total + _EVEN / max(len(expected), 1)))
