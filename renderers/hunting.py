"""On which windows a coin hunts, as a forest plot: the reached share with its interval beside the mirrored one."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.scanners.hunting.book import Hunter
from engine.scanners.hunting.verdict import Verdict, wilson
from renderers.canvas import Align, Box, Canvas
from renderers.header import draw_badges
from renderers.layout import PLAIN_SIZE, Measure, Size, measure_of
from renderers.palette import Ink, Theme, palette_of
from renderers.typeface import Weight, fitting_size, text_width

_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_MOST_ROWS = 9


@dataclass(frozen=True, slots=True)
class HuntingRowLabels:
    """Finished strings of one window. `few` instead of the figures where there are too few cases."""

    window: str  # "12h"
    reached: str  # "120/189"
    times: str  # "3.2 h, 7.5 h"
    wicks: str  # "0.31 %, 1.1 %"
    few: str = ""  # "too few: 21"


@dataclass(frozen=True, slots=True)
class HuntingLabels:
    title: str  # "BTC: where it hunts"
    notes: str  # "Bybit + Binance · 6 Feb 2026, 06:00 Chicago"
    source: str  # badge: "LIVE", "RECORDED", "SIMULATED"
    measured: str  # badge: "MEASURED"
    answer: str  # "hunts on 12h, 3d"
    head_reached: str
    head_times: str
    head_wicks: str
    key_reached: str  # beside the dot
    key_mirror: str
    key_random: str
    rows: tuple[HuntingRowLabels, ...]
    brand: str = "HELIX"


@dataclass(frozen=True, slots=True)
class _Layout:
    m: Measure
    names: Box
    plot: Box
    columns: tuple[Box, Box, Box]

    def x(self, share: float) -> float:
        return self.plot.x0 + share * self.plot.width

    def y(self, row: int, rows: int) -> int:
        return round(self.plot.y0 + (row + 0.5) * self.plot.height / rows)


def hunting_png(rows: Sequence[Hunter], *, theme: Theme, labels: HuntingLabels, size: Size = PLAIN_SIZE) -> bytes:
    """`rows`: one a window, shortest first, with the labels in the same order."""
    return paint_hunting(rows, theme=theme, labels=labels, size=size).png()


def paint_hunting(rows: Sequence[Hunter], *, theme: Theme, labels: HuntingLabels, size: Size = PLAIN_SIZE) -> Canvas:
    """The canvas knows every text on it. Raises `ValueError` for no row, more than nine, or other labels."""
    if not 0 < len(rows) <= _MOST_ROWS or len(rows) != len(labels.rows):
        raise ValueError(f"{len(rows)} windows with labels for {len(labels.rows)}: 1 to {_MOST_ROWS} of each are drawn")
    canvas = Canvas.blank(palette_of(theme), *size)
    layout = _layout(size)
    _draw_header(canvas, labels, layout.m)
    _draw_axis(canvas, labels, layout)
    for number, (row, words) in enumerate(zip(rows, labels.rows, strict=True)):
        _draw_row(canvas, row, words, layout, layout.y(number, len(rows)), number)
    _draw_key(canvas, labels, layout)
    return canvas


def _layout(size: Size) -> _Layout:
    m, (width, height) = measure_of(size), size
    top, bottom, edge = m.px(140), height - m.px(92), m.px(14)
    names = Box(edge, top, edge + m.px(104), bottom)
    right = width - edge
    wicks = Box(right - m.px(176), top, right, bottom)
    times = Box(wicks.x0 - m.px(190), top, wicks.x0 - m.px(12), bottom)
    counts = Box(times.x0 - m.px(120), top, times.x0 - m.px(12), bottom)
    return _Layout(m, names, Box(names.x1, top, counts.x0 - m.px(22), bottom), (counts, times, wicks))


def _draw_header(canvas: Canvas, labels: HuntingLabels, m: Measure) -> None:
    left, right = m.px(14), canvas.box.x1 - m.px(14)
    badges = draw_badges(canvas, (labels.source, labels.measured), right, m.px(30), m)
    size = fitting_size(labels.title, m.huge, badges - left - m.px(20), Weight.BOLD)
    canvas.text(labels.title, left, m.px(30), size, Ink.TEXT, Weight.BOLD)
    answer = canvas.text(labels.answer, right, m.px(68), m.normal, Ink.TEXT, Weight.BOLD, Align.RIGHT)
    size = fitting_size(labels.notes, m.normal, answer.x0 - left - m.px(20))
    canvas.text(labels.notes, left, m.px(68), size, Ink.MUTED)


def _draw_axis(canvas: Canvas, labels: HuntingLabels, layout: _Layout) -> None:
    """Shares of the cases, with lines through all rows; heads of the columns beside."""
    m, plot = layout.m, layout.plot
    heads = (labels.head_reached, labels.head_times, labels.head_wicks)
    for share in _TICKS:
        x = round(layout.x(share))
        canvas.fill(Box(x, plot.y0, x + 1, plot.y1), Ink.MUTED, 0.35)
        canvas.text(f"{share:.0%}", x, plot.y1 + m.px(18), m.small, Ink.MUTED, align=Align.CENTRE)
    for head, box in zip(heads, layout.columns, strict=True):
        size = fitting_size(head, m.small, box.width)
        canvas.text(head, box.x1, plot.y0 - m.px(22), size, Ink.MUTED, align=Align.RIGHT)


def _draw_row(canvas: Canvas, row: Hunter, words: HuntingRowLabels, layout: _Layout, y: int, number: int) -> None:
    m, plot = layout.m, layout.plot
    if number % 2 == 0:
        canvas.fill(Box(layout.names.x0, y - m.px(26), canvas.box.x1 - m.px(14), y + m.px(26)), Ink.PANEL, 0.5)
    _draw_name(canvas, row.verdict, words.window, layout, y)
    if row.verdict is Verdict.TOO_FEW:
        canvas.text(words.few, plot.x0 + m.px(14), y, m.normal, Ink.MUTED)
        return
    tally = row.pattern.largest
    _draw_interval(canvas, tally.mirror, tally.cases, layout, y + m.px(11), Ink.BELOW)
    random = round(layout.x(tally.random / tally.cases))
    canvas.fill(Box(random - m.px(1), y - m.px(20), random + m.px(2), y + m.px(20)), Ink.BADGE)
    ink = Ink.ABOVE if row.verdict is Verdict.HUNTS else Ink.TEXT
    _draw_interval(canvas, tally.reached, tally.cases, layout, y - m.px(9), ink, is_first=True)
    for text, box in zip((words.reached, words.times, words.wicks), layout.columns, strict=True):
        size = fitting_size(text, m.normal, box.width)
        canvas.text(text, box.x1, y, size, Ink.TEXT, align=Align.RIGHT)


def _draw_name(canvas: Canvas, verdict: Verdict, window: str, layout: _Layout, y: int) -> None:
    """On a plate where the coin hunts."""
    m, x = layout.m, layout.names.x0 + layout.m.px(14)
    if verdict is not Verdict.HUNTS:
        canvas.text(window, x, y, m.large, Ink.MUTED if verdict is Verdict.TOO_FEW else Ink.TEXT, Weight.BOLD)
        return
    width = round(text_width(window, m.large, Weight.BOLD)) + m.px(16)
    canvas.rounded(Box(x - m.px(8), y - m.px(19), x - m.px(8) + width, y + m.px(19)), m.px(6), Ink.ABOVE)
    canvas.text(window, x, y, m.large, Ink.BACKGROUND, Weight.BOLD)


def _draw_interval(
    canvas: Canvas, successes: int, cases: int, layout: _Layout, y: int, ink: Ink, *, is_first: bool = False
) -> None:
    """The share as a dot on the line of its 95 % interval; thinner for the one it is compared with."""
    m, span = layout.m, wilson(successes, cases)
    x0, x1 = round(layout.x(span.low)), round(layout.x(span.high))
    half = m.px(3 if is_first else 2)
    canvas.rounded(Box(x0, y - half, max(x1, x0 + 2 * half), y + half), half, ink, 1.0 if is_first else 0.6)
    canvas.dot(layout.x(successes / cases), y, m.unit * (9 if is_first else 6), ink)


def _draw_key(canvas: Canvas, labels: HuntingLabels, layout: _Layout) -> None:
    m, y = layout.m, canvas.box.y1 - layout.m.px(34)
    brand = canvas.text(labels.brand, canvas.box.x1 - m.px(14), y, m.normal, Ink.MUTED, Weight.BOLD, Align.RIGHT)
    texts = (labels.key_reached, labels.key_mirror, labels.key_random)
    left, room = layout.names.x0 + m.px(12), brand.x0 - layout.names.x0 - m.px(12 + 30 + 3 * 44)
    size = m.small
    while size > 8 and sum(text_width(text, size) for text in texts) > room:
        size -= 1
    for number, text in enumerate(texts):
        if number == 2:
            canvas.fill(Box(left - m.px(1), y - m.px(12), left + m.px(2), y + m.px(12)), Ink.BADGE)
        else:
            canvas.dot(left, y, m.unit * (9 - 3 * number), Ink.BELOW if number else Ink.TEXT)
        left = canvas.text(text, left + m.px(16), y, size, Ink.MUTED).x1 + m.px(30)
