"""The middle of an account's picture: axes, shades, the line and the marks on it."""

from math import ceil, floor
from typing import Protocol
from zoneinfo import ZoneInfo

import numpy as np

from engine.exchange.venues.paper.curve import EquityCurve, TradeMark
from renderers.canvas import Align, Box, Canvas
from renderers.equity_view import EquityView, equity_view
from renderers.labels import NumberStyle
from renderers.layout import Measure
from renderers.numbers import grouped
from renderers.palette import Ink
from renderers.ticks import DateWords, Tick, nice_step, step_decimals, time_ticks
from renderers.typeface import Weight, fitting_size, text_width

MOST_MARKS = 60  # the largest by what they won or lost
_NAMED = 4  # of them, with their figures
_WON, _LOST = 0.26, 0.2  # of the shades


class PlotWords(DateWords, Protocol):
    @property
    def today(self) -> str: ...
    @property
    def numbers(self) -> NumberStyle: ...


def draw_plot(canvas: Canvas, curve: EquityCurve, box: Box, m: Measure, labels: PlotWords, zone: ZoneInfo) -> None:
    view = equity_view(curve, box)
    canvas.fill(box, Ink.PANEL)
    _draw_values(canvas, value_ticks(view, curve.start_usdt, m, labels.numbers), box, m)
    _draw_times(canvas, time_ticks(view.time, m.px(96), zone, labels), box, m)
    _shade(canvas, view, curve.start_usdt)
    draw_dashes(canvas, round(view.value.y(curve.start_usdt)), box.x0, box.x1, m)
    _draw_today(canvas, curve, view, m, labels.today)
    canvas.line(view.path, m.unit * 3, Ink.ABOVE if curve.change >= 0 else Ink.DOWN)
    _draw_marks(canvas, curve, view, m, labels.numbers)
    _draw_end(canvas, view, m)


def value_ticks(view: EquityView, start_usdt: float, m: Measure, style: NumberStyle) -> list[Tick]:
    """Round amounts, and the start, which is the major one. None below nothing where the account never was."""
    scale, box = view.value, view.value.box
    step = nice_step(scale.high - scale.low, max(int(box.height / m.px(64)), 2))
    decimals, least = step_decimals(step), min(float(view.equity.min()), 0.0)
    start = Tick(scale.y(start_usdt), f"${grouped(start_usdt, 0, style)}", is_major=True)
    ticks = [start]
    for n in range(ceil(scale.low / step), floor(scale.high / step) + 1):
        at = scale.y(n * step)
        is_inside = box.y0 + m.px(12) <= at <= box.y1 - m.px(12)
        if is_inside and n * step >= least and abs(at - start.at) >= m.px(26):
            ticks.append(Tick(at, f"${grouped(n * step, decimals, style)}"))
    return ticks


def draw_dashes(canvas: Canvas, y: int, x0: int, x1: int, m: Measure) -> None:
    """Where the account began."""
    dash = m.px(8)
    for x in range(x0, x1, dash * 2):
        canvas.fill(Box(x, y, min(x + dash, x1), y + m.px(2)), Ink.TEXT, 0.75)


def _draw_values(canvas: Canvas, values: list[Tick], box: Box, m: Measure) -> None:
    room = canvas.box.x1 - box.x1 - m.px(16)
    size = min(fitting_size(tick.text, m.small, room, Weight.BOLD) for tick in values)
    for tick in values:
        weight, ink = (Weight.BOLD, Ink.TEXT) if tick.is_major else (Weight.MEDIUM, Ink.MUTED)
        canvas.fill(Box(box.x0, round(tick.at), box.x1, round(tick.at) + 1), Ink.MUTED, 0.15)
        canvas.text(tick.text, box.x1 + m.px(10), round(tick.at), size, ink, weight)


def _draw_times(canvas: Canvas, times: list[Tick], box: Box, m: Measure) -> None:
    free_from = float(box.x0)
    for tick in times:
        weight, ink = (Weight.BOLD, Ink.TEXT) if tick.is_major else (Weight.MEDIUM, Ink.MUTED)
        canvas.fill(Box(round(tick.at), box.y0, round(tick.at) + 1, box.y1), Ink.MUTED, 0.12)
        half = text_width(tick.text, m.small, weight) / 2
        if tick.at - half >= free_from and tick.at + half <= canvas.box.x1 - m.px(14):
            canvas.text(tick.text, tick.at, box.y1 + m.px(20), m.small, ink, weight, Align.CENTRE)
            free_from = tick.at + half + m.px(14)


