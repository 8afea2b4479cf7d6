"""Two maps of one coin side by side on one price axis, with how alike they are."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from renderers.canvas import Align, Box, Canvas
from renderers.grid import MapPanel
from renderers.header import draw_badges
from renderers.labels import GridLabels
from renderers.layout import PLAIN_SIZE, WIDE_PANEL, Measure, Size
from renderers.palette import Ink, Theme, palette_of
from renderers.panel import draw_panel
from renderers.typeface import Weight, fitting_size
from renderers.view import View, view_of

_HEADER, _EDGE, _GAP = 128, 14, 16


def compare_png(
    panels: Sequence[MapPanel],
    *,
    theme: Theme,
    labels: GridLabels,
    verdict: str,
    zone: ZoneInfo,
    size: Size = PLAIN_SIZE,
) -> bytes:
    """`verdict`: a finished line that says how alike they are. Raises `ValueError` unless there are two of each."""
    return paint_compare(panels, theme=theme, labels=labels, verdict=verdict, zone=zone, size=size).png()


def paint_compare(
    panels: Sequence[MapPanel],
    *,
    theme: Theme,
    labels: GridLabels,
    verdict: str,
    zone: ZoneInfo,
    size: Size = PLAIN_SIZE,
) -> Canvas:
    if len(panels) != 2 or len(labels.panels) != 2:
        raise ValueError(f"{len(panels)} maps with labels for {len(labels.panels)}: two of each are compared")
    canvas = Canvas.blank(palette_of(theme), *size)
    _draw_header(canvas, labels, verdict)
    width = (size[0] - 2 * _EDGE - _GAP) // 2
    views = common_views(panels)
    for n, (panel, words, view) in enumerate(zip(panels, labels.panels, views, strict=True)):
        left = _EDGE + n * (width + _GAP)
        box = Box(left, _HEADER, left + width, size[1] - _EDGE)
        draw_panel(canvas, box, panel.heat_map, panel.scan, words, zone, WIDE_PANEL, view)
    return canvas


def common_views(panels: Sequence[MapPanel]) -> list[View]:
    """Each map's own time and one price range: all that any of them needs, as far as both reach."""
    views = [view_of(panel.heat_map, panel.scan) for panel in panels]
    low, high = min(view.low_usd for view in views), max(view.high_usd for view in views)
    floors = [float(panel.heat_map.price_edges[0]) for panel in panels if len(panel.heat_map.bars)]
    roofs = [float(panel.heat_map.price_edges[-1]) for panel in panels if len(panel.heat_map.bars)]
    low, high = max(low, min(floors, default=low)), min(high, max(roofs, default=high))
    return [replace(view, low_usd=low, high_usd=high) for view in views]


def _draw_header(canvas: Canvas, labels: GridLabels, verdict: str) -> None:
    m, right = Measure(1.0), canvas.box.x1 - _EDGE
    left = draw_badges(canvas, (labels.source, labels.modelled), right, m.px(30), m)
    size = fitting_size(labels.title, m.huge, left - _EDGE - m.px(20), Weight.BOLD)
    canvas.text(labels.title, _EDGE, m.px(30), size, Ink.TEXT, Weight.BOLD)
    brand = canvas.text(labels.brand, right, m.px(68), m.normal, Ink.MUTED, Weight.BOLD, Align.RIGHT)
    size = fitting_size(verdict, m.large, brand.x0 - _EDGE - m.px(20), Weight.BOLD)
    canvas.text(verdict, _EDGE, m.px(68), size, Ink.TEXT, Weight.BOLD)
    text = " · ".join(part for part in (labels.venue, labels.made_at) if part)
    canvas.text(text, _EDGE, m.px(102), fitting_size(text, m.normal, right - _EDGE), Ink.MUTED)
