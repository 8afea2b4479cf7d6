"""Where forced closes will be: baselines B0 to B6 and the map, each a density over the same bins around price.

Everything is known at the moment of the map: bars before it only. Rows are moments, columns bins of log price.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import erf, sqrt

import numpy as np

from engine.liquidations.calibration.births import expected_coins
from engine.liquidations.calibration.snapshots import frozen_profiles
from engine.liquidations.leverage import LeverageNodes, liquidation_shift
from engine.liquidations.model_flow import measure_flow
from engine.market.values import Bars, FloatArray, IntArray, Side

BIN_WIDTH, HALF_BINS = 0.001, 60  # +-6 % of price in steps of 0.1 %
STEP = float(np.log1p(BIN_WIDTH))
DISTANCES = (np.arange(2 * HALF_BINS) - HALF_BINS + 0.5) * STEP  # (b,) log distance of each bin's centre
_DAY_MS, _HOUR_MS = 86_400_000, 3_600_000
_OFFSET_LEVERAGES = (10.0, 20.0, 25.0, 50.0, 75.0, 100.0, 125.0)
_TINY = 1e-12
B0, B1, B2, B3 = "B0 uniform", "B1 distance: Pr(reach)", "B2 Laplace at the day's mean", "B3 round numbers"
B4, B5, B6 = "B4 ATR bands", "B5 volume profile x reach", "B6 fixed offsets 1/L"
MAP, MAP_REACH, FORECAST = "map alone", "map x reach", "forecast: (map + births) x reach"
BIRTHS_REACH = "births x reach"
_ERF = np.vectorize(erf)


@dataclass(frozen=True, slots=True)
class Moments:
    """`starts` (m,): the bar that opens at each moment; a day of bars lies before it."""

    bars: Bars
    starts: IntArray
    horizon_ms: int
    nodes: LeverageNodes
    rate: float

    @property
    def at_ms(self) -> IntArray:
        return self.bars.open_ms[self.starts]

    @property
    def price(self) -> FloatArray:
        return self.bars.open[self.starts]


def densities_of(moments: Moments) -> dict[str, FloatArray]:
    """(m, b) each, rows of sum 1."""
    sigma = _sigma(moments)[:, None]
    reach = _pr_reach(sigma)
    day = _day_before(moments)
    standing = frozen_profiles(moments.bars, moments.starts, moments.nodes, moments.rate, BIN_WIDTH, HALF_BINS)
    births = _birth_kernel(moments, sigma)
    raw: dict[str, FloatArray] = {
        B0: np.ones_like(reach),
        B1: reach,
        B2: np.exp(-np.abs(DISTANCES - day.mean[:, None]) / np.maximum(day.spread[:, None], STEP)),
        B3: _round_numbers(moments),
        B4: _bumps(np.array([sign * k for k in (1, 2, 3) for sign in (-1, 1)]) * day.atr[:, None]),
        B5: day.volume * reach,
        B6: _bumps(np.tile([sign / k for k in _OFFSET_LEVERAGES for sign in (-1, 1)], (len(reach), 1))),
        MAP: standing,
        MAP_REACH: standing * reach,
        BIRTHS_REACH: births * reach,
        FORECAST: (standing + births) * reach,
    }
    return {name: _normal(values) for name, values in raw.items()}


@dataclass(frozen=True, slots=True)
class _Day:
    """The day before each moment, in log distance from its price; `volume` (m, b)."""

    mean: FloatArray
    spread: FloatArray
    atr: FloatArray
    volume: FloatArray


def _day_before(moments: Moments) -> _Day:
    bars, rows = moments.bars, _DAY_MS // moments.bars.step_ms
    places = moments.starts[:, None] - np.arange(rows, 0, -1)  # (m, rows)
    away = np.log(bars.close[places] / moments.price[:, None])
    mean = away.mean(axis=1)
    an_hour = max(_HOUR_MS // bars.step_ms, 1)
    shape = (len(places), rows // an_hour, an_hour)
    high, low = bars.high[places].reshape(shape).max(axis=2), bars.low[places].reshape(shape).min(axis=2)
    volume = np.stack(
        [
            np.histogram(row, _edges(), weights=weight)[0]
            for row, weight in zip(away, bars.volume_base[places], strict=True)
        ]
    )
    return _Day(mean, np.abs(away - mean[:, None]).mean(axis=1), np.log(high / low).mean(axis=1), volume + _TINY)


def _edges() -> FloatArray:
    return np.asarray(np.append(DISTANCES - STEP / 2, DISTANCES[-1] + STEP / 2))


def _sigma(moments: Moments) -> FloatArray:
    """(m,) standard deviation of the log return over the horizon, from the day before."""
    bars, rows = moments.bars, _DAY_MS // moments.bars.step_ms
    places = moments.starts[:, None] - np.arange(rows, -1, -1)
    returns = np.diff(np.log(bars.close[places[:, :-1]]), axis=1)
    per_bar = np.mean(returns**2, axis=1)
    return np.asarray(np.maximum(np.sqrt(per_bar * (moments.horizon_ms / bars.step_ms)), STEP))


def _pr_reach(sigma: FloatArray) -> FloatArray:
    """2 Phi(-|x| / sigma): a driftless walk touches x within the horizon."""
    return np.asarray(1.0 - _ERF(np.abs(DISTANCES) / sigma / sqrt(2.0)))


def _birth_kernel(moments: Moments, sigma: FloatArray) -> FloatArray:
    """(m, b) USD expected to be born within the horizon, at the levels of their leverages from where price may be."""
    flow = measure_flow(moments.bars, int(moments.bars.open_ms[-1]) + moments.bars.step_ms, moments.nodes)
    out = np.zeros((len(moments.starts), len(DISTANCES)))
    for side, born in ((Side.LONG, flow.born_long), (Side.SHORT, flow.born_short)):
        usd = expected_coins(born, moments.bars, moments.at_ms, moments.horizon_ms) * moments.price
        shifts = -side.sign * liquidation_shift(moments.nodes.leverage, moments.rate, side)
        for shift, share in zip(shifts, moments.nodes.shares, strict=True):
            out += share * usd[:, None] * np.exp(-0.5 * ((DISTANCES - shift) / (sigma / 2)) ** 2) * (STEP / (sigma / 2))
    return out


def _round_numbers(moments: Moments) -> FloatArray:
    """Nearness to multiples of a hundredth of the price's power of ten: 1,000 at 60,000."""
    step = 10.0 ** np.floor(np.log10(moments.price)) / 10.0
    prices = moments.price[:, None] * np.exp(DISTANCES)
    away = np.abs(prices / step[:, None] - np.rint(prices / step[:, None])) * step[:, None] / prices
    return np.asarray(0.1 + np.exp(-away / BIN_WIDTH))


def _bumps(centres: FloatArray) -> FloatArray:
    """(m, b) a bell of one bin's width at each of `centres` (m, c) in log distance."""
    return np.asarray(np.exp(-0.5 * ((DISTANCES - centres[:, :, None]) / STEP) ** 2).sum(axis=1))


def _normal(values: FloatArray) -> FloatArray:
    totals = values.sum(axis=1, keepdims=True)
    even = np.full_like(values, 1.0 / values.shape[1])
    return np.where(totals > 0, values / np.where(totals > 0, totals, 1.0), even)


def mixed(parts: Mapping[str, FloatArray], names: tuple[str, ...], weights: FloatArray) -> FloatArray:
    """(m, b) weighted sum of the densities named."""
    return np.asarray(np.tensordot(weights, np.stack([parts[name] for name in names]), axes=1))
