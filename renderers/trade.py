"""A closed trade as a card to send on: what it made of its stake, and the way price went meanwhile."""

from dataclasses import dataclass

import numpy as np

from engine.market.values import FloatArray, Side
from renderers.canvas import Align, Box, Canvas
from renderers.header import draw_badges
from renderers.layout import PLAIN_SIZE, Measure, Size, measure_of
from renderers.palette import Ink, Theme, palette_of
from renderers.scales import ValueScale
from renderers.tiles import Tile, draw_tiles
from renderers.typeface import Weight, fitting_size, text_width

_TILES = 4
_AIR = 0.14  # of the span of prices, above and below
_SHADE = 0.26


@dataclass(frozen=True, slots=True, eq=False)
class TradeShape:
    """`path_usd`: prices between entry and exit, evenly spaced, any number; the two are put at its ends."""

    side: Side
    entry_usd: float
    exit_usd: float
    is_won: bool  # fees and funding in
    path_usd: FloatArray


@dataclass(frozen=True, slots=True)
class TradeLabels:
    """Finished strings. `tiles`: at most four. No word of the account behind it."""

    title: str  # "LONG SOL 10x"
    change: str  # "+102 %"
    on_stake: str  # "on the stake, fees in"
    gain: str  # "+$21.54"
    ending: str  # "Target hit after 2 h 34 min"
    entry: str  # "80.20"
    exit: str  # "88.40"
    badges: tuple[str, ...]  # "SIMULATED MONEY"
    made_at: str
    invitation: str  # "Try it on paper, free: t.me/helix_bot"
    tiles: tuple[Tile, ...] = ()
    brand: str = "HELIX"


def trade_png(trade: TradeShape, theme: Theme, size: Size = PLAIN_SIZE, *, labels: TradeLabels) -> bytes:
    return paint_trade(trade, theme, size, labels=labels).png()


def paint_trade(trade: TradeShape, theme: Theme, size: Size = PLAIN_SIZE, *, labels: TradeLabels) -> Canvas:
    """The canvas knows every text on it. Raises `ValueError` for more than four tiles."""
    if len(labels.tiles) > _TILES:
        raise ValueError(f"{len(labels.tiles)} tiles: at most {_TILES}")
    canvas, m = Canvas.blank(palette_of(theme), *size), measure_of(size)
    ink, (width, height) = Ink.ABOVE if trade.is_won else Ink.DOWN, size
    split = round(width * 0.44)
    _draw_result(canvas, labels, Box(m.px(18), m.px(0), split - m.px(20), height), ink, m)
    plot = Box(split, m.px(84), width - m.px(14), height - m.px(138))
    draw_badges(canvas, labels.badges, plot.x1, m.px(40), m)
    _draw_path(canvas, trade, labels, plot, ink, m)
    row = Box(m.px(14), height - m.px(122), width - m.px(14), height - m.px(60))
    draw_tiles(canvas, labels.tiles, row, m)
    _draw_footer(canvas, labels, m)
    return canvas


def _draw_result(canvas: Canvas, labels: TradeLabels, column: Box, ink: Ink, m: Measure) -> None:
    left, width = column.x0, column.width
    title = fitting_size(labels.title, m.px(46), width, Weight.BOLD)
    canvas.text(labels.title, left, m.px(52), title, Ink.TEXT, Weight.BOLD)
    ending = fitting_size(labels.ending, m.normal, width)
    canvas.text(labels.ending, left, m.px(104), ending, Ink.MUTED)
    change = fitting_size(labels.change, m.px(140), width, Weight.BOLD)
    canvas.text(labels.change, left - m.px(4), m.px(270), change, ink, Weight.BOLD)
    canvas.text(labels.on_stake, left, m.px(376), fitting_size(labels.on_stake, m.normal, width), Ink.MUTED)
    gain = fitting_size(labels.gain, m.px(54), width, Weight.BOLD)
    canvas.text(labels.gain, left, m.px(448), gain, ink, Weight.BOLD)


