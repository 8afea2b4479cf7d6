"""The liquidation heatmap as a picture: a 256-colour PNG."""

from zoneinfo import ZoneInfo

from engine.liquidations.values import LiquidationMap, Scan
from renderers.canvas import Align, Box, Canvas
from renderers.footer import draw_legend, draw_swept_key, draw_times
from renderers.header import draw_header
from renderers.labels import HeatmapLabels
from renderers.layout import PLAIN_SIZE, Layout, Measure, Size, layout_of
from renderers.names import Row, draw_axis, draw_clear_marks, draw_rows, placed_rows, shown_clusters
from renderers.numbers import price_text
from renderers.palette import Ink, Theme, palette_of
from renderers.plot import Plot, draw_grid, draw_heat, draw_market, draw_price_line, holes, label_holes
from renderers.profile import SIDE_INKS, clear_marks, draw_curve, draw_profile, profile_rows
from renderers.swept import draw_swept, shown_swept
from renderers.ticks import price_ticks, time_ticks
from renderers.typeface import Weight, text_width
from renderers.view import View, view_of

_CANDLE_PX = 5.0  # least distance between candles


def heatmap_png(
    heat_map: LiquidationMap,
    scan: Scan,
    *,
    theme: Theme,
    labels: HeatmapLabels,
    zone: ZoneInfo,
    size: Size = PLAIN_SIZE,
    hide_weak: float = 0.0,
) -> bytes:
    """The picture of one map. `scan` names the levels; `hide_weak` 0..1 is the share of cells left dark."""
    return paint_heatmap(heat_map, scan, theme=theme, labels=labels, zone=zone, size=size, hide_weak=hide_weak).png()


def paint_heatmap(
    heat_map: LiquidationMap,
    scan: Scan,
    *,
    theme: Theme,
    labels: HeatmapLabels,
    zone: ZoneInfo,
    size: Size = PLAIN_SIZE,
    hide_weak: float = 0.0,
) -> Canvas:
    """The same before it becomes a file; the canvas knows every text on it."""
    canvas = Canvas.blank(palette_of(theme), *size)
    view = view_of(heat_map, scan)
    layout = layout_of(size, _axis_width(view, heat_map, size, labels))
    plot = Plot.of(view, layout.plot)
    rows = placed_rows(heat_map, shown_clusters(scan, plot.price), plot.price, layout)
    _draw_plot(canvas, heat_map, plot, layout, labels, zone, rows, hide_weak)
    _draw_right(canvas, heat_map, plot, layout, labels, rows)
    heavy = Ink.TEXT if scan.heavier is None else SIDE_INKS[scan.heavier]
    draw_header(canvas, layout, labels, scan.imbalance, heavy)
    return canvas


def _axis_width(view: View, heat_map: LiquidationMap, size: Size, labels: HeatmapLabels) -> int:
    m = Measure(min(size[0] / PLAIN_SIZE[0], size[1] / PLAIN_SIZE[1]))
    widest = max((view.high_usd, view.low_usd, heat_map.price_usd), key=lambda p: len(price_text(p, labels.numbers)))
    return round(text_width(price_text(widest, labels.numbers), m.normal, Weight.BOLD)) + m.px(26)


def _draw_plot(
    canvas: Canvas,
    heat_map: LiquidationMap,
    plot: Plot,
    layout: Layout,
    labels: HeatmapLabels,
    zone: ZoneInfo,
    rows: list[Row],
    hide_weak: float,
) -> None:
    m = layout.measure
    tones = draw_heat(canvas, heat_map, plot, hide_weak)
    prices = price_ticks(plot.price, m.px(52), labels.numbers)
    times = time_ticks(plot.time, m.px(96), zone, labels)
    draw_grid(canvas, plot, prices, times)
    draw_price_line(canvas, plot.price.y(heat_map.price_usd), plot.box.x0, plot.box.x1, m.px(4))
    draw_market(canvas, heat_map, plot, m.unit * _CANDLE_PX)
    swept = shown_swept(heat_map, plot.time, plot.price)
    draw_swept(canvas, swept, plot.time, plot.price, m, labels)
    label_holes(canvas, holes(heat_map, plot), labels.no_data, m.small)
    draw_axis(canvas, prices, rows, layout)
    draw_times(canvas, times, layout)
    right = draw_legend(canvas, tones, layout, labels)
    if swept:
        draw_swept_key(canvas, right + m.px(10), layout, labels)


def _draw_right(
    canvas: Canvas, heat_map: LiquidationMap, plot: Plot, layout: Layout, labels: HeatmapLabels, rows: list[Row]
) -> None:
    m = layout.measure
    _bracket_levels(canvas, rows, plot, m)
    if len(heat_map.bars):
        profile = profile_rows(heat_map, plot.price)
        draw_profile(canvas, profile, layout.profile)
        draw_curve(canvas, profile, layout.profile, m.unit * 2)
        draw_clear_marks(canvas, clear_marks(profile, plot.price, layout.profile, 3), rows, layout, labels)
    draw_rows(canvas, rows, layout, labels)
    y = layout.profile.y1 + m.px(19)
    canvas.text(labels.to_clear_title, layout.lane.x1, y, m.small, Ink.MUTED, align=Align.RIGHT)


def _bracket_levels(canvas: Canvas, rows: list[Row], plot: Plot, m: Measure) -> None:
    """The span of each level as a coloured edge of the heat."""
    for row in rows:
        if row.cluster is not None:
            y0, y1 = sorted((plot.price.y(row.cluster.near_usd), plot.price.y(row.cluster.far_usd)))
            top, bottom = max(round(y0), plot.box.y0), min(max(round(y1), round(y0) + 3), plot.box.y1)
            ink = SIDE_INKS[row.cluster.side]
            canvas.fill(Box(plot.box.x1 - m.px(5), top, plot.box.x1, bottom), ink)
