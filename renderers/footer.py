"""Below the heat: moments, and how to read the colours."""

import numpy as np

from renderers.canvas import Align, Box, Canvas
from renderers.heat import KEY_TONES, Toned
from renderers.labels import HeatmapLabels
from renderers.layout import Layout
from renderers.numbers import money_text, two_figures
from renderers.palette import HEAT_LEVELS, Ink
from renderers.swept import draw_marker
from renderers.ticks import Tick
from renderers.typeface import Weight, fitting_size, text_width
from renderers.whales import WHALES_MARK_PX, draw_whales_key

_BRAND_SHARE = 0.52  # of the footer: the key of the colours stands left of it
_LEAST_NOTE = 9  # pixels; smaller nobody reads


def draw_times(canvas: Canvas, ticks: list[Tick], layout: Layout) -> None:
    m, box = layout.measure, layout.times
    free_from = float(box.x0)
    for tick in ticks:
        weight, ink = (Weight.BOLD, Ink.TEXT) if tick.is_major else (Weight.MEDIUM, Ink.MUTED)
        half = text_width(tick.text, m.normal, weight) / 2
        canvas.fill(Box(round(tick.at), box.y0, round(tick.at) + 1, box.y0 + m.px(5)), Ink.MUTED)
        if tick.at - half >= free_from and tick.at + half <= layout.axis.x1:
            y = box.y0 + m.px(19)
            canvas.text(tick.text, tick.at, y, m.normal, ink, weight, Align.CENTRE)
            free_from = tick.at + half + m.px(12)


def draw_legend(canvas: Canvas, heat: Toned, layout: Layout, labels: HeatmapLabels) -> int:
    """Parts of the heat ramp, each with a typical amount; returns the right end. The ramp's ends alone where whales and
    doubts have to be told beside it."""
    m, box = layout.measure, layout.footer
    y = box.y0 + m.px(18)
    title_width = min(text_width(labels.legend, m.small), box.width * 0.3)
    size = fitting_size(labels.legend, m.small, title_width)
    canvas.text(labels.legend, box.x0, y, size, Ink.MUTED)
    left = box.x0 + round(title_width) + m.px(14)
    parts = list(zip((0.02, *KEY_TONES), KEY_TONES, heat.key_usd, strict=False))
    for low, high, usd in parts[:: len(parts) - 1] if labels.whales and labels.flags else parts:
        swatch = Box(left, y - m.px(10), left + m.px(34), y + m.px(10))
        _swatch(canvas, swatch, low, high)
        amount = money_text(two_figures(usd), labels.numbers)
        written = canvas.text(amount, swatch.x1 + m.px(6), y, m.small, Ink.TEXT)
        left = written.x1 + m.px(12)
    return left


def _swatch(canvas: Canvas, box: Box, low: float, high: float) -> None:
    levels = np.rint(np.linspace(low, high, box.width) * (HEAT_LEVELS - 1)).astype(np.uint8)
    canvas.pixels[box.y0 : box.y1, box.x0 : box.x1] = levels


def draw_brand(canvas: Canvas, layout: Layout, labels: HeatmapLabels) -> None:
    m, box = layout.measure, layout.footer
    size = _brand_size(layout, labels)
    canvas.text(labels.brand, box.x1, box.y0 + m.px(18), size, Ink.MUTED, Weight.BOLD, Align.RIGHT)


def _brand_size(layout: Layout, labels: HeatmapLabels) -> int:
    return fitting_size(labels.brand, layout.measure.normal, layout.footer.width * _BRAND_SHARE, Weight.BOLD)


def draw_notes(canvas: Canvas, left: int, layout: Layout, labels: HeatmapLabels, *, has_swept: bool) -> None:
    """Between the key of colours and the brand: what is in doubt about the data, the key of whales where that layer is
    on, and where it fits beside them the key of marks."""
    m, box = layout.measure, layout.footer
    right = box.x1 - round(text_width(labels.brand, _brand_size(layout, labels), Weight.BOLD)) - m.px(18)
    beside = left + m.px(40) + round(text_width(labels.swept, m.small))
    fits = beside + text_width(labels.flags, _LEAST_NOTE) + m.px(18) <= right and not labels.whales
    if has_swept and (fits or not labels.flags):
        left = draw_swept_key(canvas, left + m.px(10), layout, labels)
    if labels.whales:
        room = right - left - m.px(14 + WHALES_MARK_PX + 18)
        wide = text_width(labels.whales, m.small)
        end = left + m.px(14 + WHALES_MARK_PX) + round(room * wide / (wide + text_width(labels.flags, m.small)))
        left = draw_whales_key(canvas, left + m.px(14), end, layout, labels)
    size = fitting_size(labels.flags, m.small, right - left - m.px(18))
    canvas.text(labels.flags, right, box.y0 + m.px(18), size, Ink.WARN, align=Align.RIGHT)


def draw_curve_key(canvas: Canvas, layout: Layout, labels: HeatmapLabels) -> None:
    """A piece of the running total's line, and what it says."""
    m, left, y = layout.measure, layout.profile.x0, layout.times.y0 + layout.measure.px(19)
    canvas.line([(left, y + m.px(5)), (left + m.px(24), y - m.px(5))], m.unit * 2, Ink.TEXT)
    canvas.dot(left + m.px(12), y, m.unit * 3.6, Ink.TEXT)
    text, x = labels.to_clear_title, left + m.px(34)
    canvas.text(text, x, y, fitting_size(text, m.small, layout.lane.x1 - x), Ink.MUTED)


def draw_swept_key(canvas: Canvas, left: int, layout: Layout, labels: HeatmapLabels) -> int:
    m, y = layout.measure, layout.footer.y0 + layout.measure.px(18)
    draw_marker(canvas, left + m.px(20), y, m)
    return canvas.text(labels.swept, left + m.px(30), y, m.small, Ink.MUTED).x1
