"""A few amounts beside each other as bars, from one zero: what a lesson compares."""

from dataclasses import dataclass

from renderers.canvas import Align, Box, Canvas
from renderers.layout import PLAIN_SIZE, Measure, Size
from renderers.lessons.frame import Framed, FrameLabels, framed, wrapped
from renderers.palette import Ink, Theme
from renderers.typeface import Weight, fitting_size, text_width

_MOST_ROWS = 7
_NAME_SHARE, _WORDS_SHARE = 0.25, 0.26  # of the body's width, at most


@dataclass(frozen=True, slots=True)
class Amount:
    """One bar. `size` -1 to 1 of the longest possible; `name` and `words` are finished strings. `eaten`: the part of
    it, 0 to 1, that something else takes."""

    name: str
    size: float
    words: str
    ink: Ink
    eaten: float = 0.0


@dataclass(frozen=True, slots=True)
class AmountsPicture:
    frame: FrameLabels
    heading: str
    rows: tuple[Amount, ...]
    eaten: str = ""  # what the eaten part of a bar is


def amounts_png(picture: AmountsPicture, *, theme: Theme, size: Size = PLAIN_SIZE) -> bytes:
    return paint_amounts(picture, theme=theme, size=size).png()


def paint_amounts(picture: AmountsPicture, *, theme: Theme, size: Size = PLAIN_SIZE) -> Canvas:
    """Raises `ValueError` for no row or more than seven."""
    if not 0 < len(picture.rows) <= _MOST_ROWS:
        raise ValueError(f"{len(picture.rows)} rows: 1 to {_MOST_ROWS} are drawn")
    page = framed(theme, picture.frame, size)
    m, body = page.m, page.body
    top = body.y0 + m.px(62)
    _draw_heading(page, picture)
    row_height = (body.y1 - top) / len(picture.rows)
    names, plot = _columns(page, picture.rows)
    zero = _zero(picture.rows, plot)
    for number, row in enumerate(picture.rows):
        y = round(top + (number + 0.5) * row_height)
        half = round(min(row_height * 0.30, m.px(34)))
        _draw_row(page, row, names, plot, zero, y, half)
    page.canvas.fill(Box(zero - 1, top, zero + 1, body.y1), Ink.MUTED, 0.6)
    return page.canvas


def _draw_heading(page: Framed, picture: AmountsPicture) -> None:
    m, y = page.m, page.body.y0 + page.m.px(26)
    right = page.body.x1
    if picture.eaten:
        said = page.canvas.text(picture.eaten, right, y, m.normal, Ink.WARN, align=Align.RIGHT)
        page.canvas.rounded(Box(said.x0 - m.px(34), y - m.px(9), said.x0 - m.px(12), y + m.px(9)), m.px(4), Ink.WARN)
        right = said.x0 - m.px(54)
    size = fitting_size(picture.heading, m.large, right - page.body.x0, Weight.BOLD)
    page.canvas.text(picture.heading, page.body.x0, y, size, Ink.TEXT, Weight.BOLD)


def _columns(page: Framed, rows: tuple[Amount, ...]) -> tuple[int, Box]:
    """Width for names, and the box of the bars between them and the words' room on the sides where bars end."""
    m, body = page.m, page.body
    names = round(min(max(text_width(row.name, m.large) for row in rows), body.width * _NAME_SHARE)) + m.px(24)
    words = round(min(max(text_width(row.words, m.large, Weight.BOLD) for row in rows), body.width * _WORDS_SHARE))
    left = body.x0 + names + (words + m.px(14) if min(row.size for row in rows) < 0 else 0)
    return names, Box(left, body.y0, body.x1 - words - m.px(20), body.y1)


def _zero(rows: tuple[Amount, ...], plot: Box) -> int:
    lowest = min(0.0, *(row.size for row in rows))
    highest = max(0.0, *(row.size for row in rows))
    return round(plot.x0 - lowest / (highest - lowest) * plot.width)


def _draw_row(page: Framed, row: Amount, names: int, plot: Box, zero: int, y: int, half: int) -> None:
    canvas, m = page.canvas, page.m
    size, lines = wrapped(row.name, m.large, names - m.px(24), 2)
    for number, line in enumerate(lines):
        canvas.text(line, page.body.x0, y + (number - (len(lines) - 1) / 2) * size * 1.2, size, Ink.TEXT)
    scale = plot.x1 - zero if row.size >= 0 else zero - plot.x0
    length = max(round(abs(row.size) * scale), m.px(4))
    bar = (
        Box(zero, y - half, zero + length, y + half) if row.size >= 0 else Box(zero - length, y - half, zero, y + half)
    )
    canvas.rounded(bar, m.px(6), row.ink)
    if row.eaten:
        _draw_eaten(canvas, bar, row, m)
    x, align = (bar.x1 + m.px(14), Align.LEFT) if row.size >= 0 else (bar.x0 - m.px(14), Align.RIGHT)
    room = body_room(page.body, x, align)
    canvas.text(row.words, x, y, fitting_size(row.words, m.large, room, Weight.BOLD), Ink.TEXT, Weight.BOLD, align)


def body_room(body: Box, x: int, align: Align) -> int:
    return body.x1 - x if align is Align.LEFT else x - body.x0


def _draw_eaten(canvas: Canvas, bar: Box, row: Amount, m: Measure) -> None:
    width = max(round(bar.width * min(row.eaten, 1.0)), m.px(6))
    part = Box(bar.x0, bar.y0, bar.x0 + width, bar.y1) if row.size >= 0 else Box(bar.x1 - width, bar.y0, bar.x1, bar.y1)
    canvas.rounded(part, m.px(6), Ink.WARN)
