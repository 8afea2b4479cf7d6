"""A round's board: who leads, by how much, and where the reader stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from renderers.board_rows import BoardRow, Scores, columns_of, draw_heads, draw_row
from renderers.canvas import Align, Box, Canvas
from renderers.header import draw_badges
from renderers.layout import PLAIN_SIZE, Measure, Size, measure_of
from renderers.palette import Ink, Theme, palette_of
from renderers.tiles import Tile, draw_tiles
from renderers.typeface import Weight, fitting_size

_MOST_ROWS = 10
_TALLEST = 76  # pixels of the 1280×720 design


@dataclass(frozen=True, slots=True)
class BoardLabels:
    """Finished strings in the reader's language. An empty string leaves its place empty."""

    title: str  # "Friday 6 Feb", "Week of 2 Feb"
    answer: str  # "1,104 ranked of 2,318 · closes in 5 h"
    prize: str  # "$100 to the first"
    badges: tuple[str, ...]  # "THIS GROUP", "FINAL", "SIMULATED MONEY"
    head_trader: str
    head_score: str
    head_trades: str
    head_dip: str
    nobody: str  # "Nobody has three trades yet."
    proof: str  # "38,412 fills replayed, same result · proof 9f3c61e1"
    made_at: str  # "6 Feb 2026, 06:00 Chicago"
    tiles: tuple[Tile, ...] = ()
    brand: str = "HELIX"


def board_png(
    rows: Sequence[BoardRow], own: BoardRow | None, theme: Theme, size: Size = PLAIN_SIZE, *, labels: BoardLabels
) -> bytes:
    """`rows`: the page, at most ten, names as `legible` leaves them. `own`: where the reader is not on it. Pure."""
    return paint_board(rows, own, theme, size, labels=labels).png()


def paint_board(
    rows: Sequence[BoardRow], own: BoardRow | None, theme: Theme, size: Size = PLAIN_SIZE, *, labels: BoardLabels
) -> Canvas:
    """The canvas knows every text on it. Raises `ValueError` for more than ten rows."""
    if len(rows) > _MOST_ROWS:
        raise ValueError(f"{len(rows)} rows: at most {_MOST_ROWS} are drawn")
    canvas, m = Canvas.blank(palette_of(theme), *size), measure_of(size)
    _draw_header(canvas, labels, m)
    foot = size[1] - m.px(44)
    if labels.tiles:
        foot -= m.px(70)
        draw_tiles(canvas, labels.tiles, Box(m.px(14), foot + m.px(8), size[0] - m.px(14), foot + m.px(66)), m)
    _draw_table(canvas, rows, own, Box(m.px(14), m.px(110), size[0] - m.px(14), foot), labels, m)
    _draw_footer(canvas, labels, m)
    return canvas


def _draw_header(canvas: Canvas, labels: BoardLabels, m: Measure) -> None:
    left, right, first, second = m.px(18), canvas.box.x1 - m.px(14), m.px(36), m.px(80)
    badges = draw_badges(canvas, labels.badges, right, first, m)
    size = fitting_size(labels.title, m.huge, badges - left - m.px(20), Weight.BOLD)
    canvas.text(labels.title, left, first, size, Ink.TEXT, Weight.BOLD)
    prize = canvas.text(labels.prize, right, second, m.normal, Ink.ABOVE, Weight.BOLD, Align.RIGHT)
    size = fitting_size(labels.answer, m.normal, prize.x0 - left - m.px(20))
    canvas.text(labels.answer, left, second, size, Ink.MUTED)


def _draw_table(
    canvas: Canvas, rows: Sequence[BoardRow], own: BoardRow | None, box: Box, labels: BoardLabels, m: Measure
) -> None:
    everyone = rows if own is None else [*rows, own]
    columns, scores = columns_of(box, everyone, m), Scores.of(everyone)
    heads = (labels.head_trader, labels.head_score, labels.head_trades, labels.head_dip)
    draw_heads(canvas, heads, columns, box.y0 + m.px(14), m)
    top = box.y0 + m.px(32)
    if not rows:
        middle = ((box.x0 + box.x1) / 2, top + (box.y1 - top) * 0.42)
        size = fitting_size(labels.nobody, m.large, box.width - m.px(60))
        canvas.text(labels.nobody, *middle, size, Ink.MUTED, align=Align.CENTRE)
    apart = m.px(12) if own is not None else 0
    slots = max(len(rows), 5) + (own is not None)
    height = min((box.y1 - top - apart) // max(slots, 1), m.px(_TALLEST))
    for place, row in enumerate(rows):
        y = top + place * height
        draw_row(canvas, row, Box(box.x0, y, box.x1, y + height), columns, scores, m, is_even=place % 2 == 0)
    if own is not None:
        y = box.y1 - height
        if rows and own.rank:
            _draw_gap(canvas, top + len(rows) * height, y, columns.rank, m)
        draw_row(canvas, own, Box(box.x0, y, box.x1, y + height), columns, scores, m, is_even=False)


def _draw_gap(canvas: Canvas, y0: int, y1: int, x: int, m: Measure) -> None:
    """Three dots: others stand between the page and the reader."""
    for step in (-1, 0, 1):
        canvas.dot(x + step * m.px(10), (y0 + y1) / 2, m.unit * 2, Ink.MUTED)


def _draw_footer(canvas: Canvas, labels: BoardLabels, m: Measure) -> None:
    y, right = canvas.box.y1 - m.px(20), canvas.box.x1 - m.px(14)
    brand = canvas.text(labels.brand, right, y, m.normal, Ink.MUTED, Weight.BOLD, Align.RIGHT)
    made = canvas.text(labels.made_at, brand.x0 - m.px(18), y, m.small, Ink.MUTED, align=Align.RIGHT)
    size = fitting_size(labels.proof, m.small, made.x0 - m.px(18 + 20))
    canvas.text(labels.proof, m.px(18), y, size, Ink.TEXT)
