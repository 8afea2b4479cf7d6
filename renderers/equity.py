"""A paper account's equity over time: the line, what it lost from its peaks, and the trades that were closed."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from engine.exchange.venues.paper.curve import EquityCurve
from renderers.canvas import Align, Box, Canvas
from renderers.equity_plot import draw_dashes, draw_plot
from renderers.header import draw_badges
from renderers.labels import NumberStyle
from renderers.layout import PLAIN_SIZE, Measure, Size, measure_of
from renderers.palette import Ink, Theme, palette_of
from renderers.tiles import INK_OF, Tile, Tone, draw_tiles
from renderers.typeface import Weight, fitting_size, text_width

_TILES = 5


@dataclass(frozen=True, slots=True)
class EquityLabels:
    """Finished strings in the reader's language. `tiles`: at most five. An empty string leaves its place empty."""

    title: str  # "Maya's paper account"
    equity: str  # "$10,021.54"
    change: str  # "+0.2 % since 2 Feb"
    simulated: str  # badge: "SIMULATED MONEY"
    source: str  # badge: "LIVE", "RECORDED", "SIMULATED": where the prices come from
    start: str  # key: "start"
    today: str  # "today"
    won: str  # key: "trade won"
    lost: str  # key: "trade lost"
    below_peak: str  # key: "below its peak"
    made_at: str  # "6 Feb 2026, 06:00 Chicago"
    months: tuple[str, ...]  # twelve short names, January first
    day_month: str = "{day} {month}"
    tiles: tuple[Tile, ...] = ()
    brand: str = "HELIX"
    numbers: NumberStyle = field(default_factory=NumberStyle)


def equity_curve_png(
    curve: EquityCurve, theme: Theme, size: Size = PLAIN_SIZE, *, labels: EquityLabels, zone: ZoneInfo
) -> bytes:
    """Pure. Raises `ValueError` for a curve without a point or more than five tiles."""
    return paint_equity(curve, theme, size, labels=labels, zone=zone).png()


def paint_equity(
    curve: EquityCurve, theme: Theme, size: Size = PLAIN_SIZE, *, labels: EquityLabels, zone: ZoneInfo
) -> Canvas:
    """The canvas knows every text on it."""
    if not len(curve.at_ms) or len(labels.tiles) > _TILES:
        raise ValueError(f"{len(curve.at_ms)} points and {len(labels.tiles)} tiles: 1 or more, and at most {_TILES}")
    canvas, m = Canvas.blank(palette_of(theme), *size), measure_of(size)
    _draw_header(canvas, curve, labels, m)
    axis = round(text_width("$100,000", m.small, Weight.BOLD)) + m.px(24)
    plot = Box(m.px(14), m.px(132), size[0] - axis, size[1] - m.px(146))
    draw_plot(canvas, curve, plot, m, labels, zone)
    draw_tiles(canvas, labels.tiles, Box(m.px(14), plot.y1 + m.px(44), size[0] - m.px(14), plot.y1 + m.px(104)), m)
    _draw_key(canvas, labels, m)
    return canvas


def _draw_header(canvas: Canvas, curve: EquityCurve, labels: EquityLabels, m: Measure) -> None:
    """Who and what kind of money; below, how much there is, and how much it changed."""
    left, right, first, second = m.px(18), canvas.box.x1 - m.px(14), m.px(34), m.px(92)
    badges = draw_badges(canvas, (labels.source, labels.simulated), right, first, m)
    size = fitting_size(labels.title, m.px(32), badges - left - m.px(20), Weight.BOLD)
    canvas.text(labels.title, left, first, size, Ink.MUTED, Weight.BOLD)
    equity = canvas.text(labels.equity, left, second, m.px(52), Ink.TEXT, Weight.BOLD)
    ink = INK_OF[Tone.GOOD if curve.change > 0 else Tone.BAD if curve.change < 0 else Tone.PLAIN]
    change = canvas.text(labels.change, equity.x1 + m.px(22), second + m.px(5), m.large, ink, Weight.BOLD)
    room = right - change.x1 - m.px(24)
    size = fitting_size(labels.made_at, m.normal, room)
    canvas.text(labels.made_at, right, second + m.px(6), size, Ink.MUTED, align=Align.RIGHT)


def _draw_key(canvas: Canvas, labels: EquityLabels, m: Measure) -> None:
    y, left = canvas.box.y1 - m.px(20), m.px(24)
    brand = canvas.text(labels.brand, canvas.box.x1 - m.px(14), y, m.normal, Ink.MUTED, Weight.BOLD, Align.RIGHT)
    texts = (labels.won, labels.lost, labels.below_peak, labels.start)
    size, room = m.small, brand.x0 - left - m.px(4 * 46 + 20)
    while size > 8 and sum(text_width(text, size) for text in texts) > room:
        size -= 1
    for place, text in enumerate(texts):
        left = _draw_sample(canvas, place, left, y, m)
        left = canvas.text(text, left, y, size, Ink.MUTED).x1 + m.px(28)


def _draw_sample(canvas: Canvas, place: int, left: int, y: int, m: Measure) -> int:
    """What the word beside it stands for; returns where the word begins."""
    match place:
        case 0 | 1:
            canvas.dot(left, y, m.unit * 7, Ink.DOWN if place else Ink.ABOVE)
        case 2:
            canvas.fill(Box(left - m.px(8), y - m.px(8), left + m.px(10), y + m.px(8)), Ink.DOWN, 0.3)
        case _:
            draw_dashes(canvas, y, left - m.px(8), left + m.px(16), m)
            return left + m.px(26)
    return left + m.px(18)
