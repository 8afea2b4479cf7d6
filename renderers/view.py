"""Which part of a map is shown: the candles, the levels, and a fair share of what stands on either side."""

from dataclasses import dataclass
from math import exp, log

import numpy as np

from engine.liquidations.values import LiquidationMap, Scan
from engine.market.values import FloatArray

_SHOWN_MASS = 0.80  # of what stands on one side
_MOST_BEYOND = 0.6  # of the candles' own range, in log price, shown on one side of now for what stands there
_MOST_TO_NAMED = 2.0  # the same for a level that has a name
_LEAST_TO_NAMED = 0.03  # log price within which a named level is always shown
_MOST_WICK = 3.0
_LEAST_WICK = 0.05  # log price
_LEAST_HALF = 0.006  # log price on either side of now, for a market that does not move
_MARGIN = 0.03
_BLANK_SHARE = 0.18  # of the width at most, where history is shorter than the window


@dataclass(frozen=True, slots=True)
class View:
    """The window of time and price a picture shows."""

    start_ms: int
    end_ms: int
    low_usd: float
    high_usd: float


def view_of(heat_map: LiquidationMap, scan: Scan, also_usd: tuple[float, ...] = ()) -> View:
    """`also_usd`: prices that are to be seen as well, where they are not farther than a named level may be."""
    end_ms = round(heat_map.at.timestamp() * 1000)
    start_ms = end_ms - heat_map.query.window.columns * heat_map.query.window.column_ms
    if len(heat_map.bars) and not heat_map.is_short:
        start_ms = int(heat_map.bars.open_ms[0])  # columns are aligned to the clock, the window's edge need not be
    elif len(heat_map.bars):
        held_ms = max(end_ms - int(heat_map.bars.open_ms[0]), heat_map.bars.step_ms)
        start_ms = max(start_ms, round(end_ms - held_ms / (1 - _BLANK_SHARE)))
    low, high = _price_range(heat_map, scan, also_usd)
    return View(start_ms, end_ms, low, high)


def _price_range(heat_map: LiquidationMap, scan: Scan, also_usd: tuple[float, ...]) -> tuple[float, float]:
    """Log price is measured from now here: above is positive."""
    bars, edges = heat_map.bars, np.log(heat_map.price_edges / heat_map.price_usd)
    if not len(bars):
        return heat_map.price_usd * exp(-_LEAST_TO_NAMED), heat_map.price_usd * exp(_LEAST_TO_NAMED)
    low, high = _candle_range(heat_map)
    moved = high - low
    middles = (edges[:-1] + edges[1:]) / 2
    above, below = middles > 0, middles < 0
    up = _reach(heat_map.now_short_usd[above], middles[above])
    down = _reach(heat_map.now_long_usd[below][::-1], -middles[below][::-1])
    named = max(moved * _MOST_TO_NAMED, _LEAST_TO_NAMED)
    levels = [_log(usd, heat_map) for usd in (*(c.far_usd for c in scan.above + scan.below), *also_usd)]
    shown = [level for level in levels if abs(level) <= named]
    most = max(moved * _MOST_BEYOND, _LEAST_HALF)
    high = max([high, min(up, most), _LEAST_HALF, *shown])
    low = min([low, -min(down, most), -_LEAST_HALF, *shown])
    margin = (high - low) * _MARGIN
    return heat_map.price_usd * exp(low - margin), heat_map.price_usd * exp(high + margin)


def _candle_range(heat_map: LiquidationMap) -> tuple[float, float]:
    """A wick is shown for three times the bodies' range at most, or everything else would be a line beside it."""
    bars = heat_map.bars
    body_low = _log(min(bars.open.min(), bars.close.min()), heat_map)
    body_high = _log(max(bars.open.max(), bars.close.max()), heat_map)
    most = max(_MOST_WICK * (body_high - body_low), _LEAST_WICK)
    return max(_log(bars.low.min(), heat_map), body_low - most), min(_log(bars.high.max(), heat_map), body_high + most)


def _log(price_usd: float, heat_map: LiquidationMap) -> float:
    return log(price_usd / heat_map.price_usd)


def _reach(usd: FloatArray, distance: FloatArray) -> float:
    """Distance from price within which the shown share of one side stands; arrays run away from price."""
    total = usd.sum()
    if total <= 0:
        return 0.0
    return float(distance[int(np.searchsorted(np.cumsum(usd), total * _SHOWN_MASS))])
