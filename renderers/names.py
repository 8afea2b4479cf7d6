"""Naming what stands right of the heat: levels A1, B1 …, price now, and what is cleared on the way. No label covers
another: levels and price are moved apart with leader lines, clear marks give way, round ticks fill what is left."""

from dataclasses import dataclass

from engine.liquidations.values import Cluster, LiquidationMap, Scan
from engine.market.values import Side
from renderers.canvas import Align, Box, Canvas
from renderers.declutter import spread
from renderers.labels import HeatmapLabels
from renderers.layout import Layout, Measure
from renderers.numbers import change_text, money_text, price_text
from renderers.palette import Ink
from renderers.plot import Plot
from renderers.profile import SIDE_INKS, ClearMark
from renderers.scales import PriceScale
from renderers.ticks import Tick
from renderers.typeface import Weight, fitting_size, text_width
from renderers.view import View

_MOST_A_SIDE = 5
_MOST_MARKS = 3  # clear marks a side
_ROW = 31  # height of a named row
_AMOUNT_ROOM = 110  # width of a lane that has room for amounts beside the names


@dataclass(frozen=True, slots=True)
class Row:
    """A label at `y`, speaking of the price at `true_y`. `cluster` None: price now."""

    price_usd: float
    true_y: float
    y: float
    cluster: Cluster | None


def shown_clusters(scan: Scan, price: PriceScale, most: int = _MOST_A_SIDE) -> list[Cluster]:
    """The largest of each side that the picture reaches, at most `most` a side."""
    shown: list[Cluster] = []
    for side in (scan.above, scan.below):
        seen = [c for c in side if price.holds(c.peak_usd)]
        largest = sorted(seen, key=lambda c: -c.notional_usd)[:most]
        shown += [c for c in seen if c in largest]
    return shown


def placed_rows(heat_map: LiquidationMap, clusters: list[Cluster], price: PriceScale, layout: Layout) -> list[Row]:
    wanted: list[tuple[float, float, Cluster | None]] = [(price.y(c.peak_usd), c.peak_usd, c) for c in clusters]
    wanted.append((price.y(heat_map.price_usd), heat_map.price_usd, None))
    wanted.sort(key=lambda w: w[0])
    half = layout.measure.px(_ROW) / 2
    ys = spread([w[0] for w in wanted], half * 2, layout.axis.y0 + half, layout.axis.y1 - half)
    return [Row(usd, true_y, y, cluster) for (true_y, usd, cluster), y in zip(wanted, ys, strict=True)]


def draw_rows(canvas: Canvas, rows: list[Row], layout: Layout, labels: HeatmapLabels) -> None:
    for row in rows:
        _leader(canvas, row, layout)
        if row.cluster is None:
            _price_row(canvas, row, layout, labels)
        else:
            _level_row(canvas, row, row.cluster, layout, labels)


def _leader(canvas: Canvas, row: Row, layout: Layout) -> None:
    ink = Ink.PRICE if row.cluster is None else SIDE_INKS[row.cluster.side]
    reach = layout.measure.px(9)
    x0 = layout.axis.x0
    canvas.line([(x0, row.true_y), (x0 + reach, row.y)], layout.measure.unit * 1.6, ink)


def _price_row(canvas: Canvas, row: Row, layout: Layout, labels: HeatmapLabels) -> None:
    m, y = layout.measure, round(row.y)
    plate = Box(layout.axis.x0 + m.px(9), y - m.px(15), layout.axis.x1 - m.px(5), y + m.px(15))
    canvas.rounded(plate, m.px(5), Ink.PRICE)
    text = price_text(row.price_usd, labels.numbers)
    size = fitting_size(text, m.normal, plate.width - m.px(6), Weight.BOLD)
    canvas.text(text, (plate.x0 + plate.x1) / 2, y, size, Ink.BACKGROUND, Weight.BOLD, Align.CENTRE)
    if layout.lane.width >= m.px(_AMOUNT_ROOM):
        size = fitting_size(labels.price_now, m.small, layout.lane.width)
        canvas.text(labels.price_now, layout.lane.x0, y, size, Ink.MUTED)


