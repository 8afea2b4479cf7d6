"""The bundled typeface (fonts/FONTLOG.txt): Latin and Cyrillic, tabular digits. Read once, at import."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from renderers.palette import Pixels

_FOLDER = Path(__file__).parent / "fonts"
CAP_HEIGHT = 0.727  # of the size; figures are as tall


class Weight(StrEnum):
    MEDIUM = "Medium"
    BOLD = "Bold"


_FILES = {weight: (_FOLDER / f"HelixFigures-{weight}.otf").read_bytes() for weight in Weight}


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A line of text as coverage 0-255; `left`, `top` is where the array starts, from the pen on the baseline."""

    coverage: Pixels
    left: int
    top: int
    advance: float


@lru_cache(maxsize=64)
def _font(size: int, weight: Weight) -> ImageFont.FreeTypeFont:
    # the basic layout engine: the same pixels with and without the optional raqm library
    return ImageFont.truetype(BytesIO(_FILES[weight]), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=2048)
def glyphs(text: str, size: int, weight: Weight) -> Glyphs:
    font = _font(size, weight)
    left, top, right, bottom = (int(v) for v in font.getbbox(text, anchor="ls"))
    image = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
    ImageDraw.Draw(image).text((-left, -top), text, 255, font, anchor="ls")
    return Glyphs(np.asarray(image), left, top, font.getlength(text))


@lru_cache(maxsize=2048)
def text_width(text: str, size: int, weight: Weight = Weight.MEDIUM) -> float:
    return _font(size, weight).getlength(text)


def fitting_size(text: str, size: int, width: float, weight: Weight = Weight.MEDIUM) -> int:
    """The largest size not above `size` at which `text` is at most `width` pixels wide (never below 8)."""
    while size > 8 and text_width(text, size, weight) > width:
        size -= 1
    return size
