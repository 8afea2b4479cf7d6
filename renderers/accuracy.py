"""A month of the accuracy ledger in one picture: each day's share beside its rivals, and expected against closed."""

from dataclasses import dataclass, field
from math import ceil, floor, log10

from engine.liquidations.ledger.baselines import Predictor
from engine.liquidations.ledger.month import Month, MonthDay
from renderers.canvas import Align, Box, Canvas
from renderers.header import draw_badges
from renderers.labels import NumberStyle
from renderers.layout import Measure
from renderers.numbers import money_text
from renderers.palette import Ink, Theme, palette_of
from renderers.typeface import Weight, fitting_size, text_width

WIDTH, HEIGHT = 1280, 720
MAP, DISTANCE, RULES = Predictor.REACH_7D, Predictor.B1_DISTANCE, Predictor.B8_ACTIVITY
_INKS = {MAP: Ink.ABOVE, DISTANCE: Ink.BADGE, RULES: Ink.BELOW}
_CHANCE = 0.10
_EDGE, _GAP, _TOP, _BOTTOM = 28, 44, 140, 124
_RELIABILITY_SHARE = 0.30


@dataclass(frozen=True, slots=True)
class AccuracyLabels:
    """Finished strings in the reader's language."""

    title: str  # "BTC · February 2026"
    verdict: str  # "No edge shown so far."
    source: str  # badges
    measured: str
    days: str
    map: str
    distance: str
    rules: str
    chance: str
    reliability: str  # empty: no such panel, the days take its place
    expected: str
    closed: str
    too_little: str
    hours: str  # "480 hours count · 12 left out · 4 missed"
    no_day: str
    made_at: str
    brand: str = "HELIX"
    numbers: NumberStyle = field(default_factory=NumberStyle)


def accuracy_png(month: Month, *, theme: Theme, labels: AccuracyLabels) -> bytes:
    """1280 x 720. Pure."""
    return draw_accuracy(month, theme, labels).png()


