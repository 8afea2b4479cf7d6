"""What stands now, beside the price axis: bars a price, and how much is cleared on the way there."""

from dataclasses import dataclass

import numpy as np

from engine.liquidations.values import LiquidationMap
from engine.market.values import FloatArray, Side
from renderers.canvas import Box, Canvas
from renderers.palette import Ink, Pixels
from renderers.scales import PriceScale
from renderers.ticks import nice_step

SIDE_INKS = {Side.SHORT: Ink.ABOVE, Side.LONG: Ink.BELOW}
_FULLEST = 0.997  # share of the rows that fit; the rest is cut at the edge


@dataclass(frozen=True, slots=True)
class ClearMark:
    """At `y` price has gone through `usd` of liquidations of `side`, counted from now."""

    side: Side
    usd: float
    price_usd: float
    change: float  # of price from now to there
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Profile:
    """Rows of pixels from the top: USD standing in each, and the running total away from price."""

    above_usd: FloatArray  # (height,)
    below_usd: FloatArray
    cleared_above_usd: FloatArray
    cleared_below_usd: FloatArray

    @property
    def most_cleared_usd(self) -> float:
        return float(max(self.cleared_above_usd.max(), self.cleared_below_usd.max()))


def profile_rows(heat_map: LiquidationMap, price: PriceScale) -> Profile:
    edges = price.row_edges()
    above = _rows(heat_map.now_short_usd, heat_map.price_edges, edges, heat_map.price_usd, is_above=True)
    below = _rows(heat_map.now_long_usd, heat_map.price_edges, edges, heat_map.price_usd, is_above=False)
    return Profile(above, below, np.cumsum(above[::-1])[::-1], np.cumsum(below))


def _rows(usd: FloatArray, edges: FloatArray, row_edges: FloatArray, now: float, *, is_above: bool) -> FloatArray:
    """(height,) USD inside each pixel row: the running total over bins, read off at the rows' edges."""
    beyond = edges[1:] > now if is_above else edges[:-1] < now
    total = np.concatenate([[0.0], np.cumsum(np.where(beyond, usd, 0.0))])
    at_rows = np.interp(np.log(row_edges), np.log(edges), total)
    return np.asarray(at_rows[:-1] - at_rows[1:], np.float64)


def draw_profile(canvas: Canvas, profile: Profile, box: Box) -> None:
    rows = np.stack([_softened(profile.above_usd), _softened(profile.below_usd)])
    filled = rows[rows > 0]
    most = float(np.quantile(filled, _FULLEST)) if filled.size else 1.0
    reach = np.arange(box.width)[None, :]
    top = max(profile.most_cleared_usd, 1e-9)
    for side, usd, cleared in (
        (Side.SHORT, rows[0], profile.cleared_above_usd),
        (Side.LONG, rows[1], profile.cleared_below_usd),
    ):
        area = np.asarray((reach < (cleared / top * box.width)[:, None]) * 255, np.uint8)
        canvas.paint(np.asarray(area * 0.15, np.uint8), box.x0, box.y0, SIDE_INKS[side])
        bars: Pixels = np.asarray((reach < (usd / most * box.width * 0.92)[:, None]) * 255, np.uint8)
        canvas.paint(np.asarray(bars * 0.82, np.uint8), box.x0, box.y0, SIDE_INKS[side])


def draw_curve(canvas: Canvas, profile: Profile, box: Box, width: float) -> None:
    """The running total as a line, from price outward on either side."""
    top = profile.most_cleared_usd
    if top <= 0:
        return
    for cleared in (profile.cleared_above_usd, profile.cleared_below_usd):
        rows = np.flatnonzero(cleared > 0)[::2]
        points = [(box.x0 + cleared[n] / top * (box.width - 2), box.y0 + n + 0.5) for n in rows]
        canvas.line(points, width * 2.2, Ink.BACKGROUND)
        canvas.line(points, width, Ink.TEXT)


def clear_marks(profile: Profile, now_usd: float, price: PriceScale, box: Box) -> list[ClearMark]:
    """Where the running total passes round amounts; the roundest first, so that those are kept where room is short."""
    top = profile.most_cleared_usd
    if top <= 0:
        return []
    marks = []
    for usd in _round_amounts(top):
        for side, cleared in ((Side.SHORT, profile.cleared_above_usd[::-1]), (Side.LONG, profile.cleared_below_usd)):
            row = int(np.searchsorted(cleared, usd))
            if row < len(cleared):
                y = price.box.y1 - row - 0.5 if side is Side.SHORT else price.box.y0 + row + 0.5
                at = price.price(y)
                marks.append(ClearMark(side, usd, at, at / now_usd - 1, box.x0 + usd / top * (box.width - 2), y))
    return marks


def _round_amounts(top: float) -> list[float]:
    """Multiples of a coarse step, then those of finer ones between them."""
    steps = [nice_step(top, parts) for parts in (3, 8, 20)]
    amounts = [n * step for step in steps for n in range(1, int(top / step) + 1)]
    return list(dict.fromkeys(amounts))


def _softened(rows: FloatArray) -> FloatArray:
    """A running mean of three pixels: bars of neighbouring bins, not a comb."""
    return np.convolve(rows, (0.25, 0.5, 0.25), mode="same")