def _draw_path(canvas: Canvas, trade: TradeShape, labels: TradeLabels, box: Box, ink: Ink, m: Measure) -> None:
    """Price from entry to exit, shaded to the entry: the trade's colour where it was ahead, the other where behind."""
    canvas.rounded(box, m.px(10), Ink.PANEL)
    inner = box.inset(m.px(24), m.px(16))
    prices = np.concatenate([[trade.entry_usd], trade.path_usd, [trade.exit_usd]])
    scale = _scale(prices, inner)
    columns = np.interp(np.linspace(0, len(prices) - 1, inner.width), np.arange(len(prices)), prices)
    _shade(canvas, trade, scale.ys(columns), scale.y(trade.entry_usd), inner)
    _draw_entry(canvas, round(scale.y(trade.entry_usd)), inner, m)
    xs = np.linspace(inner.x0, inner.x1 - 1, len(prices))
    canvas.line(list(zip(xs.tolist(), scale.ys(prices).tolist(), strict=True)), m.unit * 3.5, ink)
    ends = ((inner.x0, trade.entry_usd, labels.entry), (inner.x1 - 1, trade.exit_usd, labels.exit))
    for number, (x, price, text) in enumerate(ends):
        canvas.dot(x, scale.y(price), m.unit * 11, Ink.OUTLINE)
        canvas.dot(x, scale.y(price), m.unit * 8, ink if number else Ink.TEXT)
        _draw_price(
            canvas, text, x, scale.y(price), inner, m, is_above=(trade.exit_usd >= trade.entry_usd) == bool(number)
        )


def _scale(prices: FloatArray, inner: Box) -> ValueScale:
    low, high = float(prices.min()), float(prices.max())
    air = max((high - low) * _AIR, high * 1e-6)
    return ValueScale(low - air, high + air, inner)


def _shade(canvas: Canvas, trade: TradeShape, line: FloatArray, entry: float, inner: Box) -> None:
    rows = np.arange(inner.y0, inner.y1)[:, None] + 0.5
    over, under = (rows > line) & (rows < entry), (rows < line) & (rows > entry)
    ahead, behind = (over, under) if trade.side is Side.LONG else (under, over)
    for part, ink in ((ahead, Ink.ABOVE), (behind, Ink.DOWN)):
        canvas.paint(np.where(part, round(_SHADE * 255), 0).astype(np.uint8), inner.x0, inner.y0, ink)


def _draw_entry(canvas: Canvas, y: int, inner: Box, m: Measure) -> None:
    dash = m.px(8)
    for x in range(inner.x0, inner.x1, dash * 2):
        canvas.fill(Box(x, y, min(x + dash, inner.x1), y + m.px(2)), Ink.TEXT, 0.7)


def _draw_price(canvas: Canvas, text: str, x: float, y: float, inner: Box, m: Measure, *, is_above: bool) -> None:
    width = round(text_width(text, m.normal, Weight.BOLD)) + m.px(18)
    left = min(max(round(x - width / 2), inner.x0 - m.px(12)), inner.x1 - width + m.px(12))
    middle = round(y) + (-m.px(32) if is_above else m.px(32))
    middle = min(max(middle, inner.y0 + m.px(4)), inner.y1 - m.px(4))
    canvas.rounded(Box(left, middle - m.px(16), left + width, middle + m.px(16)), m.px(6), Ink.OUTLINE, 0.9)
    canvas.text(text, left + width / 2, middle, m.normal, Ink.TEXT, Weight.BOLD, Align.CENTRE)


def _draw_footer(canvas: Canvas, labels: TradeLabels, m: Measure) -> None:
    y, right = canvas.box.y1 - m.px(28), canvas.box.x1 - m.px(14)
    brand = canvas.text(labels.brand, right, y, m.large, Ink.MUTED, Weight.BOLD, Align.RIGHT)
    made = canvas.text(labels.made_at, brand.x0 - m.px(18), y, m.small, Ink.MUTED, align=Align.RIGHT)
    size = fitting_size(labels.invitation, m.normal, made.x0 - m.px(18 + 24), Weight.BOLD)
    canvas.text(labels.invitation, m.px(18), y, size, Ink.BADGE, Weight.BOLD)