def draw_accuracy(month: Month, theme: Theme, labels: AccuracyLabels) -> Canvas:
    canvas = Canvas.blank(palette_of(theme), WIDTH, HEIGHT)
    measure = Measure(WIDTH / 1280)
    _draw_header(canvas, labels, measure)
    whole = Box(_EDGE + 44, _TOP, WIDTH - _EDGE, HEIGHT - _BOTTOM)
    if labels.reliability:
        split = whole.x1 - round(whole.width * _RELIABILITY_SHARE)
        _draw_days(canvas, month, Box(whole.x0, whole.y0, split - _GAP, whole.y1), labels, measure)
        _draw_reliability(canvas, month, Box(split + _GAP // 2, whole.y0, whole.x1, whole.y1), labels, measure)
    else:
        _draw_days(canvas, month, whole, labels, measure)
    _draw_footer(canvas, labels, measure)
    return canvas


def _draw_header(canvas: Canvas, labels: AccuracyLabels, m: Measure) -> None:
    badges = draw_badges(canvas, (labels.source, labels.measured), WIDTH - _EDGE, 36, m)
    size = fitting_size(labels.title, m.huge, badges - _EDGE - 24, Weight.BOLD)
    canvas.text(labels.title, _EDGE, 36, size, Ink.TEXT, Weight.BOLD)
    canvas.text(labels.verdict, _EDGE, 76, m.large, Ink.WARN, Weight.BOLD)
    room = WIDTH - 2 * _EDGE - text_width(labels.verdict, m.large, Weight.BOLD) - 30
    canvas.text(
        labels.made_at, WIDTH - _EDGE, 76, fitting_size(labels.made_at, m.normal, room), Ink.MUTED, align=Align.RIGHT
    )


def _draw_days(canvas: Canvas, month: Month, box: Box, labels: AccuracyLabels, m: Measure) -> None:
    canvas.text(labels.days, box.x0, box.y0 - 24, fitting_size(labels.days, m.normal, box.width), Ink.TEXT, Weight.BOLD)
    canvas.fill(box, Ink.PANEL)
    top = _top_share(month)
    for percent in range(0, round(top * 100) + 1, 10 if top <= 0.5 else 20):
        y = round(box.y1 - percent / 100 / top * box.height)
        canvas.fill(Box(box.x0, y, box.x1, y + 1), Ink.MUTED, 0.15)
        canvas.text(f"{percent}%", box.x0 - 8, y, m.small, Ink.MUTED, align=Align.RIGHT)
    slot = box.width / len(month.days)
    for place, day in enumerate(month.days):
        _draw_day(canvas, day, box, box.x0 + place * slot, slot, top, m)
    y = round(box.y1 - _CHANCE / top * box.height)
    for x in range(box.x0, box.x1, 12):
        canvas.fill(Box(x, y, min(x + 6, box.x1), y + 1), Ink.TEXT)
    if month.is_empty:
        canvas.text(
            labels.no_day, (box.x0 + box.x1) / 2, box.y0 + box.height / 3, m.large, Ink.MUTED, align=Align.CENTRE
        )


def _top_share(month: Month) -> float:
    """Of the axis: the next ten percent above the largest bar, 20 % at least."""
    shares = [day.shares[one] for day in month.days for one in _INKS if one in day.shares]
    return min(max(ceil(max(shares, default=0.0) * 10) / 10, 0.2), 1.0)


def _draw_day(canvas: Canvas, day: MonthDay, box: Box, left: float, slot: float, top: float, m: Measure) -> None:
    """Three bars; a stripe below where hours were left out; the day's number."""
    bar = slot * 0.8 / len(_INKS)
    for place, (one, ink) in enumerate(_INKS.items()):
        if one in day.shares:
            x0, x1 = left + slot * 0.1 + place * bar, left + slot * 0.1 + (place + 1) * bar
            height = min(day.shares[one] / top, 1.0) * box.height
            canvas.fill(Box(round(x0), round(box.y1 - height), max(round(x1), round(x0) + 1), box.y1), ink)
    if day.left_out:
        canvas.fill(Box(round(left), box.y1, round(left + slot), box.y1 + 4), Ink.WARN)
    ink = Ink.TEXT if day.hours else Ink.MUTED
    canvas.text(
        str(day.day.day), left + slot / 2, box.y1 + 18, min(m.small, round(slot * 0.62)), ink, align=Align.CENTRE
    )


def _draw_reliability(canvas: Canvas, month: Month, box: Box, labels: AccuracyLabels, m: Measure) -> None:
    """Ten dots on logarithmic axes; on the dashed line what was expected was closed."""
    title = fitting_size(labels.reliability, m.normal, box.width)
    canvas.text(labels.reliability, box.x0, box.y0 - 24, title, Ink.TEXT, Weight.BOLD)
    canvas.fill(box, Ink.PANEL)
    middle = (box.x0 + box.x1) / 2
    known = [(max(expected, 1.0), max(closed, 1.0)) for expected, closed in month.deciles]
    if not known:
        canvas.text(labels.too_little, middle, (box.y0 + box.y1) / 2, m.normal, Ink.MUTED, align=Align.CENTRE)
        return
    figures = [figure for pair in known for figure in pair]
    low, high = floor(log10(min(figures))), ceil(log10(max(figures)))
    high = max(high, low + 1)

    def at(expected: float, closed: float) -> tuple[float, float]:
        x, y = ((log10(figure) - low) / (high - low) for figure in (expected, closed))
        return box.x0 + x * box.width, box.y1 - y * box.height

    for power in range(low, high + 1):
        x, y = at(10.0**power, 10.0**power)
        canvas.fill(Box(box.x0, round(y), box.x1, round(y) + 1), Ink.MUTED, 0.15)
        canvas.fill(Box(round(x), box.y0, round(x) + 1, box.y1), Ink.MUTED, 0.15)
        if low < power < high:
            money = money_text(10.0**power, labels.numbers)
            canvas.text(money, box.x0 + 6, y - 9, m.small, Ink.MUTED)
            canvas.text(money, x, box.y1 + 18, m.small, Ink.MUTED, align=Align.CENTRE)
    _dashed(canvas, at(10.0**low, 10.0**low), at(10.0**high, 10.0**high))
    points = [at(*pair) for pair in known]
    canvas.line(points, 2, Ink.ABOVE)
    for x, y in points:
        canvas.dot(x, y, 5, Ink.ABOVE)
    canvas.text(labels.closed, box.x1 - 8, box.y0 + 16, m.small, Ink.MUTED, align=Align.RIGHT)
    canvas.text(labels.expected, box.x1, box.y1 + 38, m.small, Ink.MUTED, align=Align.RIGHT)


def _dashed(canvas: Canvas, start: tuple[float, float], end: tuple[float, float], parts: int = 24) -> None:
    for part in range(0, parts, 2):
        ends = [
            (start[0] + (end[0] - start[0]) * at / parts, start[1] + (end[1] - start[1]) * at / parts)
            for at in (part, part + 1)
        ]
        canvas.line(ends, 1.5, Ink.MUTED)


def _draw_footer(canvas: Canvas, labels: AccuracyLabels, m: Measure) -> None:
    """What the colours mean; below, every hour accounted for, and the brand."""
    y, left = HEIGHT - 54, float(_EDGE)
    for text, ink in ((labels.map, Ink.ABOVE), (labels.distance, Ink.BADGE), (labels.rules, Ink.BELOW)):
        canvas.fill(Box(round(left), y - 8, round(left) + 20, y + 8), ink)
        left = canvas.text(text, left + 28, y, m.small, Ink.TEXT).x1 + 22
    for dash in (0, 14):
        canvas.fill(Box(round(left) + dash, y, round(left) + dash + 10, y + 1), Ink.TEXT)
    canvas.text(labels.chance, left + 32, y, m.small, Ink.TEXT)
    brand = canvas.text(labels.brand, WIDTH - _EDGE, HEIGHT - 22, m.normal, Ink.MUTED, Weight.BOLD, Align.RIGHT)
    size = fitting_size(labels.hours, m.small, brand.x0 - 24 - _EDGE)
    canvas.text(labels.hours, _EDGE, HEIGHT - 22, size, Ink.MUTED)
