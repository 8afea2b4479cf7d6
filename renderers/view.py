"""Which part of a map is shown: the candles, the levels, and a fair share of what stands on either side."""

from dataclasses import dataclass

import numpy as np

from engine.liquidations.values import LiquidationMap, Scan
from engine.market.values import FloatArray

_SHOWN_MASS = 0.80  # of what stands on one side
_MOST_BEYOND = 0.9  # of the candles' own range, in log price, added on one side for what stands there
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


def view_of(heat_map: LiquidationMap, scan: Scan) -> View:
    end_ms = round(heat_map.at.timestamp() * 1000)
    start_ms = end_ms - heat_map.query.window.columns * heat_map.query.window.column_ms
    if len(heat_map.bars) and heat_map.is_short:
        held_ms = max(end_ms - int(heat_map.bars.open_ms[0]), heat_map.bars.step_ms)
        start_ms = max(start_ms, round(end_ms - held_ms / (1 - _BLANK_SHARE)))
    low, high = _price_range(heat_map, scan)
    return View(start_ms, end_ms, low, high)


def _price_range(heat_map: LiquidationMap, scan: Scan) -> tuple[float, float]:
    now = np.log(heat_map.price_usd)
    held = len(heat_map.bars) > 0
    low = float(np.log(heat_map.bars.low.min())) if held else now
    high = float(np.log(heat_map.bars.high.max())) if held else now
    beyond = max((high - low) * _MOST_BEYOND, _LEAST_HALF)
    middles = np.log(heat_map.price_edges[:-1] * heat_map.price_edges[1:]) / 2
    above, below = middles > now, middles < now
    high_wish = max([_reach(heat_map.now_short_usd[above], middles[above], now)] + [_log(c.far_usd) for c in scan.above])
    low_wish = min(
        [_reach(heat_map.now_long_usd[below][::-1], middles[below][::-1], now)] + [_log(c.far_usd) for c in scan.below]
    )
    high = max(high, min(high_wish, now + beyond), now + _LEAST_HALF)
    low = min(low, max(low_wish, now - beyond), now - _LEAST_HALF)
    margin = (high - low) * _MARGIN
    return float(np.exp(low - margin)), float(np.exp(high + margin))


def _log(price_usd: float) -> float:
    return float(np.log(price_usd))


def _reach(usd: FloatArray, middles: FloatArray, otherwise: float) -> float:
    """Log price within which the shown share of one side stands; arrays run away from price."""
    total = usd.sum()
    if total <= 0:
        return float(otherwise)
    return float(middles[int(np.searchsorted(np.cumsum(usd), total * _SHOWN_MASS))])
