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
# what was kept of the typeface: Latin, Cyrillic, punctuation, a few arrows and signs
_RANGES = (
    (0x20, 0x7E), (0xA0, 0x148), (0x14A, 0x17F), (0x400, 0x45F), (0x490, 0x491), (0x2009, 0x2009), (0x2013, 0x2014),
    (0x2018, 0x2019), (0x201C, 0x201D), (0x2022, 0x2022), (0x2026, 0x2026), (0x202F, 0x202F), (0x2039, 0x203A),
    (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2190, 0x2193), (0x2196, 0x2197), (0x2211, 0x2212), (0x221E, 0x221E),
    (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265), (0x25B2, 0x25B2), (0x25BC, 0x25BC), (0x25CB, 0x25CB),
    (0x25CF, 0x25CF), (0x2713, 0x2713), (0x2717, 0x2717),
)  # fmt: skip


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


def has_glyph(letter: str) -> bool:
    return any(low <= ord(letter) <= high for low, high in _RANGES)


def _drawable(text: str) -> str:
    """Without what the typeface leaves a hole for, such as an emoji in somebody's name."""
    return text if text.isascii() and text.isprintable() else "".join(letter for letter in text if has_glyph(letter))


@lru_cache(maxsize=2048)
def glyphs(text: str, size: int, weight: Weight) -> Glyphs:
    font, text = _font(size, weight), _drawable(text)
    left, top, right, bottom = (int(v) for v in font.getbbox(text, anchor="ls"))
    image = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
    ImageDraw.Draw(image).text((-left, -top), text, 255, font, anchor="ls")
    return Glyphs(np.asarray(image), left, top, font.getlength(text))


@lru_cache(maxsize=2048)
def text_width(text: str, size: int, weight: Weight = Weight.MEDIUM) -> float:
    return _font(size, weight).getlength(_drawable(text))


def fitting_size(text: str, size: int, width: float, weight: Weight = Weight.MEDIUM) -> int:
    """The largest size not above `size` at which `text` is at most `width` pixels wide (never below 8)."""
    while size > 8 and text_width(text, size, weight) > width:
        size -= 1
    return size
