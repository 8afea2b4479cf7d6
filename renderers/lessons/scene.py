"""A small made-up chart with named prices: for what a lesson explains on a chart."""

from dataclasses import dataclass

import numpy as np

from engine.market.values import Bars
from renderers.candles import draw_candles
from renderers.canvas import Align, Box, Canvas
from renderers.declutter import spread
from renderers.layout import PLAIN_SIZE, Size
from renderers.lessons.frame import Framed, FrameLabels, framed, wrapped
from renderers.palette import HEAT_LEVELS, Ink, Theme
from renderers.scales import PriceScale, TimeScale
from renderers.typeface import Weight, text_width

_STEP_MS = 60_000
_MARGIN = 0.06  # of the price range
_LANE_SHARE = 0.36  # of the body's width: names of levels
_CANDLES_SHARE = 0.88  # of the rest: now is not at its very edge
_ROW = 54


@dataclass(frozen=True, slots=True)
class Band:
    """Where many would be closed by force. `heat` 0 to 1. `ends_at`: the candle that swept it, None: it stands."""

    low: float
    high: float
    heat: float
    ends_at: int | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A named price. `name` stands on a plate, `words` beside it."""

    price: float
    name: str
    words: str
    ink: Ink
    from_candle: int = 0


@dataclass(frozen=True, slots=True)
class Zone:
    """A tinted span between two prices, from a candle on: what is won or lost there."""

    low: float
    high: float
    ink: Ink
    from_candle: int


@dataclass(frozen=True, slots=True)
class ScenePicture:
    """`path`: closes of the candles; a wick of `wicks` (candle, price) reaches beyond them."""

    frame: FrameLabels
    path: tuple[float, ...]
    levels: tuple[Level, ...]
    bands: tuple[Band, ...] = ()
    zones: tuple[Zone, ...] = ()
    wicks: tuple[tuple[int, float], ...] = ()


def scene_png(picture: ScenePicture, *, theme: Theme, size: Size = PLAIN_SIZE) -> bytes:
    return paint_scene(picture, theme=theme, size=size).png()


def paint_scene(picture: ScenePicture, *, theme: Theme, size: Size = PLAIN_SIZE) -> Canvas:
    page = framed(theme, picture.frame, size)
    body, m = page.body, page.m
    lane = Box(round(body.x1 - body.width * _LANE_SHARE), body.y0, body.x1, body.y1)
    box = Box(body.x0, body.y0, lane.x0 - m.px(16), body.y1)
    time = TimeScale(0, round(len(picture.path) * _STEP_MS / _CANDLES_SHARE), box)
    price = _price_scale(picture, box)
    page.canvas.pixels[box.y0 : box.y1, box.x0 : box.x1] = 0  # the empty plot
    for band in picture.bands:
        _draw_band(page, band, time, price)
    for zone in picture.zones:
        top, bottom = round(price.y(zone.high)), round(price.y(zone.low))
        page.canvas.fill(Box(round(time.x(zone.from_candle * _STEP_MS)), top, box.x1, bottom), zone.ink, 0.22)
    for level in picture.levels:
        y, left = round(price.y(level.price)), round(time.x(level.from_candle * _STEP_MS))
        page.canvas.fill(Box(left, y - 1, box.x1, y + m.px(2)), level.ink)
    draw_candles(page.canvas, _candles(picture), time, price, 3.0)
    _draw_names(page, picture.levels, price, lane)
    return page.canvas


def _price_scale(picture: ScenePicture, box: Box) -> PriceScale:
    seen = [*picture.path, *(level.price for level in picture.levels), *(price for _, price in picture.wicks)]
    seen += [price for band in picture.bands for price in (band.low, band.high)]
    margin = (max(seen) - min(seen)) * _MARGIN
    return PriceScale(min(seen) - margin, max(seen) + margin, box)


def _draw_band(page: Framed, band: Band, time: TimeScale, price: PriceScale) -> None:
    top, bottom = round(price.y(band.high)), round(price.y(band.low))
    right = price.box.x1 if band.ends_at is None else round(time.x(band.ends_at * _STEP_MS))
    middle, half = (top + bottom) / 2, (bottom - top) / 2
    for y in range(top, bottom):
        fade = 1 - 0.55 * abs(y - middle) / max(half, 1)
        page.canvas.pixels[y, price.box.x0 : right] = round(band.heat * fade * (HEAT_LEVELS - 1))


def _candles(picture: ScenePicture) -> Bars:
    close = np.array(picture.path)
    opened = np.concatenate([close[:1], close[:-1]])
    wick = np.abs(close - opened).mean() * 0.5
    high, low = np.maximum(opened, close) + wick, np.minimum(opened, close) - wick
    for row, reach in picture.wicks:
        high[row], low[row] = max(high[row], reach), min(low[row], reach)
    none = np.zeros(len(close))
    at = _STEP_MS * np.arange(len(close), dtype=np.int64)
    return Bars(_STEP_MS, at, opened, high, low, close, none, none, none)


def _draw_names(page: Framed, levels: tuple[Level, ...], price: PriceScale, lane: Box) -> None:
    """A plate with the name and up to two lines of words, none over another."""
    m, canvas = page.m, page.canvas
    shown = sorted(levels, key=lambda level: -level.price)
    half = m.px(_ROW) / 2
    ys = spread([price.y(level.price) for level in shown], half * 2, lane.y0 + half, lane.y1 - half)
    for level, y in zip(shown, ys, strict=True):
        canvas.line([(lane.x0 - m.px(16), price.y(level.price)), (lane.x0, y)], m.unit * 1.8, level.ink)
        width = round(text_width(level.name, m.normal, Weight.BOLD)) + m.px(20)
        plate = Box(lane.x0, round(y) - m.px(17), lane.x0 + width, round(y) + m.px(17))
        canvas.rounded(plate, m.px(6), level.ink)
        x = (plate.x0 + plate.x1) / 2
        canvas.text(level.name, x, y, m.normal, Ink.BACKGROUND, Weight.BOLD, Align.CENTRE)
        left = plate.x1 + m.px(12)
        size, lines = wrapped(level.words, m.normal, lane.x1 - left, 2)
        for number, line in enumerate(lines):
            canvas.text(line, left, y + (number - (len(lines) - 1) / 2) * size * 1.15, size, Ink.TEXT)
