"""Real accounts' liquidation prices on a map: a diamond each at the end of the heat, the largest with a figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.market.values import Side
from renderers.canvas import Align, Box, Canvas
from renderers.labels import HeatmapLabels
from renderers.layout import Layout, Measure
from renderers.numbers import money_text
from renderers.palette import Ink
from renderers.plot import Plot
from renderers.typeface import Weight, fitting_size, text_width

WHALES_MARK_PX = 22  # of the key: the diamond before its words
_MOST = 40
_NAMED = 5


@dataclass(frozen=True, slots=True)
class WhaleMark:
    """One account's liquidation price. `usd`: the whole position."""

    price_usd: float
    usd: float
    side: Side


def draw_whales(canvas: Canvas, marks: Sequence[WhaleMark], plot: Plot, m: Measure, labels: HeatmapLabels) -> None:
    """Diamonds grow with the square root of the position; what lies outside the picture is not drawn."""
    shown = shown_marks(marks, plot)
    taken: list[Box] = []
    largest = max((mark.usd for mark in shown), default=0.0)
    for rank, mark in enumerate(shown):
        y, size = plot.price.y(mark.price_usd), m.unit * (4 + 7 * (mark.usd / largest) ** 0.5)
        x = plot.box.x1 - m.px(22)
        _diamond(canvas, x, y, size + m.unit * 1.5, Ink.OUTLINE)
        _diamond(canvas, x, y, size, Ink.BADGE)
        if rank < _NAMED:
            _name(canvas, money_text(mark.usd, labels.numbers), x - size - m.px(6), y, m, plot.box, taken)


def shown_marks(marks: Sequence[WhaleMark], plot: Plot) -> list[WhaleMark]:
    """Inside the picture, largest first."""
    inside = [mark for mark in marks if plot.price.holds(mark.price_usd)]
    return sorted(inside, key=lambda mark: -mark.usd)[:_MOST]


def _diamond(canvas: Canvas, x: float, y: float, size: float, ink: Ink) -> None:
    rows = max(round(size), 1)
    for row in range(-rows, rows + 1):
        half = rows - abs(row)
        canvas.fill(Box(round(x) - half, round(y) + row, round(x) + half + 1, round(y) + row + 1), ink)


def _name(canvas: Canvas, text: str, right: float, y: float, m: Measure, plot: Box, taken: list[Box]) -> None:
    width = round(text_width(text, m.small, Weight.BOLD)) + m.px(10)
    plate = Box(round(right) - width, round(y) - m.px(12), round(right), round(y) + m.px(12))
    others = [*taken, *(text.box for text in canvas.texts)]  # amounts of swept levels stand there already
    if not plot.holds(plate) or any(plate.overlaps(other) for other in others):
        return
    taken.append(plate)
    canvas.rounded(plate, m.px(4), Ink.OUTLINE, 0.8)
    middle = (plate.x0 + plate.x1) / 2
    canvas.text(text, middle, (plate.y0 + plate.y1) / 2, m.small, Ink.BADGE, Weight.BOLD, Align.CENTRE)


def draw_whales_key(canvas: Canvas, left: int, right: int, layout: Layout, labels: HeatmapLabels) -> int:
    """A diamond and what it is, between these two; returns its right end."""
    m, y = layout.measure, layout.footer.y0 + layout.measure.px(18)
    _diamond(canvas, left + m.px(8), y, m.unit * 8, Ink.BADGE)
    x = left + m.px(WHALES_MARK_PX)
    size = fitting_size(labels.whales, m.small, right - x)
    return canvas.text(labels.whales, x, y, size, Ink.MUTED).x1
