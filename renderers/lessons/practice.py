"""A practice trade on its chart: the part of the day that is seen so far, the trade's prices, and how it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from engine.market.values import Bars, Side
from renderers.candles import draw_candles
from renderers.canvas import Align, Box, Canvas
from renderers.declutter import spread
from renderers.labels import NumberStyle
from renderers.layout import PLAIN_SIZE, Size
from renderers.lessons.frame import Framed, FrameLabels, framed
from renderers.numbers import grouped
from renderers.palette import Ink, Theme
from renderers.scales import PriceScale, TimeScale
from renderers.ticks import price_ticks
from renderers.typeface import Weight, fitting_size, text_width

_LANE = 250  # names of prices, right of the candles
_ROW = 38
_MARGIN = 0.05
_TICKS = 120  # figures of the price axis, inside the plot's right edge
_FAR = 0.5  # of the range that is seen anyway
_HOURS = (1, 2, 3, 4, 6)


@dataclass(frozen=True, slots=True)
class TradeLine:
    """A price of the trade with its finished name: "Stop". One that `may_be_far` is named at the edge, not drawn to
    scale, where it is too far from what is seen."""

    price_usd: float
    name: str
    ink: Ink
    may_be_far: bool = False


@dataclass(frozen=True, slots=True)
class PracticePicture:
    """`bars`: what is seen. `from_row`: the first candle drawn; `until_ms`: where the time axis ends, so that the
    picture does not tell when the trade will. `entry_row` None: there is no trade yet."""

    frame: FrameLabels
    bars: Bars
    from_row: int
    until_ms: int
    side: Side
    entry_usd: float
    lines: tuple[TradeLine, ...]
    entry_row: int | None
    result: str = ""  # "+$26.92"
    is_won: bool = True
    verdict: str = ""  # "Target hit"
    utc: str = "UTC"
    numbers: NumberStyle = field(default_factory=NumberStyle)


@dataclass(frozen=True, slots=True)
class _Chart:
    page: Framed
    time: TimeScale
    price: PriceScale
    lane: Box


def practice_png(picture: PracticePicture, *, theme: Theme, size: Size = PLAIN_SIZE) -> bytes:
    return paint_practice(picture, theme=theme, size=size).png()


def paint_practice(picture: PracticePicture, *, theme: Theme, size: Size = PLAIN_SIZE) -> Canvas:
    """Raises `ValueError` where no candle is seen."""
    seen = picture.bars.part(picture.from_row, len(picture.bars))
    if not len(seen):
        raise ValueError("no candle is seen")
    page = framed(theme, picture.frame, size)
    chart = _chart(page, picture, seen)
    box = chart.price.box
    page.canvas.pixels[box.y0 : box.y1, box.x0 : box.x1] = 0  # the empty plot
    _draw_grid(chart, picture)
    _draw_zones(chart, picture)
    draw_candles(page.canvas, seen, chart.time, chart.price, 4.0)
    _draw_lines(chart, picture, float(seen.close[-1]))
    _draw_result(chart, picture)
    return page.canvas


def _chart(page: Framed, picture: PracticePicture, seen: Bars) -> _Chart:
    m, body = page.m, page.body
    box = Box(body.x0, body.y0, body.x1 - m.px(_LANE), body.y1 - m.px(34))
    low, high = _range(picture, seen)
    return _Chart(
        page,
        TimeScale(int(seen.open_ms[0]), picture.until_ms, box),
        PriceScale(low, high, box),
        Box(box.x1 + m.px(14), box.y0, body.x1, box.y1),
    )


def _range(picture: PracticePicture, seen: Bars) -> tuple[float, float]:
    """Of the candles and of the trade's prices; the far ones only where they are not too far."""
    needed = [line.price_usd for line in picture.lines if not line.may_be_far]
    low = min(float(seen.low.min()), picture.entry_usd, *needed)
    high = max(float(seen.high.max()), picture.entry_usd, *needed)
    reach = (high - low) * _FAR
    prices = [line.price_usd for line in picture.lines if low - reach <= line.price_usd <= high + reach]
    low, high = min(low, *prices, low), max(high, *prices, high)
    margin = (high - low) * _MARGIN
    return low - margin, high + margin


def _draw_grid(chart: _Chart, picture: PracticePicture) -> None:
    canvas, m, box = chart.page.canvas, chart.page.m, chart.price.box
    lines = [chart.price.y(line.price_usd) for line in picture.lines]
    for tick in price_ticks(chart.price, m.px(80), picture.numbers):
        y = round(tick.at)
        canvas.fill(Box(box.x0, y, box.x1, y + 1), Ink.GRID, 0.8)
        is_free = all(abs(y - m.px(13) - line) > m.px(14) for line in lines)
        if is_free and box.y0 + m.px(26) < y < box.y1 - m.px(10):
            canvas.text(tick.text, box.x1 - m.px(8), y - m.px(13), m.small, Ink.MUTED, align=Align.RIGHT)
    for at_ms, text in _hours(chart.time, m.px(110)):
        x = round(chart.time.x(at_ms))
        canvas.fill(Box(x, box.y0, x + 1, box.y1), Ink.GRID, 0.5)
        half = text_width(text, m.small) / 2
        if box.x0 <= x - half and x + half <= box.x1:
            canvas.text(text, x, box.y1 + m.px(18), m.small, Ink.MUTED, align=Align.CENTRE)
    canvas.text(picture.utc, chart.lane.x0, box.y1 + m.px(18), m.small, Ink.MUTED)


