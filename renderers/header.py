"""Above the heat: what this is, how lopsided it is, where it came from."""

from renderers.canvas import Align, Box, Canvas
from renderers.labels import HeatmapLabels
from renderers.layout import Layout, Measure
from renderers.palette import Ink
from renderers.typeface import Weight, fitting_size, text_width

_LEAST_SIZE = 8


def draw_header(canvas: Canvas, layout: Layout, labels: HeatmapLabels, share: float | None, heavy: Ink) -> None:
    """`share`: of the heavier side, 0.5 to 1, drawn as a two-coloured bar."""
    m, box = layout.measure, layout.header
    first, second = box.y0 + m.px(22), box.y0 + m.px(60)
    name = canvas.text(f"{labels.coin} {labels.window}", box.x0, first, m.huge, Ink.TEXT, Weight.BOLD)
    badges = draw_badges(canvas, (labels.source, labels.modelled), box.x1, first, m)
    room = badges - name.x1 - m.px(40)
    canvas.text(labels.title, name.x1 + m.px(18), first, fitting_size(labels.title, m.large, room), Ink.MUTED)
    right = box.x1
    if labels.imbalance and share is not None:
        right = _draw_imbalance(canvas, labels.imbalance, share, heavy, box.x1, second, m)
    text = " · ".join(part for part in (labels.venue, labels.leverage, labels.made_at) if part)
    _draw_notes(canvas, text, labels.history_from, Box(box.x0, second, right - m.px(24), second), m)


def _draw_notes(canvas: Canvas, text: str, notice: str, line: Box, m: Measure) -> None:
    """Two texts in one line, smaller together where they do not fit."""
    gap, size = m.px(20), m.normal
    while size > _LEAST_SIZE and text_width(text, size) + text_width(notice, size) + gap > line.width:
        size -= 1
    written = canvas.text(text, line.x0, line.y0, size, Ink.MUTED)
    canvas.text(notice, written.x1 + gap, line.y0, size, Ink.WARN)


def draw_badges(canvas: Canvas, texts: tuple[str, ...], right: int, y: int, m: Measure) -> int:
    """Plates from the right edge leftward; returns the left end."""
    for text in reversed([t for t in texts if t]):
        width = round(text_width(text, m.small, Weight.BOLD)) + m.px(20)
        plate = Box(right - width, y - m.px(15), right, y + m.px(15))
        canvas.rounded(plate, m.px(6), Ink.BADGE, 0.25)
        canvas.text(text, (plate.x0 + plate.x1) / 2, y, m.small, Ink.BADGE, Weight.BOLD, Align.CENTRE)
        right = plate.x0 - m.px(8)
    return right


def _draw_imbalance(canvas: Canvas, text: str, share: float, heavy: Ink, right: int, y: int, m: Measure) -> int:
    """Text and bar, flush right; returns the left end."""
    bar = Box(right - m.px(150), y - m.px(7), right, y + m.px(7))
    light = Ink.BELOW if heavy is Ink.ABOVE else Ink.ABOVE
    canvas.rounded(bar, m.px(7), light, 0.55)
    canvas.rounded(Box(bar.x0, bar.y0, bar.x0 + round(bar.width * share), bar.y1), m.px(7), heavy)
    written = canvas.text(text, bar.x0 - m.px(12), y, m.large, heavy, Weight.BOLD, Align.RIGHT)
    return written.x0
