"""Candles over heat: joined until they are wide enough to read, with a dark outline so that they stand out."""

import numpy as np
from numpy.typing import NDArray

from engine.market.values import Bars, FloatArray
from renderers.canvas import Box, Canvas
from renderers.palette import Ink
from renderers.scales import PriceScale, TimeScale

_Flags = NDArray[np.bool_]


def joined(bars: Bars, every: int) -> tuple[FloatArray, ...]:
    """Open, high, low, close and opening time of candles `every` steps long; a gap keeps its own place."""
    group = bars.open_ms // (bars.step_ms * every)
    first = np.flatnonzero(np.diff(group, prepend=group[0] - 1))
    last = np.append(first[1:], len(group)) - 1
    high, low = np.maximum.reduceat(bars.high, first), np.minimum.reduceat(bars.low, first)
    opens = np.asarray(group[first] * bars.step_ms * every, np.float64)
    return bars.open[first], high, low, bars.close[last], opens


def draw_candles(canvas: Canvas, bars: Bars, time: TimeScale, price: PriceScale, least_px: float) -> None:
    """`least_px`: the least distance between candles."""
    if not len(bars):
        return
    box = price.box
    step_px = box.width * bars.step_ms / (time.end_ms - time.start_ms)
    every = max(int(np.ceil(least_px / step_px - 0.05)), 1)
    opened, high, low, closed, at_ms = joined(bars, every)
    rises = closed >= opened
    up, down = np.zeros((2, box.height, box.width), bool)
    rows = [np.clip(np.rint(price.ys(v) - box.y0), -1, box.height).astype(int) for v in (opened, high, low, closed)]
    middle = time.xs(np.asarray(at_ms + bars.step_ms * every / 2, np.int64)) - box.x0
    body = max(int(step_px * every * 0.62), 1) | 1
    left = np.rint(middle - body / 2).astype(int)
    for n, flags in enumerate(up if r else down for r in rises):
        _candle(flags, left[n], body, rows[0][n], rows[1][n], rows[2][n], rows[3][n])
    _stamp(canvas, box, up, down)


def _candle(flags: _Flags, x: int, body: int, opened: int, high: int, low: int, closed: int) -> None:
    wick = x + body // 2
    if 0 <= wick < flags.shape[1]:
        flags[max(high, 0) : max(low, 0) + 1, wick] = True
    top, bottom = min(opened, closed), max(opened, closed)
    flags[max(top, 0) : max(bottom, 0) + 1, max(x, 0) : max(x + body, 0)] = True


def _stamp(canvas: Canvas, box: Box, up: _Flags, down: _Flags) -> None:
    part = canvas.pixels[box.y0 : box.y1, box.x0 : box.x1]
    inks = canvas.palette.inks
    halo = grown(up | down)
    part[halo] = canvas.palette.mixing(Ink.OUTLINE)[12][part[halo]]
    part[up] = inks[Ink.UP]
    part[down] = inks[Ink.DOWN]


def grown(flags: _Flags) -> _Flags:
    """Flags and their four neighbours."""
    out = flags.copy()
    out[1:] |= flags[:-1]
    out[:-1] |= flags[1:]
    out[:, 1:] |= flags[:, :-1]
    out[:, :-1] |= flags[:, 1:]
    return out
