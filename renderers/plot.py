"""The middle of the picture: heat, holes in the data, grid, candles. Shared by one map, side by side and nine maps."""

from dataclasses import dataclass

import numpy as np

from engine.liquidations.values import LiquidationMap
from renderers.candles import draw_candles
from renderers.canvas import Align, Box, Canvas
from renderers.heat import STEPS, Toned, columns_at, pooled_rows, standing, toned
from renderers.palette import Ink
from renderers.scales import PriceScale, TimeScale
from renderers.ticks import Tick
from renderers.typeface import text_width
from renderers.view import View


@dataclass(frozen=True, slots=True)
class Plot:
    box: Box
    time: TimeScale
    price: PriceScale

    @staticmethod
    def of(view: View, box: Box) -> "Plot":
        time = TimeScale(view.start_ms, view.end_ms, box)
        return Plot(box, time, PriceScale(view.low_usd, view.high_usd, box))


def draw_heat(canvas: Canvas, heat_map: LiquidationMap, plot: Plot, hide_weak: float, steps: int = STEPS) -> Toned:
    """Paints every pixel of the plot; columns without data are hatched."""
    box = plot.box
    target = canvas.pixels[box.y0 : box.y1, box.x0 : box.x1]
    if not len(heat_map.bars):
        target[...] = _hatched(canvas, box)
        return Toned(np.zeros((0, 0), np.uint8), ())
    rows = pooled_rows(standing(heat_map), heat_map.price_edges, plot.price)
    heat = toned(rows, hide_weak, steps)
    column = columns_at(heat_map, plot.time)
    target[...] = heat.levels[column].T
    if (column < 0).any():
        target[:, column < 0] = _hatched(canvas, box)[:, column < 0]
    return heat


def _hatched(canvas: Canvas, box: Box) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Diagonal stripes: nothing is known here, which is not the same as nothing standing."""
    y, x = np.ogrid[: box.height, : box.width]
    stripe = (x + y) % 12 < 2
    return np.where(stripe, canvas.palette.inks[Ink.GRID], canvas.palette.inks[Ink.PANEL]).astype(np.uint8)


def holes(heat_map: LiquidationMap, plot: Plot) -> list[Box]:
    """Runs of pixel columns without data."""
    box = plot.box
    if not len(heat_map.bars):
        return [box]
    empty = np.concatenate([[0], (columns_at(heat_map, plot.time) < 0).astype(np.int8), [0]])
    edges = np.flatnonzero(np.diff(empty))
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [Box(box.x0 + int(a), box.y0, box.x0 + int(b), box.y1) for a, b in pairs]


def label_holes(canvas: Canvas, boxes: list[Box], text: str, size: int) -> None:
    """`text` in every hole it fits into, low in the plot; a thin line in the warning colour on top of all of them."""
    for box in boxes:
        canvas.fill(Box(box.x0, box.y0, box.x1, box.y0 + 3), Ink.WARN)
        if box.width >= text_width(text, size) + 8:
            canvas.text(text, (box.x0 + box.x1) / 2, box.y1 - size, size, Ink.WARN, align=Align.CENTRE)


def draw_grid(canvas: Canvas, plot: Plot, prices: list[Tick], times: list[Tick]) -> None:
    box = plot.box
    for tick in prices:
        canvas.fill(Box(box.x0, round(tick.at), box.x1, round(tick.at) + 1), Ink.MUTED, 0.15)
    for tick in times:
        if tick.is_major:
            canvas.fill(Box(round(tick.at), box.y0, round(tick.at) + 1, box.y1), Ink.MUTED, 0.15)


def draw_price_line(canvas: Canvas, y: float, x0: int, x1: int, dash: int) -> None:
    for x in range(x0, x1, dash * 2):
        canvas.fill(Box(x, round(y), min(x + dash, x1), round(y) + 1), Ink.PRICE)


def draw_market(canvas: Canvas, heat_map: LiquidationMap, plot: Plot, least_px: float) -> None:
    draw_candles(canvas, heat_map.bars, plot.time, plot.price, least_px)
