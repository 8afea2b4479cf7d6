"""A plan's entry, stop and target across the picture, each with its name on a plate at the left."""

from dataclasses import dataclass

from renderers.canvas import Align, Box, Canvas
from renderers.layout import Measure
from renderers.palette import Ink
from renderers.plot import Plot
from renderers.typeface import Weight, text_width

_INSET = 10


@dataclass(frozen=True, slots=True)
class PlanLine:
    """`label` is finished: "target 68,100"."""

    price_usd: float
    label: str
    ink: Ink


def draw_plan(canvas: Canvas, lines: tuple[PlanLine, ...], plot: Plot, measure: Measure) -> None:
    """Plates that would cover each other are moved apart, in the order of their prices."""
    shown = sorted((line for line in lines if plot.price.holds(line.price_usd)), key=lambda line: -line.price_usd)
    for line in shown:
        y = round(plot.price.y(line.price_usd))
        canvas.fill(Box(plot.box.x0, y - 2, plot.box.x1, y + 2), Ink.OUTLINE, 0.6)
        canvas.fill(Box(plot.box.x0, y - 1, plot.box.x1, y + 1), line.ink)
    for line, plate in zip(shown, _plates(shown, plot, measure), strict=True):
        canvas.rounded(plate, measure.px(5), Ink.OUTLINE, 0.85)
        middle = (plate.y0 + plate.y1) / 2
        canvas.text(line.label, (plate.x0 + plate.x1) / 2, middle, measure.small, line.ink, Weight.BOLD, Align.CENTRE)


def _plates(lines: list[PlanLine], plot: Plot, measure: Measure) -> list[Box]:
    """One a line, from the top down, none over another and all inside the plot."""
    height, left = measure.px(26), plot.box.x0 + measure.px(_INSET)
    tops: list[int] = []
    for line in lines:
        wanted = round(plot.price.y(line.price_usd)) - height // 2
        tops.append(max(wanted, plot.box.y0, tops[-1] + height + 2 if tops else plot.box.y0))
    lowest = plot.box.y1 - height
    for place in range(len(tops) - 1, -1, -1):
        tops[place] = min(tops[place], lowest)
        lowest = tops[place] - height - 2
    widths = [round(text_width(line.label, measure.small, Weight.BOLD)) + measure.px(18) for line in lines]
    return [Box(left, top, left + width, top + height) for top, width in zip(tops, widths, strict=True)]
