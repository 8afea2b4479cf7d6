"""One of several maps in a picture: heat, candles, levels and their names, round prices and times."""

from zoneinfo import ZoneInfo

from engine.liquidations.values import LiquidationMap, Scan
from renderers.canvas import Align, Box, Canvas
from renderers.footer import draw_times
from renderers.labels import HeatmapLabels
from renderers.layout import Layout, Measure, PanelShape, panel_layout
from renderers.names import axis_width, draw_axis, draw_brackets, draw_rows, placed_rows, shown_clusters
from renderers.palette import Ink
from renderers.plot import Plot, draw_grid, draw_heat, draw_market, draw_price_line, holes, label_holes
from renderers.profile import SIDE_INKS, draw_curve, draw_profile, profile_rows
from renderers.swept import draw_swept, shown_swept
from renderers.ticks import price_ticks, time_ticks
from renderers.typeface import Weight, fitting_size
from renderers.view import View, view_of

_MOST_LEVELS = 3  # a side
_MOST_SWEPT = 6
_CANDLE_PX = 4.0


def draw_panel(
    canvas: Canvas,
    box: Box,
    heat_map: LiquidationMap,
    scan: Scan,
    labels: HeatmapLabels,
    zone: ZoneInfo,
    shape: PanelShape,
    view: View | None = None,
) -> None:
    """`view` None: what this map alone needs."""
    view = view or view_of(heat_map, scan)
    layout = panel_layout(box, shape, axis_width(view, heat_map, Measure(shape.unit), labels))
    plot, m = Plot.of(view, layout.plot), layout.measure
    draw_heat(canvas, heat_map, plot, 0.0)
    prices = price_ticks(plot.price, m.px(60), labels.numbers)
    times = time_ticks(plot.time, m.px(110), zone, labels)
    draw_grid(canvas, plot, prices, times)
    draw_price_line(canvas, plot.price.y(heat_map.price_usd), plot.box.x0, plot.box.x1, m.px(4))
    draw_market(canvas, heat_map, plot, _CANDLE_PX)
    swept = shown_swept(heat_map, plot.time, plot.price, _MOST_SWEPT)
    draw_swept(canvas, swept, plot.time, plot.price, m, labels, heat_map.bars.step_ms, most_named=0)
    label_holes(canvas, holes(heat_map, plot), labels.no_data, m.small)
    rows = placed_rows(heat_map, shown_clusters(scan, plot.price, _MOST_LEVELS), plot.price, layout)
    draw_axis(canvas, prices, rows, layout)
    draw_times(canvas, times, layout)
    draw_brackets(canvas, rows, plot, m)
    if layout.profile.width > 1 and len(heat_map.bars):
        profile = profile_rows(heat_map, plot.price)
        draw_profile(canvas, profile, layout.profile)
        draw_curve(canvas, profile, layout.profile, m.unit * 2)
    draw_rows(canvas, rows, layout, labels)
    _draw_head(canvas, layout, labels, Ink.MUTED if scan.heavier is None else SIDE_INKS[scan.heavier])


def _draw_head(canvas: Canvas, layout: Layout, labels: HeatmapLabels, heavy: Ink) -> None:
    """Rank, coin and window, state, how lopsided, and from when where history is short."""
    m, box = layout.measure, layout.header
    y, left = box.y0 + m.px(28), box.x0
    if labels.rank:
        left = canvas.text(labels.rank, left, y, m.px(36), Ink.MUTED, Weight.BOLD).x1 + m.px(14)
    name = canvas.text(f"{labels.coin} {labels.window}", left, y, m.px(36), Ink.TEXT, Weight.BOLD)
    share = canvas.text(labels.imbalance, box.x1, y, m.large, heavy, Weight.BOLD, Align.RIGHT)
    left = name.x1
    for text, ink in ((labels.state, Ink.TEXT), (labels.history_from, Ink.WARN)):
        size = fitting_size(text, m.small, share.x0 - left - m.px(28))
        if text and size >= m.small * 0.7:
            left = canvas.text(text, left + m.px(14), y, size, ink).x1