def _hours(time: TimeScale, spacing: int) -> Iterator[tuple[int, str]]:
    """Whole hours of the day, in UTC: a famous day is known by its UTC hours."""
    per_hour = time.box.width / ((time.end_ms - time.start_ms) / 3_600_000)
    every = next((hours for hours in _HOURS if hours * per_hour >= spacing), 12)
    at = datetime.fromtimestamp(time.start_ms / 1000, UTC).replace(minute=0, second=0, microsecond=0)
    while at.timestamp() * 1000 <= time.end_ms:
        if at.hour % every == 0 and at.timestamp() * 1000 >= time.start_ms:
            yield int(at.timestamp() * 1000), f"{at:%H:%M}"
        at += timedelta(hours=1)


def _draw_zones(chart: _Chart, picture: PracticePicture) -> None:
    """From the entry on: toward the target, and toward the stop or the liquidation."""
    if picture.entry_row is None:
        return
    box, canvas = chart.price.box, chart.page.canvas
    left = round(chart.time.x(int(picture.bars.open_ms[0]) + picture.entry_row * picture.bars.step_ms))
    entry = chart.price.y(picture.entry_usd)
    for line in picture.lines:
        if line.ink in (Ink.UP, Ink.ABOVE, Ink.DOWN):
            y = min(max(chart.price.y(line.price_usd), box.y0), box.y1)
            top, bottom = sorted((round(entry), round(y)))
            ink = Ink.DOWN if line.ink is Ink.DOWN else Ink.ABOVE
            canvas.fill(Box(left, top, box.x1, bottom), ink, 0.19)


def _draw_lines(chart: _Chart, picture: PracticePicture, now_usd: float) -> None:
    canvas, m, lane, box = chart.page.canvas, chart.page.m, chart.lane, chart.price.box
    lines = sorted([*picture.lines, TradeLine(now_usd, "", Ink.PRICE)], key=lambda line: -line.price_usd)
    true_ys = [min(max(chart.price.y(line.price_usd), box.y0), box.y1) for line in lines]
    half = m.px(_ROW) / 2
    ys = spread(true_ys, half * 2, lane.y0 + half, lane.y1 - half)
    for line, true_y, y in zip(lines, true_ys, ys, strict=True):
        if chart.price.holds(line.price_usd):
            canvas.fill(
                Box(box.x0, round(true_y), box.x1, round(true_y) + m.px(2)), line.ink, 0.8 if line.name else 0.35
            )
        canvas.line([(box.x1, true_y), (lane.x0, y)], m.unit * 1.6, line.ink)
        _draw_name(chart, line, round(y), picture.numbers)


def _draw_name(chart: _Chart, line: TradeLine, y: int, numbers: NumberStyle) -> None:
    canvas, m, lane = chart.page.canvas, chart.page.m, chart.lane
    text = grouped(line.price_usd, 0 if line.price_usd >= 1000 else 2, numbers)
    width = round(text_width(text, m.normal, Weight.BOLD)) + m.px(18)
    plate = Box(lane.x0, y - m.px(16), lane.x0 + width, y + m.px(16))
    canvas.rounded(plate, m.px(5), line.ink)
    canvas.text(text, (plate.x0 + plate.x1) / 2, y, m.normal, Ink.BACKGROUND, Weight.BOLD, Align.CENTRE)
    room = lane.x1 - plate.x1 - m.px(10)
    canvas.text(line.name, plate.x1 + m.px(10), y, fitting_size(line.name, m.small, room), Ink.TEXT)


def _draw_result(chart: _Chart, picture: PracticePicture) -> None:
    """How it stands, or how it ended, on a plate where it hides the fewest candles."""
    if not picture.result:
        return
    canvas, m = chart.page.canvas, chart.page.m
    ink = Ink.ABOVE if picture.is_won else Ink.DOWN
    verdict = text_width(picture.verdict, m.large, Weight.BOLD) if picture.verdict else 0
    width = round(max(text_width(picture.result, m.huge, Weight.BOLD), verdict)) + m.px(44)
    plate = _free_place(chart, picture, width, m.px(110 if picture.verdict else 70))
    canvas.rounded(plate, m.px(10), Ink.BACKGROUND, 0.85)
    canvas.fill(Box(plate.x0, plate.y0 + m.px(10), plate.x0 + m.px(5), plate.y1 - m.px(10)), ink)
    y = plate.y0 + m.px(36)
    middle = (plate.x0 + plate.x1) / 2
    canvas.text(picture.result, middle, y, m.huge, ink, Weight.BOLD, Align.CENTRE)
    canvas.text(picture.verdict, middle, y + m.px(44), m.large, Ink.TEXT, Weight.BOLD, Align.CENTRE)


def _free_place(chart: _Chart, picture: PracticePicture, width: int, height: int) -> Box:
    """Of six places; the upper right one where several are free."""
    m, box = chart.page.m, chart.price.box
    edge = m.px(16)
    lefts = (box.x1 - m.px(_TICKS) - width, (box.x0 + box.x1 - width) // 2, box.x0 + edge)
    tops = (box.y0 + edge, box.y1 - edge - height)
    places = [Box(left, top, left + width, top + height) for left in lefts for top in tops]
    return min(places, key=lambda place: _hidden(chart, picture, place))


def _hidden(chart: _Chart, picture: PracticePicture, place: Box) -> int:
    """How many candles it would cover."""
    seen = picture.bars.part(picture.from_row, len(picture.bars))
    xs = chart.time.xs(seen.open_ms + seen.step_ms // 2)
    is_beside = (xs < place.x0) | (xs > place.x1)
    is_over = (chart.price.ys(seen.low) < place.y0) | (chart.price.ys(seen.high) > place.y1)
    return int((~is_beside & ~is_over).sum())
