"""Levels that price went through: a bright end where the band stops."""

from engine.liquidations.values import LiquidationMap, SweptLevel
from renderers.canvas import Align, Box, Canvas
from renderers.labels import HeatmapLabels
from renderers.layout import Measure
from renderers.numbers import money_text
from renderers.palette import Ink
from renderers.scales import PriceScale, TimeScale
from renderers.typeface import Weight, text_width

_MOST = 14
_NAMED = 4


def shown_swept(heat_map: LiquidationMap, time: TimeScale, price: PriceScale, most: int = _MOST) -> list[SweptLevel]:
    """The largest inside the picture, largest first."""
    inside = [
        s
        for s in heat_map.swept
        if price.holds(s.price_usd) and time.start_ms <= s.swept_at.timestamp() * 1000 <= time.end_ms
    ]
    return sorted(inside, key=lambda s: -s.notional_usd)[:most]


def draw_swept(
    canvas: Canvas, levels: list[SweptLevel], time: TimeScale, price: PriceScale, measure: Measure, labels: HeatmapLabels
) -> None:
    taken: list[Box] = []
    for n, level in enumerate(levels):
        x, y = time.x(level.swept_at.timestamp() * 1000), price.y(level.price_usd)
        draw_marker(canvas, x, y, measure)
        if n < _NAMED:
            _name(canvas, level, x, y, price.box, measure, labels, taken)


def draw_marker(canvas: Canvas, x: float, y: float, measure: Measure) -> None:
    """A white tick across the band's end."""
    half, thick = measure.px(8), max(measure.px(3), 2)
    left, top = round(x) - thick // 2, round(y) - half
    canvas.fill(Box(left - 1, top - 1, left + thick + 1, round(y) + half + 1), Ink.OUTLINE)
    canvas.fill(Box(left, top, left + thick, round(y) + half), Ink.PRICE)


def _name(
    canvas: Canvas,
    level: SweptLevel,
    x: float,
    y: float,
    plot: Box,
    measure: Measure,
    labels: HeatmapLabels,
    taken: list[Box],
) -> None:
    """The amount left of the marker, on the band it ended, where there is room."""
    text = money_text(level.notional_usd, labels.numbers)
    width = round(text_width(text, measure.small, Weight.BOLD))
    right = round(x) - measure.px(12)
    plate = Box(right - width - measure.px(6), round(y) - measure.px(12), right + measure.px(6), round(y) + measure.px(12))
    if plot.holds(plate) and not any(plate.overlaps(other) for other in taken):
        taken.append(plate)
        canvas.rounded(plate, measure.px(4), Ink.OUTLINE, 0.75)
        canvas.text(text, right, y, measure.small, Ink.PRICE, Weight.BOLD, Align.RIGHT)
