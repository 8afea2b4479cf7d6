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
    canvas: Canvas,
    levels: list[SweptLevel],
    time: TimeScale,
    price: PriceScale,
    measure: Measure,
    labels: HeatmapLabels,
    column_ms: int,
    most_named: int = _NAMED,
) -> None:
    """Markers for all, amounts for the first `most_named`."""
    places = [(_column_x(level, time, column_ms), price.y(level.price_usd)) for level in levels]
    for x, y in places:
        draw_marker(canvas, x, y, measure)
    taken = [_marker_box(x, y, measure) for x, y in places]
    for level, (x, y) in list(zip(levels, places, strict=True))[:most_named]:
        text = money_text(level.notional_usd, labels.numbers)
        plate = _free_plate(text, x, y, price.box, measure, taken)
        if plate is not None:
            taken.append(plate)
            canvas.rounded(plate, measure.px(4), Ink.OUTLINE, 0.75)
            middle = (plate.x0 + plate.x1) / 2
            canvas.text(text, middle, (plate.y0 + plate.y1) / 2, measure.small, Ink.PRICE, Weight.BOLD, Align.CENTRE)


def _column_x(level: SweptLevel, time: TimeScale, column_ms: int) -> float:
    """The middle of the column in which it happened: where its candle stands."""
    at_ms = round(level.swept_at.timestamp() * 1000)
    return time.x(at_ms - at_ms % column_ms + column_ms / 2)


def _marker_box(x: float, y: float, measure: Measure) -> Box:
    return Box(round(x) - measure.px(14), round(y) - measure.px(8), round(x) + 2, round(y) + measure.px(8))


def draw_marker(canvas: Canvas, x: float, y: float, measure: Measure) -> None:
    """A white stop across the band's end, with a stroke where the band came from."""
    half, thick, trail = measure.px(8), max(measure.px(3), 2), measure.px(13)
    left, top = round(x) - thick // 2, round(y) - half
    stop = Box(left, top, left + thick, round(y) + half)
    stroke = Box(left - trail, round(y) - 1, left, round(y) + 1)
    for box in (stop, stroke):
        canvas.fill(box.inset(-1, -1), Ink.OUTLINE)
    for box in (stop, stroke):
        canvas.fill(box, Ink.PRICE)


def _free_plate(text: str, x: float, y: float, plot: Box, measure: Measure, taken: list[Box]) -> Box | None:
    """Room for the amount: on the band it ended, else right of the marker, else a line lower or higher."""
    width = round(text_width(text, measure.small, Weight.BOLD)) + measure.px(12)
    half, line = measure.px(12), measure.px(22)
    left, right = round(x) - measure.px(20) - width, round(x) + measure.px(10)
    for x0, shift in ((left, 0), (right, 0), (left, line), (left, -line), (right, line), (right, -line)):
        middle = round(y) + shift
        plate = Box(x0, middle - half, x0 + width, middle + half)
        if plot.holds(plate) and not any(plate.overlaps(other) for other in taken):
            return plate
    return None
