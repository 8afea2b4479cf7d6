"""The liquidation heatmap as a picture: a 256-colour PNG."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from engine.liquidations.values import LiquidationMap, Scan
from renderers.canvas import Canvas
from renderers.footer import draw_brand, draw_curve_key, draw_legend, draw_notes, draw_times
from renderers.header import draw_header
from renderers.heat import STEPS
from renderers.labels import HeatmapLabels
from renderers.layout import PLAIN_SIZE, Layout, Size, layout_of, measure_of
from renderers.names import (
    Row,
    axis_width,
    draw_axis,
    draw_brackets,
    draw_clear_marks,
    draw_rows,
    placed_rows,
    shown_clusters,
)
from renderers.palette import Ink, Theme, palette_of
from renderers.plan_lines import PlanLine, draw_plan
from renderers.plot import Plot, draw_grid, draw_heat, draw_market, draw_price_line, holes, label_holes
from renderers.profile import SIDE_INKS, clear_marks, draw_curve, draw_profile, profile_rows
from renderers.swept import draw_swept, shown_swept
from renderers.ticks import price_ticks, time_ticks
from renderers.view import view_of
from renderers.whales import WhaleMark, draw_whales

MOST_BYTES = 120 * 1024
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
    whales: Sequence[WhaleMark] = (),
    plan: tuple[PlanLine, ...] = (),
) -> bytes:
    """The picture of one map. `scan` names the levels; `hide_weak` 0..1 is the share of cells left dark; `plan`: lines
    drawn over it.

    A restless map is drawn again in fewer steps of brightness where its file would be over 120 KB (at 1280×720).
    """
    most_bytes = MOST_BYTES * size[0] * size[1] / (PLAIN_SIZE[0] * PLAIN_SIZE[1])
    paint = partial(
        paint_heatmap,
        heat_map,
        scan,
        theme=theme,
        labels=labels,
        zone=zone,
        size=size,
        hide_weak=hide_weak,
        whales=whales,
        plan=plan,
    )
    for steps in (STEPS, STEPS // 2, STEPS // 4):
        canvas = paint(steps=steps)
        data = canvas.png()
        if len(data) <= most_bytes:
            break
    return data


def paint_heatmap(
    heat_map: LiquidationMap,
    scan: Scan,
    *,
    theme: Theme,
    labels: HeatmapLabels,
    zone: ZoneInfo,
    size: Size = PLAIN_SIZE,
    hide_weak: float = 0.0,
    whales: Sequence[WhaleMark] = (),
    steps: int = STEPS,
    plan: tuple[PlanLine, ...] = (),
) -> Canvas:
    """The same before it becomes a file; the canvas knows every text on it."""
    canvas = Canvas.blank(palette_of(theme), *size)
    view = view_of(heat_map, scan, tuple(line.price_usd for line in plan))
    layout = layout_of(size, axis_width(view, heat_map, measure_of(size), labels))
    plot = Plot.of(view, layout.plot)
    rows = placed_rows(heat_map, shown_clusters(scan, plot.price), plot.price, layout)
    _draw_plot(canvas, heat_map, plot, layout, labels, zone, rows, hide_weak, steps)
    draw_plan(canvas, plan, plot, layout.measure)
    if labels.whales:
        draw_whales(canvas, whales, plot, layout.measure, labels)
    _draw_right(canvas, heat_map, plot, layout, labels, rows)
    heavy = Ink.TEXT if scan.heavier is None else SIDE_INKS[scan.heavier]
    draw_header(canvas, layout, labels, scan.imbalance, heavy)
    return canvas


def _draw_plot(
    canvas: Canvas,
    heat_map: LiquidationMap,
    plot: Plot,
    layout: Layout,
    labels: HeatmapLabels,
    zone: ZoneInfo,
    rows: list[Row],
    hide_weak: float,
    steps: int,
) -> None:
    m = layout.measure
    heat = draw_heat(canvas, heat_map, plot, hide_weak, steps)
    prices = price_ticks(plot.price, m.px(52), labels.numbers)
    times = time_ticks(plot.time, m.px(96), zone, labels)
    draw_grid(canvas, plot, prices, times)
    draw_price_line(canvas, plot.price.y(heat_map.price_usd), plot.box.x0, plot.box.x1, m.px(4))
    draw_market(canvas, heat_map, plot, m.unit * _CANDLE_PX)
    swept = shown_swept(heat_map, plot.time, plot.price)
    draw_swept(canvas, swept, plot.time, plot.price, m, labels, heat_map.bars.step_ms)
    label_holes(canvas, holes(heat_map, plot), labels.no_data, m.small)
    draw_axis(canvas, prices, rows, layout)
    draw_times(canvas, times, layout)
    right = draw_legend(canvas, heat, layout, labels)
    draw_notes(canvas, right, layout, labels, has_swept=bool(swept))


def _draw_right(
    canvas: Canvas, heat_map: LiquidationMap, plot: Plot, layout: Layout, labels: HeatmapLabels, rows: list[Row]
) -> None:
    m = layout.measure
    draw_brackets(canvas, rows, plot, m)
    if len(heat_map.bars):
        profile = profile_rows(heat_map, plot.price)
        draw_profile(canvas, profile, layout.profile)
        draw_curve(canvas, profile, layout.profile, m.unit * 2)
        marks = clear_marks(profile, heat_map.price_usd, plot.price, layout.profile)
        draw_clear_marks(canvas, marks, rows, layout, labels)
    draw_rows(canvas, rows, layout, labels)
    draw_curve_key(canvas, layout, labels)
    draw_brand(canvas, layout, labels)
