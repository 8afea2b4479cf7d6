"""From candles and open interest to flows: how many coins of positions are born and what share of old ones survives."""

from dataclasses import dataclass

import numpy as np

from engine.liquidations.leverage import TAPER, LeverageNodes, turnover_speed
from engine.market.values import Bars, FloatArray

_HOUR_MS = 3_600_000.0
_QUARTER_MS = 900_000.0


@dataclass(frozen=True, slots=True)
class FlowSettings:
    """`churn`: share of the turnover that opens and closes positions at flat open interest. `half_life_h`: at 10x.

    `maker_share`: how much of a maker's new position counts beside a taker's, makers being less levered.
    `taper`: high leverage turns over faster, as (leverage / 10) ** taper, in decay and churn."""

    churn: float = 0.5
    half_life_h: float = 1000.0
    maker_share: float = 0.35
    taper: float = TAPER


DEFAULT_FLOW = FlowSettings()


@dataclass(frozen=True, slots=True)
class Flow:
    """Rows are bars. `born_long`, `born_short` (n,) coins; `survival` and `settled` (n, k).

    Survival: share of what stood before that is still there after the bar; `settled`: share of the bar's own births
    that is. `oi_base` (n,): open interest, NaN where unknown.
    """

    born_long: FloatArray
    born_short: FloatArray
    survival: FloatArray
    settled: FloatArray
    oi_base: FloatArray


def measure_flow(bars: Bars, last_close_ms: int, nodes: LeverageNodes, settings: FlowSettings = DEFAULT_FLOW) -> Flow:
    """Turnover in continuous time, so that one day bar and 288 five-minute bars mean the same.

    births = max(dOI, 0) + OI (1 - e^-r), r = churn * max(V - |dOI|, 0) / (2 OI); of the old e^-r survives, less the
    share by which open interest fell. Without open interest only churn is born and only age kills.
    """
    oi = filled_forward(bars.oi_base)
    change = _known(np.concatenate([oi[:1] - oi[:1], oi[1:] - oi[:-1]]))
    free = np.maximum(bars.volume_base - np.abs(change), 0.0) / 2.0 * settings.churn
    rate = _share(free, oi)
    born = np.maximum(change, 0.0) + np.where(oi > 0, oi * -np.expm1(-rate), free)
    bought = taker_share(bars)
    kept = 1.0 + _share(np.minimum(change, 0.0), oi - change)
    hazard = _hazard(bars, last_close_ms, rate, nodes, settings)
    settled = np.divide(-np.expm1(-hazard), hazard, out=np.ones_like(hazard), where=hazard > 1e-9)
    return Flow(
        born * (bought + settings.maker_share * (1 - bought)),
        born * ((1 - bought) + settings.maker_share * bought),
        np.exp(-hazard) * kept[:, None],
        settled,
        oi,
    )


def _share(part: FloatArray, whole: FloatArray) -> FloatArray:
    """part / whole, 0 where the whole is unknown or nothing."""
    return _known(np.divide(part, whole, out=np.zeros_like(part), where=whole > 0))


def _known(values: FloatArray) -> FloatArray:
    """0 for what is not a number."""
    return np.asarray(np.where(np.isfinite(values), values, 0.0))


def _hazard(
    bars: Bars, last_close_ms: int, rate: FloatArray, nodes: LeverageNodes, settings: FlowSettings
) -> FloatArray:
    """(n, k) expected number of deaths of one position from churn and age inside the bar, a gap before it included."""
    ends = np.append(bars.open_ms[1:], last_close_ms)
    elapsed_h = np.maximum(ends - bars.open_ms, 0) / _HOUR_MS
    speed = turnover_speed(nodes.leverage, settings.taper)
    mean_speed = float((nodes.shares * speed).sum())
    aging = np.log(2) / settings.half_life_h * elapsed_h
    return np.asarray(aging[:, None] * speed + rate[:, None] * (speed / mean_speed))


def taker_share(bars: Bars) -> FloatArray:
    """(n,) share of volume that takers bought; from the candle's return where nobody delivered it."""
    scale = 0.002 * np.sqrt(bars.step_ms / _QUARTER_MS)
    guessed = 0.5 + 0.25 * np.tanh((bars.close / bars.open - 1.0) / scale)
    known = np.divide(bars.taker_buy_base, bars.volume_base, out=np.full(len(bars), np.nan), where=bars.volume_base > 0)
    return np.asarray(np.where(np.isfinite(known), np.minimum(np.maximum(known, 0.0), 1.0), guessed))


def filled_forward(values: FloatArray) -> FloatArray:
    """Each unknown value becomes the last known one; NaN before the first."""
    at = np.maximum.accumulate(np.where(np.isfinite(values), np.arange(len(values)), -1))
    return np.where(at >= 0, values[np.maximum(at, 0)], np.nan)