def _draw_today(canvas: Canvas, curve: EquityCurve, view: EquityView, m: Measure, text: str) -> None:
    """A line at the reader's midnight, and a bar on the axis from there on."""
    box = view.time.box
    if curve.today_ms is None or curve.today_ms >= view.time.end_ms:
        return
    left = max(round(view.time.x(curve.today_ms)), box.x0)
    canvas.fill(Box(left, box.y0, left + m.px(2), box.y1), Ink.BADGE, 0.75)
    canvas.fill(Box(left, box.y1 - m.px(5), box.x1, box.y1), Ink.BADGE)
    width = text_width(text, m.small, Weight.BOLD) + m.px(16)
    x = left + m.px(8) if width <= box.x1 - left else left - width
    if x >= box.x0:
        near = slice(max(round(x) - box.x0, 0), round(x + width) - box.x0)
        is_high = view.value.ys(view.equity[near]).mean() < (box.y0 + box.y1) / 2
        y = box.y1 - m.px(24) if is_high else box.y0 + m.px(20)
        canvas.rounded(Box(round(x), y - m.px(14), round(x + width), y + m.px(14)), m.px(6), Ink.OUTLINE, 0.85)
        canvas.text(text, x + m.px(8), y, m.small, Ink.BADGE, Weight.BOLD)


def _shade(canvas: Canvas, view: EquityView, start_usdt: float) -> None:
    """Green from the start up to the line; red from the highest it had been down to the line."""
    box = view.time.box
    rows = np.arange(box.y0, box.y1)[:, None] + 0.5
    start, line = view.value.y(start_usdt), view.value.ys(view.equity)[None, :]
    won = (rows > line) & (rows < start)
    lost = (rows > view.value.ys(view.peak)[None, :]) & (rows < line)
    for inside, share, ink in ((won, _WON, Ink.ABOVE), (lost, _LOST, Ink.DOWN)):
        canvas.paint(np.where(inside, round(share * 255), 0).astype(np.uint8), box.x0, box.y0, ink)


def _draw_end(canvas: Canvas, view: EquityView, m: Measure) -> None:
    x, y = view.path[-1]
    canvas.dot(x - m.px(2), y, m.unit * 8, Ink.OUTLINE)
    canvas.dot(x - m.px(2), y, m.unit * 5.5, Ink.TEXT)


def _draw_marks(canvas: Canvas, curve: EquityCurve, view: EquityView, m: Measure, style: NumberStyle) -> None:
    """Small trades first, so that the large lie on top; the largest with what they brought."""
    shown = sorted(_within(curve, view), key=lambda mark: -abs(mark.net_usdt))[:MOST_MARKS]
    largest = max((abs(mark.net_usdt) for mark in shown), default=0.0)
    for mark in reversed(shown):
        x, y = _place(curve, view, mark)
        radius = m.unit * (4 + 4 * (abs(mark.net_usdt) / largest if largest else 0))
        canvas.dot(x, y, radius + m.unit * 2, Ink.OUTLINE)
        canvas.dot(x, y, radius, _ink(mark))
    taken = [_around(_place(curve, view, mark), m.px(10)) for mark in shown[:_NAMED]]
    for mark in shown[:_NAMED]:
        _name(canvas, _place(curve, view, mark), mark, view.time.box, m, style, taken)


def _around(at: tuple[float, float], reach: int) -> Box:
    x, y = round(at[0]), round(at[1])
    return Box(x - reach, y - reach, x + reach, y + reach)


def _within(curve: EquityCurve, view: EquityView) -> list[TradeMark]:
    return [mark for mark in curve.trades if view.time.start_ms <= mark.at_ms <= view.time.end_ms]


def _place(curve: EquityCurve, view: EquityView, mark: TradeMark) -> tuple[float, float]:
    equity = float(np.interp(mark.at_ms, curve.at_ms, curve.equity_usdt))
    return view.time.x(mark.at_ms), view.value.y(equity)


def _ink(mark: TradeMark) -> Ink:
    return Ink.ABOVE if mark.net_usdt > 0 else Ink.DOWN if mark.net_usdt < 0 else Ink.MUTED


def _name(
    canvas: Canvas,
    at: tuple[float, float],
    mark: TradeMark,
    plot: Box,
    m: Measure,
    style: NumberStyle,
    taken: list[Box],
) -> None:
    """Above what was won, below what was lost, or the other way round where that is taken, or not at all."""
    sign = "-" if mark.net_usdt < 0 else "+"
    text = f"{sign}${grouped(abs(mark.net_usdt), 2 if abs(mark.net_usdt) < 1000 else 0, style)}"
    width, x, y = round(text_width(text, m.small, Weight.BOLD)) + m.px(14), *at
    left = min(max(round(x - width / 2), plot.x0 + m.px(4)), plot.x1 - width - m.px(14))
    others = [*taken, *(written.box for written in canvas.texts)]
    for down in (mark.net_usdt < 0, mark.net_usdt >= 0):
        middle = round(y + (m.px(30) if down else -m.px(30)))
        plate = Box(left, middle - m.px(14), left + width, middle + m.px(14))
        if plot.holds(plate) and not any(plate.overlaps(other) for other in others):
            taken.append(plate)
            canvas.rounded(plate, m.px(6), Ink.OUTLINE, 0.85)
            canvas.text(text, (plate.x0 + plate.x1) / 2, middle, m.small, _ink(mark), Weight.BOLD, Align.CENTRE)
            return
