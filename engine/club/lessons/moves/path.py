"""The drawn path through a move's waypoints: a Brownian bridge that stays between the day's low and high."""

from functools import lru_cache
from math import exp, log
from random import Random
from statistics import NormalDist

import numpy as np

from engine.club.lessons.moves.values import DAY_MINUTES, Move
from engine.market.values import Bars, FloatArray

BAR_MINUTES = 5
BAR_MS = BAR_MINUTES * 60_000
BARS = DAY_MINUTES // BAR_MINUTES
_DECIMALS = 2  # of the venue's prices
_NORMAL = NormalDist()


@lru_cache(maxsize=16)
def bars_of(move: Move) -> Bars:
    """The day's 288 candles of five minutes, the same every time; no volume is claimed."""
    points = _minutes(move)
    windows = np.lib.stride_tricks.sliding_window_view(points, BAR_MINUTES + 1)[::BAR_MINUTES]
    first_ms = int(move.starts_at.timestamp() * 1000)
    nothing = np.zeros(BARS)
    return Bars(
        BAR_MS,
        first_ms + BAR_MS * np.arange(BARS, dtype=np.int64),
        windows[:, 0].copy(),
        windows.max(axis=1),
        windows.min(axis=1),
        windows[:, -1].copy(),
        nothing,
        nothing,
        nothing,
    )


def _minutes(move: Move) -> FloatArray:
    """(1441,) prices on the cent; at a waypoint's minute its own price."""
    random = Random(move.seed)
    low, high = log(move.low_usd), log(move.high_usd)
    path = [float(move.open_usd)]
    for here, there in zip(move.waypoints, move.waypoints[1:], strict=False):
        drawn = _bridge(log(here.price_usd), log(there.price_usd), there.minute - here.minute, move.wobble, random)
        path += [round(exp(_folded(value, low, high)), _DECIMALS) for value in drawn[:-1]]
        path.append(float(there.price_usd))
    return np.array(path)


def _bridge(start: float, end: float, steps: int, wobble: float, random: Random) -> list[float]:
    """Steps 1 to `steps` of a walk that begins at `start` and is pulled to `end`. Inverse normal of `Random.random`,
    whose numbers Python promises to keep, so that a lesson stays the same lesson."""
    walk = [0.0]
    for _ in range(steps):
        walk.append(walk[-1] + wobble * _NORMAL.inv_cdf(min(max(random.random(), 1e-9), 1 - 1e-9)))
    return [start + walk[n] + (end - start - walk[-1]) * n / steps for n in range(1, steps + 1)]


def _folded(value: float, low: float, high: float) -> float:
    """Reflected at the day's extremes, and just inside them: they belong to their own minute."""
    edge = (high - low) * 1e-3
    low, high = low + edge, high - edge
    if value > high:
        value = 2 * high - value
    if value < low:
        value = 2 * low - value
    return min(max(value, low), high)
