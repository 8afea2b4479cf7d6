"""The course as a path of six stations, and badges as a wall of medals."""

from dataclasses import dataclass

from renderers.canvas import Align, Canvas
from renderers.layout import PLAIN_SIZE, Measure, Size
from renderers.lessons.frame import Framed, FrameLabels, framed, wrapped
from renderers.palette import Ink, Theme
from renderers.typeface import Weight, fitting_size

_MEDALS_A_ROW = 8
_MEDAL_HEIGHT = 250
_MOST_LARGER = 1.5


@dataclass(frozen=True, slots=True)
class PathPicture:
    """`names` of the lessons in order; the frame says which are done and which is next."""

    frame: FrameLabels
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Medal:
    sign: str  # few characters: "1", "TOP 10"
    name: str
    is_held: bool
    ink: Ink


@dataclass(frozen=True, slots=True)
class MedalsPicture:
    frame: FrameLabels
    medals: tuple[Medal, ...]


def path_png(picture: PathPicture, *, theme: Theme, size: Size = PLAIN_SIZE) -> bytes:
    return paint_path(picture, theme=theme, size=size).png()


def medals_png(picture: MedalsPicture, *, theme: Theme, size: Size = PLAIN_SIZE) -> bytes:
    return paint_medals(picture, theme=theme, size=size).png()


def paint_path(picture: PathPicture, *, theme: Theme, size: Size = PLAIN_SIZE) -> Canvas:
    page = framed(theme, picture.frame, size)
    m, body, count = page.m, page.body, len(picture.names)
    each = body.width / count
    xs = [body.x0 + (number + 0.5) * each for number in range(count)]
    ys = [body.y0 + body.height * (0.58 - 0.07 * number) for number in range(count)]
    page.canvas.line(list(zip(xs, ys, strict=True)), m.unit * 6, Ink.GRID)
    reached = [point for number, point in enumerate(zip(xs, ys, strict=True), 1) if number in picture.frame.done]
    page.canvas.line(reached, m.unit * 6, Ink.ABOVE)
    for number, (x, y, name) in enumerate(zip(xs, ys, picture.names, strict=True), 1):
        _draw_station(page, number, x, y, picture.frame)
        _draw_station_name(page, name, x, y, each)
    return page.canvas


def _draw_station(page: Framed, number: int, x: float, y: float, frame: FrameLabels) -> None:
    canvas, m = page.canvas, page.m
    is_done, is_next = number in frame.done, number == frame.present
    ink = Ink.ABOVE if is_done else Ink.BADGE if is_next else Ink.GRID
    canvas.dot(x, y, m.unit * 66, Ink.BACKGROUND)
    canvas.dot(x, y, m.unit * 58, ink)
    if not (is_done or is_next):
        canvas.dot(x, y, m.unit * 51, Ink.PANEL)
    if is_done:
        tick = [(x - m.px(18), y + m.px(1)), (x - m.px(5), y + m.px(15)), (x + m.px(20), y - m.px(14))]
        canvas.line(tick, m.unit * 8, Ink.BACKGROUND)
        return
    ink = Ink.BACKGROUND if is_next else Ink.MUTED
    canvas.text(str(number), x, y, m.huge, ink, Weight.BOLD, Align.CENTRE)


def _draw_station_name(page: Framed, name: str, x: float, y: float, each: float) -> None:
    m = page.m
    size, lines = wrapped(name, m.normal, each - m.px(16), 3)
    for number, line in enumerate(lines):
        page.canvas.text(line, x, y + m.px(92) + number * size * 1.25, size, Ink.TEXT, align=Align.CENTRE)


def paint_medals(picture: MedalsPicture, *, theme: Theme, size: Size = PLAIN_SIZE) -> Canvas:
    """A few stand larger than many."""
    page = framed(theme, picture.frame, size)
    body, a_row = page.body, min(_MEDALS_A_ROW, len(picture.medals))
    m = Measure(page.m.unit * min(_MEDALS_A_ROW / a_row, _MOST_LARGER))
    rows = -(-len(picture.medals) // a_row)
    each, height = body.width / a_row, body.height / rows
    for number, medal in enumerate(picture.medals):
        row, column = divmod(number, a_row)
        middle = body.x0 + (column + 0.5) * each
        top = body.y0 + row * height + max(height - m.px(_MEDAL_HEIGHT), 0) / 2
        _draw_medal(page.canvas, medal, middle, top, each, m)
    return page.canvas


def _draw_medal(canvas: Canvas, medal: Medal, x: float, top: float, each: float, m: Measure) -> None:
    y, ink = top + m.px(84), medal.ink if medal.is_held else Ink.GRID
    for side in (-1, 1):  # the ribbon
        canvas.line([(x + side * m.px(30), top + m.px(10)), (x + side * m.px(6), y - m.px(30))], m.unit * 16, ink)
    canvas.dot(x, y, m.unit * 56, Ink.BACKGROUND)
    canvas.dot(x, y, m.unit * 52, ink)
    canvas.dot(x, y, m.unit * 45, Ink.PANEL)
    if medal.is_held:
        canvas.dot(x, y, m.unit * 40, ink)
    sign_ink = Ink.BACKGROUND if medal.is_held else Ink.MUTED
    size = fitting_size(medal.sign, m.huge, m.px(66), Weight.BOLD)
    canvas.text(medal.sign, x, y, size, sign_ink, Weight.BOLD, Align.CENTRE)
    size, lines = wrapped(medal.name, m.small, each - m.px(14), 3)
    for number, line in enumerate(lines):
        words = Ink.TEXT if medal.is_held else Ink.MUTED
        canvas.text(line, x, y + m.px(82) + number * size * 1.25, size, words, align=Align.CENTRE)
