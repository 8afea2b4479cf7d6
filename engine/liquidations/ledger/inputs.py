"""What the baselines are told at the moment of freezing, from bars that had closed by then."""

from dataclasses import dataclass
from math import floor, log10

import numpy as np

from engine.liquidations.ledger.frozen import LOOKBACK_HOURS, Inputs, Sides
from engine.liquidations.ledger.grid import on_grid, price_edges, quantised
from engine.market.values import Bars, FloatArray, Side

_HOUR_MS = 3_600_000
_DAY_MS = 24 * _HOUR_MS
_ATR_HOURS = 14
_LEAST_SIGMA = 1e-5  # of a market that stood still
_ROUND_SHARE = 0.005  # of price: round numbers lie at least so far apart
_NICE = (1.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Past:
    """Bars of one contract closed by the moment of freezing. `day`: fine ones of the last day and a half; `week`: of
    the last week, coarser. Either may be coarser than asked or short."""

    day: Bars
    week: Bars


def inputs_of(past: Past, price_usd: float, as_of_ms: int) -> Inputs:
    """`past.day` holds at least two bars."""
    day = past.day.between(as_of_ms - _DAY_MS, as_of_ms)
    mean = float(day.close.mean())
    highs, lows = zip(*(_extremes(past, as_of_ms - hours * _HOUR_MS) for hours in LOOKBACK_HOURS), strict=True)
    return Inputs(
        sigma=max(hour_sigma(day), _LEAST_SIGMA),
        atr=max(_mean_range(past.day, as_of_ms) / price_usd, _LEAST_SIGMA),
        mean_usd=mean,
        spread=max(float(np.abs(np.log(day.close / mean)).mean()), _LEAST_SIGMA),
        highs=highs,
        lows=lows,
        volume_ratio=_volume_ratio(day, past.week),
        oi_ratio=_oi_ratio(day, past.week),
        round_step_usd=round_step(price_usd),
        profile=_profile(past.week, price_usd),
    )


def hour_sigma(bars: Bars) -> float:
    """Of an hour's log return, from returns between bars that follow each other."""
    steps = np.diff(np.log(bars.close))[np.diff(bars.open_ms) == bars.step_ms]
    return float(np.sqrt(np.mean(steps**2) * _HOUR_MS / bars.step_ms)) if len(steps) else 0.0


def round_step(price_usd: float) -> float:
    """1, 2.5 or 5 times a power of ten, the smallest that is at least half a percent of price: 500 at 66,586."""
    least = _ROUND_SHARE * price_usd
    power = 10.0 ** floor(log10(least))
    return next(nice * power for nice in _NICE if nice * power >= least)


def _extremes(past: Past, since_ms: int) -> tuple[float, float]:
    """High and low since then: of the fine bars where they reach back so far, else of the coarse ones too."""
    fine = past.day.between(since_ms, since_ms + 10 * _DAY_MS)
    parts = [fine]
    if not len(past.day) or past.day.open_ms[0] > since_ms:
        parts.append(past.week.between(since_ms, since_ms + 10 * _DAY_MS))
    held = [part for part in parts if len(part)] or [past.day.last(1)]
    return max(float(part.high.max()) for part in held), min(float(part.low.min()) for part in held)


def _mean_range(bars: Bars, as_of_ms: int) -> float:
    """Mean of high - low over the last whole hours."""
    ranges = []
    for back in range(_ATR_HOURS):
        hour = bars.between(as_of_ms - (back + 1) * _HOUR_MS, as_of_ms - back * _HOUR_MS)
        if len(hour):
            ranges.append(float(hour.high.max() - hour.low.min()))
    return float(np.mean(ranges)) if ranges else 0.0


def _volume_ratio(day: Bars, week: Bars) -> float:
    """A mean hour of the last day over a mean hour of the week; 1 where either traded nothing."""
    of_day, of_week = (_volume_per_hour(bars) for bars in (day, week))
    return of_day / of_week if of_day > 0 and of_week > 0 else 1.0


def _volume_per_hour(bars: Bars) -> float:
    return float(bars.volume_base.sum()) / (len(bars) * bars.step_ms / _HOUR_MS) if len(bars) else 0.0


def _oi_ratio(day: Bars, week: Bars) -> float:
    known, all_week = (bars.oi_base[np.isfinite(bars.oi_base)] for bars in (day, week))
    mean = float(all_week.mean()) if len(all_week) else 0.0
    return float(known[-1]) / mean if len(known) and mean > 0 else 1.0


def _profile(week: Bars, price_usd: float) -> Sides:
    """USD traded by price, each bar's spread evenly over its range in log price."""
    below, above = (quantised(_traded(week, price_usd, side)) for side in (Side.LONG, Side.SHORT))
    return Sides(below, above)


def _traded(week: Bars, price_usd: float, side: Side) -> FloatArray:
    """The running total of what traded below a price rises linearly in log price over each bar's range."""
    if not len(week):
        return np.zeros(len(price_edges(price_usd, side)) - 1)
    usd = week.volume_base * week.close
    low, high = np.log(week.low), np.log(np.maximum(week.high, week.low * (1 + 1e-9)))
    corners = np.unique(np.concatenate([low, high]))
    share = np.clip((corners[:, None] - low) / (high - low), 0.0, 1.0)
    return on_grid(np.exp(corners), np.diff(share @ usd), price_usd, side)
