"""One row of a board: place, name, a bar from zero, and the figures beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from renderers.canvas import Align, Box, Canvas
from renderers.layout import Measure
from renderers.palette import Ink
from renderers.typeface import Weight, fitting_size, text_width

_BAR = 0.36  # of the row's height
_SHORTEST_PPM = 20_000  # a bar's full length means two percent at least
_MEDALS = {"1": Ink.WARN, "2": Ink.MUTED, "3": Ink.BELOW}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """Finished strings of one trader. `score_ppm` is the bar's length; `note` stands where there is no rank."""

    rank: str  # "1"; empty without a rank
    name: str
    score_ppm: int
    score: str  # "+40.2 %"
    trades: str
    dip: str
    prize: str = ""  # "$100", on a plate beside the name
    note: str = ""  # "1 of 3 trades"
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Scores:
    """The bars' ends: 0 is always among them."""

    low: int
    high: int

    @staticmethod
    def of(rows: Sequence[BoardRow]) -> "Scores":
        scores = [row.score_ppm for row in rows]
        return Scores(min([0, *scores]), max([_SHORTEST_PPM, *scores]))

    def share(self, score_ppm: int) -> float:
        return (score_ppm - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Columns:
    """x of each part; figures end where their box ends."""

    rank: int
    name: Box
    bar: Box
    score: int
    trades: int
    dip: int


def columns_of(box: Box, rows: Sequence[BoardRow], m: Measure) -> Columns:
    ranks = round(max((text_width(row.rank, m.normal, Weight.BOLD) for row in rows), default=0.0))
    left = m.px(26) + max(ranks, m.px(38))
    dip = box.x1 - m.px(20)
    trades = dip - m.px(130)
    score = trades - m.px(104)
    name = Box(box.x0 + left + m.px(20), box.y0, box.x0 + round(box.width * 0.40), box.y1)
    bar = Box(name.x1 + m.px(16), box.y0, score - m.px(136), box.y1)
    return Columns(box.x0 + m.px(26) + (left - m.px(26)) // 2, name, bar, score, trades, dip)


def draw_heads(canvas: Canvas, heads: tuple[str, str, str, str], columns: Columns, y: int, m: Measure) -> None:
    trader, score, trades, dip = heads
    canvas.text(trader, columns.name.x0, y, fitting_size(trader, m.small, columns.name.width), Ink.MUTED)
    for text, right, left in (
        (score, columns.score, columns.bar.x1),
        (trades, columns.trades, columns.score),
        (dip, columns.dip, columns.trades),
    ):
        size = fitting_size(text, m.small, right - left - m.px(12))
        canvas.text(text, right, y, size, Ink.MUTED, align=Align.RIGHT)


def draw_row(
    canvas: Canvas, row: BoardRow, box: Box, columns: Columns, scores: Scores, m: Measure, *, is_even: bool
) -> None:
    y, plate = (box.y0 + box.y1) / 2, Box(box.x0, box.y0 + m.px(2), box.x1, box.y1 - m.px(2))
    if row.is_own:
        canvas.rounded(plate, m.px(8), Ink.BADGE, 0.25)
        canvas.rounded(Box(plate.x0, plate.y0, plate.x0 + m.px(6), plate.y1), m.px(3), Ink.BADGE)
    elif is_even:
        canvas.rounded(plate, m.px(8), Ink.PANEL)
    _draw_rank(canvas, row.rank, columns.rank, y, m)
    _draw_name(canvas, row, columns.name, y, m)
    _draw_bar(canvas, row, columns.bar, box, scores, m)
    ink = Ink.ABOVE if row.score_ppm > 0 else Ink.DOWN if row.score_ppm < 0 else Ink.TEXT
    size = fitting_size(row.score, m.large, columns.score - columns.bar.x1 - m.px(12), Weight.BOLD)
    canvas.text(row.score, columns.score, y, size, ink, Weight.BOLD, Align.RIGHT)
    canvas.text(row.trades, columns.trades, y, m.normal, Ink.TEXT, align=Align.RIGHT)
    canvas.text(row.dip, columns.dip, y, m.normal, Ink.MUTED, align=Align.RIGHT)


def _draw_rank(canvas: Canvas, rank: str, x: int, y: float, m: Measure) -> None:
    """The first three on a disc."""
    if rank in _MEDALS:
        canvas.dot(x, y, m.unit * 17, _MEDALS[rank])
        canvas.text(rank, x, y, m.normal, Ink.BACKGROUND, Weight.BOLD, Align.CENTRE)
        return
    canvas.text(rank or "–", x, y, m.normal, Ink.MUTED, Weight.BOLD, Align.CENTRE)


def _draw_name(canvas: Canvas, row: BoardRow, box: Box, y: float, m: Measure) -> None:
    """With the prize on a plate, or why there is no rank, behind it."""
    behind = row.prize or row.note
    room = box.width - (text_width(behind, m.small, Weight.BOLD) + m.px(36) if behind else 0)
    weight = Weight.BOLD if row.is_own or row.rank in _MEDALS else Weight.MEDIUM
    size = fitting_size(row.name, m.px(25), room, weight)
    name = canvas.text(row.name, box.x0, y, size, Ink.TEXT, weight)
    if row.prize:
        width = round(text_width(row.prize, m.small, Weight.BOLD)) + m.px(20)
        left = name.x1 + m.px(14)
        plate = Box(left, round(y) - m.px(15), left + width, round(y) + m.px(15))
        canvas.rounded(plate, m.px(15), Ink.ABOVE)
        canvas.text(row.prize, left + width / 2, y, m.small, Ink.BACKGROUND, Weight.BOLD, Align.CENTRE)
    elif row.note:
        canvas.text(row.note, name.x1 + m.px(14), y, m.small, Ink.WARN)


def _draw_bar(canvas: Canvas, row: BoardRow, column: Box, box: Box, scores: Scores, m: Measure) -> None:
    """From zero, to the right what was won and to the left what was lost."""
    half, y = max(round(box.height * _BAR / 2), 2), (box.y0 + box.y1) // 2
    zero, end = (round(column.x0 + scores.share(value) * column.width) for value in (0, row.score_ppm))
    if end == zero:
        end += m.px(2)
    canvas.fill(Box(zero, box.y0, zero + 1, box.y1), Ink.MUTED, 0.35)
    x0, x1 = min(zero, end), max(zero, end)
    radius = min(m.px(5), (x1 - x0) // 2)
    canvas.rounded(Box(x0, y - half, x1, y + half), radius, Ink.ABOVE if row.score_ppm >= 0 else Ink.DOWN)
