"""Figures in a row, each on a plate of its own: what it is on the left, how much on the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from renderers.canvas import Align, Box, Canvas
from renderers.layout import Measure
from renderers.palette import Ink
from renderers.typeface import Weight, fitting_size

_VALUE_SHARE = 0.6  # of a plate, at most


class Tone(StrEnum):
    PLAIN = "plain"
    GOOD = "good"
    BAD = "bad"


INK_OF = {Tone.PLAIN: Ink.TEXT, Tone.GOOD: Ink.ABOVE, Tone.BAD: Ink.DOWN}


@dataclass(frozen=True, slots=True)
class Tile:
    """Finished strings: "today", "+0.2 %"."""

    name: str
    value: str
    tone: Tone = Tone.PLAIN


def draw_tiles(canvas: Canvas, tiles: Sequence[Tile], row: Box, m: Measure) -> None:
    """Shares the row's width among them."""
    if not tiles:
        return
    gap = m.px(10)
    width = (row.width - gap * (len(tiles) - 1)) / len(tiles)
    for place, tile in enumerate(tiles):
        left = row.x0 + round(place * (width + gap))
        _draw_tile(canvas, tile, Box(left, row.y0, left + round(width), row.y1), m)


def _draw_tile(canvas: Canvas, tile: Tile, box: Box, m: Measure) -> None:
    canvas.rounded(box, m.px(8), Ink.PANEL)
    y, edge = (box.y0 + box.y1) / 2, m.px(14)
    size = fitting_size(tile.value, m.large, box.width * _VALUE_SHARE, Weight.BOLD)
    value = canvas.text(tile.value, box.x1 - edge, y, size, INK_OF[tile.tone], Weight.BOLD, Align.RIGHT)
    room = value.x0 - box.x0 - edge - m.px(10)
    canvas.text(tile.name, box.x0 + edge, y, fitting_size(tile.name, m.small, room), Ink.MUTED)
