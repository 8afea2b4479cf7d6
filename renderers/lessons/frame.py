"""What every picture of a lesson has: its title, where in the course it stands, what it is, and a line to take home."""

from collections.abc import Sequence
from dataclasses import dataclass

from renderers.canvas import Align, Box, Canvas
from renderers.header import draw_badges
from renderers.layout import PLAIN_SIZE, Measure, Size, measure_of
from renderers.palette import Ink, Theme, palette_of
from renderers.typeface import Weight, fitting_size, text_width

_LEAST_SIZE = 8


@dataclass(frozen=True, slots=True)
class FrameLabels:
    """Finished strings. `badges`: "SCHEMATIC", "SIMULATED MONEY". `done`: those of the `lessons` that are; `present`:
    the one that is looked at, 0 for none."""

    title: str
    kicker: str  # "Lesson 2 of 6"
    note: str  # the line below
    badges: tuple[str, ...]
    lessons: int = 6
    done: frozenset[int] = frozenset()
    present: int = 0
    brand: str = "HELIX"


@dataclass(frozen=True, slots=True)
class Framed:
    canvas: Canvas
    m: Measure
    body: Box


def framed(theme: Theme, labels: FrameLabels, size: Size = PLAIN_SIZE) -> Framed:
    """An empty picture with its frame; `body` is free."""
    canvas, m = Canvas.blank(palette_of(theme), *size), measure_of(size)
    edge = m.px(28)
    _draw_head(canvas, labels, m, edge)
    _draw_progress(canvas, labels, m, edge)
    bottom = _draw_foot(canvas, labels, m, edge)
    return Framed(canvas, m, Box(edge, m.px(118), size[0] - edge, bottom))


def _draw_head(canvas: Canvas, labels: FrameLabels, m: Measure, edge: int) -> None:
    y, right = m.px(42), canvas.box.x1 - edge
    badges = draw_badges(canvas, labels.badges, right, y, m)
    room = badges - edge - m.px(24)
    size = fitting_size(labels.title, m.huge, room, Weight.BOLD)
    title = canvas.text(labels.title, edge, y, size, Ink.TEXT, Weight.BOLD)
    left = title.x1 + m.px(20)
    if labels.kicker and text_width(labels.kicker, m.normal) <= badges - left - m.px(20):
        canvas.text(labels.kicker, left, y + m.px(4), m.normal, Ink.MUTED)


def _draw_progress(canvas: Canvas, labels: FrameLabels, m: Measure, edge: int) -> None:
    """One bar a lesson: done is bright, the present one half, what comes is faint."""
    gap, width = m.px(8), canvas.box.width - 2 * edge
    each = (width - gap * (labels.lessons - 1)) / labels.lessons
    for number in range(1, labels.lessons + 1):
        left = round(edge + (number - 1) * (each + gap))
        bar = Box(left, m.px(82), round(left + each), m.px(88))
        ink = Ink.ABOVE if number in labels.done else Ink.BADGE if number == labels.present else Ink.GRID
        canvas.rounded(bar, m.px(3), ink)


def _draw_foot(canvas: Canvas, labels: FrameLabels, m: Measure, edge: int) -> int:
    """Returns where the body ends."""
    y, right = canvas.box.y1 - m.px(34), canvas.box.x1 - edge
    brand = canvas.text(labels.brand, right, y, m.normal, Ink.MUTED, Weight.BOLD, Align.RIGHT)
    size = fitting_size(labels.note, m.normal, brand.x0 - edge - m.px(24))
    canvas.text(labels.note, edge, y, size, Ink.MUTED)
    return canvas.box.y1 - m.px(66)


def wrapped(text: str, size: int, width: float, most: int, weight: Weight = Weight.MEDIUM) -> tuple[int, list[str]]:
    """Size and lines: at most `most` lines of `width` pixels, smaller where it takes more."""
    while True:
        lines = _broken(text.split(), size, width, weight)
        fits = all(text_width(line, size, weight) <= width for line in lines)
        if (len(lines) <= most and fits) or size <= _LEAST_SIZE:
            return size, lines
        size -= 1


def _broken(words: Sequence[str], size: int, width: float, weight: Weight) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and text_width(f"{lines[-1]} {word}", size, weight) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