def _level_row(canvas: Canvas, row: Row, cluster: Cluster, layout: Layout, labels: HeatmapLabels) -> None:
    m, y, ink = layout.measure, round(row.y), SIDE_INKS[cluster.side]
    text = price_text(row.price_usd, labels.numbers)
    size = fitting_size(text, m.normal, layout.axis.width - m.px(20), Weight.BOLD)
    canvas.text(text, layout.axis.x1 - m.px(9), y, size, ink, Weight.BOLD, Align.RIGHT)
    name_width = round(text_width(cluster.name, m.normal, Weight.BOLD)) + m.px(12)
    plate = Box(layout.lane.x0, y - m.px(14), layout.lane.x0 + name_width, y + m.px(14))
    canvas.rounded(plate, m.px(5), ink)
    canvas.text(cluster.name, (plate.x0 + plate.x1) / 2, y, m.normal, Ink.BACKGROUND, Weight.BOLD, Align.CENTRE)
    if layout.lane.width < m.px(_AMOUNT_ROOM):
        return
    amount = money_text(cluster.notional_usd, labels.numbers)
    left = plate.x1 + m.px(8)
    size = fitting_size(amount, m.large, layout.lane.x1 - left, Weight.BOLD)
    canvas.text(amount, left, y, size, Ink.TEXT, Weight.BOLD)


def draw_clear_marks(
    canvas: Canvas, marks: list[ClearMark], rows: list[Row], layout: Layout, labels: HeatmapLabels
) -> None:
    """A dot on the curve and "$250M at +2.5 %" in the lane, where no level's name stands."""
    if not labels.to_clear:
        return
    m = layout.measure
    taken = [row.y for row in rows]
    shown = dict.fromkeys(Side, 0)
    for mark in marks:
        y = min(max(mark.y, layout.lane.y0 + m.px(12)), layout.lane.y1 - m.px(12))
        is_free = all(abs(y - other) >= m.px(28) for other in taken)
        if is_free and shown[mark.side] < _MOST_MARKS:
            taken.append(y)
            shown[mark.side] += 1
            canvas.dot(mark.x, mark.y, m.unit * 5, Ink.BACKGROUND)
            canvas.dot(mark.x, mark.y, m.unit * 3.6, Ink.TEXT)
            _clear_text(canvas, mark, y, layout, labels)


def _clear_text(canvas: Canvas, mark: ClearMark, y: float, layout: Layout, labels: HeatmapLabels) -> None:
    amount, price = money_text(mark.usd, labels.numbers), price_text(mark.price_usd, labels.numbers)
    text = labels.to_clear.format(amount=amount, price=price, change=change_text(mark.change, labels.numbers))
    size = fitting_size(text, layout.measure.small, layout.lane.width)
    if size < layout.measure.small * 0.75:
        text, size = amount, layout.measure.small
    canvas.text(text, layout.lane.x0, y, size, Ink.MUTED)


def draw_axis(canvas: Canvas, ticks: list[Tick], rows: list[Row], layout: Layout) -> None:
    """Round prices, where no named row stands; grid lines go through the heat at all of them."""
    m = layout.measure
    for tick in ticks:
        is_free = all(abs(tick.at - row.y) >= m.px(26) for row in rows)
        if is_free and layout.axis.y0 + m.px(10) <= tick.at <= layout.axis.y1 - m.px(10):
            size = fitting_size(tick.text, m.normal, layout.axis.width - m.px(14))
            canvas.text(tick.text, layout.axis.x1 - m.px(9), tick.at, size, Ink.MUTED, align=Align.RIGHT)
            y = round(tick.at)
            canvas.fill(Box(layout.plot.x1, y, layout.plot.x1 + m.px(5), y + 1), Ink.MUTED)


def axis_width(view: View, heat_map: LiquidationMap, m: Measure, labels: HeatmapLabels) -> int:
    """What the widest price needs, in pixels."""
    texts = [price_text(usd, labels.numbers) for usd in (view.high_usd, view.low_usd, heat_map.price_usd)]
    return round(max(text_width(text, m.normal, Weight.BOLD) for text in texts)) + m.px(26)


def draw_brackets(canvas: Canvas, rows: list[Row], plot: Plot, m: Measure) -> None:
    """The span of each level as a coloured edge of the heat."""
    for row in rows:
        if row.cluster is not None:
            y0, y1 = sorted((plot.price.y(row.cluster.near_usd), plot.price.y(row.cluster.far_usd)))
            top, bottom = max(round(y0), plot.box.y0), min(max(round(y1), round(y0) + 3), plot.box.y1)
            ink = SIDE_INKS[row.cluster.side]
            canvas.fill(Box(plot.box.x1 - m.px(5), top, plot.box.x1, bottom), ink)
