"""What a map has to beat: predictors of forced closes that know the hour's path and no map (facts, section 5.2).

Every function gives (2h, …) rows, longs first: adverse travel below the open, then above it. Spans of four hours are
asked the same.
"""

from collections.abc import Callable
from typing import cast

import numpy as np

from engine.liquidations.calibration.hours import HOUR_MS, HourPaths
from engine.market.values import Bars, FloatArray

EXTENSION_HOURS = (1, 2, 4, 8, 12, 24, 48, 72)
_SIGMA_HOURS = 24


def travel(hours: HourPaths) -> FloatArray:
    """(2h,) fraction from the hour's open to its extreme: what any map that only knows distance would say."""
    down = 1.0 - hours.low / hours.open
    up = hours.high / hours.open - 1.0
    return np.asarray(np.maximum(np.concatenate([down, up]), 0.0))


def scaled_travel(hours: HourPaths, bars: Bars) -> FloatArray:
    """(2h,) B1: travel in hourly standard deviations of the last day, so rising as Pr(reach) falls."""
    per_hour = HOUR_MS // bars.step_ms
    squares = np.concatenate([[0.0], np.cumsum(np.diff(np.log(bars.close)) ** 2)])
    at = np.maximum(np.searchsorted(bars.open_ms, hours.open_ms) - 1, 0)
    before = np.maximum(at - _SIGMA_HOURS * per_hour, 0)
    sigma = np.sqrt((squares[at] - squares[before]) / np.maximum(at - before, 1) * per_hour)
    return np.asarray(travel(hours) / np.maximum(np.tile(sigma, 2), 1e-6))


def range_terms(hours: HourPaths, bars: Bars) -> FloatArray:
    """(2h, 9) B7: how far the hour broke the extremes of the last 1 to 72 hours, and its travel."""
    columns = [_extension(hours, bars, h) for h in EXTENSION_HOURS]
    return np.column_stack([*columns, travel(hours)])


def activity_terms(hours: HourPaths, bars: Bars) -> FloatArray:
    """(2h, 36) B8: B7 x (1, past volume, past open interest, both), each over its own mean so far."""
    return with_activity(range_terms(hours, bars), *past_activity(hours, bars))


def past_activity(hours: HourPaths, bars: Bars) -> tuple[FloatArray, FloatArray]:
    """(2h,) volume of the day and open interest of the hour before each span, over their means so far."""
    volume = np.tile(_relative(_before(bars.volume_base, hours, bars, 24, np.nanmean)), 2)
    oi = np.tile(_relative(_before(bars.oi_base, hours, bars, 1, np.nanmean)), 2)
    return volume, oi


def with_activity(terms: FloatArray, volume: FloatArray, oi: FloatArray) -> FloatArray:
    """(2h, 4k): terms x (1, volume, open interest, both)."""
    return np.column_stack([terms * scale[:, None] for scale in (np.ones_like(oi), volume, oi, volume * oi)])


def _extension(hours: HourPaths, bars: Bars, lookback_hours: int) -> FloatArray:
    low = _before(bars.low, hours, bars, lookback_hours, np.min)
    high = _before(bars.high, hours, bars, lookback_hours, np.max)
    down, up = 1.0 - hours.low / low, hours.high / high - 1.0
    return np.asarray(np.maximum(np.nan_to_num(np.concatenate([down, up])), 0.0))


def _before(
    values: FloatArray, hours: HourPaths, bars: Bars, span_hours: int, reduce: Callable[[FloatArray], object]
) -> FloatArray:
    """(h,) `reduce` over the bars of the `span_hours` before each hour; NaN where there are none."""
    ends = np.searchsorted(bars.open_ms, hours.open_ms)
    starts = np.searchsorted(bars.open_ms, hours.open_ms - span_hours * HOUR_MS)
    return np.array(
        [
            float(cast(float, reduce(values[a:b]))) if b > a and not np.all(np.isnan(values[a:b])) else np.nan
            for a, b in zip(starts, ends, strict=True)
        ]
    )


def _relative(values: FloatArray) -> FloatArray:
    """Over the mean of everything known before, so that no row sees its future; 1 where nothing is known."""
    known = np.where(np.isfinite(values), values, 0.0)
    counts = np.cumsum(np.isfinite(values))
    means = np.cumsum(known) / np.maximum(counts, 1)
    return np.where(np.isfinite(values) & (means > 0), values / np.maximum(means, 1e-12), 1.0)
