"""What of an account's curve a picture of this width can show: a few points a pixel, and a span that holds them."""

from dataclasses import dataclass

import numpy as np

from engine.exchange.venues.paper.curve import EquityCurve
from engine.market.values import FloatArray
from renderers.canvas import Box
from renderers.scales import TimeScale, ValueScale

_LEAST_SPAN = 0.01  # of the start: a quiet account is a straight line, not a mountain range of cents
_AIR = 0.10  # of the span, above and below
_LEAST_MS = 60_000


@dataclass(frozen=True, slots=True)
class EquityView:
    """`equity`, `peak` (width,): of each pixel column, between the first and the last; `path`: the line's corners."""

    time: TimeScale
    value: ValueScale
    path: list[tuple[float, float]]
    equity: FloatArray
    peak: FloatArray


def equity_view(curve: EquityCurve, box: Box) -> EquityView:
    """`box` at least two pixels wide."""
    end = max(int(curve.at_ms[-1]), int(curve.at_ms[0]) + _LEAST_MS)
    time, value = TimeScale(int(curve.at_ms[0]), end, box), _values(curve, box)
    columns = time.pixel_ms()
    equity = np.interp(columns, curve.at_ms, curve.equity_usdt)
    peak = np.interp(columns, curve.at_ms, curve.peaks)
    return EquityView(time, value, _path(curve, time, value), equity, peak)


def _values(curve: EquityCurve, box: Box) -> ValueScale:
    low = min(float(curve.equity_usdt.min()), curve.start_usdt)
    high = max(float(curve.equity_usdt.max()), curve.start_usdt)
    short = max(_LEAST_SPAN * curve.start_usdt - (high - low), 0.0) / 2
    air = (high - low + 2 * short) * _AIR
    return ValueScale(low - short - air, high + short + air, box)


def _path(curve: EquityCurve, time: TimeScale, value: ValueScale) -> list[tuple[float, float]]:
    """First, lowest, highest and last of every pixel column, in their order: what all points together would cover."""
    xs, ys = time.xs(curve.at_ms), value.ys(curve.equity_usdt)
    column = np.floor(xs).astype(np.int64)
    starts = np.flatnonzero(np.diff(column, prepend=column[0] - 1))
    ends = np.append(starts[1:], len(column))
    kept: list[int] = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        part = ys[start:end]
        kept += sorted({start, start + int(part.argmin()), start + int(part.argmax()), end - 1})
    path = [(float(xs[n]), float(ys[n])) for n in kept]
    return path if path[-1][0] >= time.box.x1 - 1 else [*path, (float(time.box.x1), path[-1][1])]
