"""Pictures of several maps: the windows of one coin side by side, and nine coins of one window."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from engine.liquidations.values import LiquidationMap, Scan
from renderers.canvas import Align, Box, Canvas
from renderers.header import draw_badges
from renderers.labels import GridLabels
from renderers.layout import NARROW_PANEL, WIDE_PANEL, Measure, Size
from renderers.palette import Ink, Theme, palette_of
from renderers.panel import draw_panel
from renderers.typeface import Weight, fitting_size
from renderers.view import View, view_of

_WIDTH = 1280
_HEADER, _FOOTER, _EDGE, _GAP = 92, 8, 14, 16
_MOST = 9


@dataclass(frozen=True, slots=True)
class MapPanel:
    """One map with what was found in it."""

    heat_map: LiquidationMap
    scan: Scan


def side_by_side_png(
    panels: Sequence[MapPanel], *, theme: Theme, labels: GridLabels, zone: ZoneInfo, size: Size | None = None
) -> bytes:
    """One to nine windows of one coin; `size` None: 1280 wide, as high as they need."""
    return paint_grid(panels, theme=theme, labels=labels, zone=zone, size=size).png()


def nine_maps_png(
    panels: Sequence[MapPanel], *, theme: Theme, labels: GridLabels, zone: ZoneInfo, size: Size | None = None
) -> bytes:
    """The first nine coins of a list, in its order; fewer where there are fewer."""
    return paint_grid(panels[:_MOST], theme=theme, labels=labels, zone=zone, size=size).png()


def before_after_png(
    panels: Sequence[MapPanel], *, theme: Theme, labels: GridLabels, zone: ZoneInfo, size: Size | None = None
) -> bytes:
    """Maps of one coin at different times on one scale of price, so that one sees where price went."""
    own = [view_of(panel.heat_map, panel.scan) for panel in panels]
    low, high = min(view.low_usd for view in own), max(view.high_usd for view in own)
    views = [replace(view, low_usd=low, high_usd=high) for view in own]
    return paint_grid(panels, theme=theme, labels=labels, zone=zone, size=size, views=views).png()


def paint_grid(
    panels: Sequence[MapPanel],
    *,
    theme: Theme,
    labels: GridLabels,
    zone: ZoneInfo,
    size: Size | None = None,
    views: Sequence[View | None] = (),
) -> Canvas:
    """Raises `ValueError` for no map, more than nine, or labels that do not match."""
    if not 0 < len(panels) <= _MOST or len(panels) != len(labels.panels):
        raise ValueError(f"{len(panels)} maps with labels for {len(labels.panels)}: 1 to {_MOST} of each are drawn")
    columns = 1 if len(panels) == 1 else 2 if len(panels) <= 6 else 3
    rows = -(-len(panels) // columns)
    size = size or (_WIDTH, _HEADER + _FOOTER + rows * (_row_height(columns) + _GAP) - _GAP)
    canvas = Canvas.blank(palette_of(theme), *size)
    shape = WIDE_PANEL if columns < 3 else NARROW_PANEL
    _draw_header(canvas, labels)
    shown = views or (None,) * len(panels)
    for box, panel, words, view in zip(_boxes(size, columns, rows), panels, labels.panels, shown, strict=False):
        draw_panel(canvas, box, panel.heat_map, panel.scan, words, zone, shape, view)
    return canvas


def _row_height(columns: int) -> int:
    return {1: 600, 2: 420, 3: 350}[columns]


def _boxes(size: Size, columns: int, rows: int) -> list[Box]:
    width = (size[0] - 2 * _EDGE - (columns - 1) * _GAP) // columns
    height = (size[1] - _HEADER - _FOOTER - (rows - 1) * _GAP) // rows
    lefts = [_EDGE + n * (width + _GAP) for n in range(columns)]
    tops = [_HEADER + n * (height + _GAP) for n in range(rows)]
    return [Box(left, top, left + width, top + height) for top in tops for left in lefts]


def _draw_header(canvas: Canvas, labels: GridLabels) -> None:
    m, right = Measure(1.0), canvas.box.x1 - _EDGE
    left = draw_badges(canvas, (labels.source, labels.modelled), right, m.px(30), m)
    size = fitting_size(labels.title, m.huge, left - _EDGE - m.px(20), Weight.BOLD)
    canvas.text(labels.title, _EDGE, m.px(30), size, Ink.TEXT, Weight.BOLD)
    brand = canvas.text(labels.brand, right, m.px(68), m.normal, Ink.MUTED, Weight.BOLD, Align.RIGHT)
    text = " · ".join(part for part in (labels.venue, labels.made_at) if part)
    size = fitting_size(text, m.normal, brand.x0 - _EDGE - m.px(20))
    canvas.text(text, _EDGE, m.px(68), size, Ink.MUTED)
