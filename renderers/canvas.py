"""A picture in palette indices: boxes, text, antialiased shapes; and its PNG."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw

from renderers.palette import COVERAGE_STEPS, Ink, Palette, Pixels
from renderers.typeface import CAP_HEIGHT, Weight, glyphs

_FINE = 4  # supersampling of shapes


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels x0 <= x < x1, y0 <= y < y1."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.y1 - self.y0

    def inset(self, dx: int, dy: int) -> "Box":
        return Box(self.x0 + dx, self.y0 + dy, self.x1 - dx, self.y1 - dy)

    def overlaps(self, other: "Box") -> bool:
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1

    def holds(self, other: "Box") -> bool:
        return self.x0 <= other.x0 and self.y0 <= other.y0 and other.x1 <= self.x1 and other.y1 <= self.y1


@dataclass(frozen=True, slots=True)
class TextBox:
    text: str
    box: Box


@dataclass(slots=True)
class Canvas:
    palette: Palette
    pixels: Pixels  # (height, width) palette indices
    texts: list[TextBox] = field(default_factory=list)  # everything written so far, for layout and for tests

    @staticmethod
    def blank(palette: Palette, width: int, height: int) -> "Canvas":
        return Canvas(palette, np.full((height, width), palette.inks[Ink.BACKGROUND], np.uint8))

    @property
    def box(self) -> Box:
        return Box(0, 0, self.pixels.shape[1], self.pixels.shape[0])

    def fill(self, box: Box, ink: Ink, coverage: float = 1.0) -> None:
        """Cover a box with ink; `coverage` below 1 lets what is there shine through."""
        part = self.pixels[max(box.y0, 0) : max(box.y1, 0), max(box.x0, 0) : max(box.x1, 0)]
        part[...] = self.palette.mixing(ink)[round(coverage * COVERAGE_STEPS)][part]

    def paint(self, mask: Pixels, x: int, y: int, ink: Ink) -> None:
        """Cover with ink by a mask of 0-255 whose corner is at x, y; what lies outside the picture is cut off."""
        height, width = self.pixels.shape
        x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + mask.shape[1], width), min(y + mask.shape[0], height)
        if x0 >= x1 or y0 >= y1:
            return
        part = self.pixels[y0:y1, x0:x1]
        steps = (mask[y0 - y : y1 - y, x0 - x : x1 - x].astype(np.int64) * COVERAGE_STEPS + 127) // 255
        part[...] = self.palette.mixing(ink)[steps, part]

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: int,
        ink: Ink = Ink.TEXT,
        weight: Weight = Weight.MEDIUM,
        align: Align = Align.LEFT,
    ) -> Box:
        """Write one line; `y` is the middle of its capitals. Returns the box of its ink."""
        if not text:
            return Box(round(x), round(y), round(x), round(y))
        line = glyphs(text, size, weight)
        shift = {Align.LEFT: 0.0, Align.CENTRE: line.advance / 2, Align.RIGHT: line.advance}[align]
        left = round(x - shift) + line.left
        top = round(y + size * CAP_HEIGHT / 2) + line.top
        self.paint(line.coverage, left, top, ink)
        box = Box(left, top, left + line.coverage.shape[1], top + line.coverage.shape[0])
        self.texts.append(TextBox(text, box))
        return box

    def rounded(self, box: Box, radius: int, ink: Ink, coverage: float = 1.0) -> None:
        mask = _rounded_mask(box.width, box.height, radius)
        self.paint(np.asarray(mask * coverage, np.uint8), box.x0, box.y0, ink)

    def line(self, points: Sequence[tuple[float, float]], width: float, ink: Ink) -> None:
        """An antialiased polyline through points in pixels."""
        if len(points) < 2:
            return
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        x0, y0 = int(min(xs) - width - 1), int(min(ys) - width - 1)
        w, h = int(max(xs) + width + 2) - x0, int(max(ys) + width + 2) - y0
        image = Image.new("L", (w * _FINE, h * _FINE))
        fine = [((x - x0) * _FINE, (y - y0) * _FINE) for x, y in points]
        ImageDraw.Draw(image).line(fine, 255, max(round(width * _FINE), 1))
        self.paint(np.asarray(image.reduce(_FINE)), x0, y0, ink)

    def dot(self, x: float, y: float, radius: float, ink: Ink) -> None:
        mask = _dot_mask(radius)
        self.paint(mask, round(x - mask.shape[1] / 2), round(y - mask.shape[0] / 2), ink)

    def png(self) -> bytes:
        height, width = self.pixels.shape
        image = Image.frombytes("P", (width, height), self.pixels.tobytes())
        image.putpalette(self.palette.rgb.tobytes())
        out = BytesIO()
        image.save(out, "PNG", compress_level=6)
        return out.getvalue()


@lru_cache(maxsize=256)
def _rounded_mask(width: int, height: int, radius: int) -> Pixels:
    image = Image.new("L", (max(width, 1) * _FINE, max(height, 1) * _FINE))
    corner = (width * _FINE - 1, height * _FINE - 1)
    ImageDraw.Draw(image).rounded_rectangle(((0, 0), corner), radius * _FINE, 255)
    return np.asarray(image.reduce(_FINE))


@lru_cache(maxsize=64)
def _dot_mask(radius: float) -> Pixels:
    size = int(radius * 2 + 2)
    image = Image.new("L", (size * _FINE, size * _FINE))
    ImageDraw.Draw(image).circle((size * _FINE / 2, size * _FINE / 2), radius * _FINE, 255)
    return np.asarray(image.reduce(_FINE))
