"""Whatever people call themselves, pictures show letters, never boxes or holes."""

import numpy as np
import pytest
from PIL import ImageFont

from renderers.canvas import Canvas
from renderers.legible import legible
from renderers.palette import Theme, palette_of
from renderers.typeface import Weight, glyphs, has_glyph, text_width


@pytest.mark.parametrize(
    ("chosen", "drawn"),
    [
        ("nightowl", "nightowl"),
        ("Лена К", "Лена К"),
        ("José Ñandú", "José Ñandú"),
        ("🚀Diego🚀77", "Diego77"),
        ("𝕸𝖆𝖞𝖆", "Maya"),
        ("Nguyễn", "Nguyen"),
        ("a\u200bb\u202ec", "abc"),
        ("two\nlines  here", "two lines here"),
        ("陈光诚", "trader 7"),
        ("مايا", "trader 7"),
        ("🐳🐳🐳", "trader 7"),
        ("...", "trader 7"),
        ("", "trader 7"),
        ("x" * 40, "x" * 23 + "…"),
    ],
)
def test_a_name_is_drawn_in_letters_the_typeface_has(chosen: str, drawn: str) -> None:
    assert legible(chosen, "trader 7") == drawn


@pytest.mark.parametrize("weight", Weight)
def test_every_letter_called_drawable_has_a_shape_of_its_own(weight: Weight) -> None:
    font = ImageFont.truetype(f"renderers/fonts/HelixFigures-{weight}.otf", 24)
    missing = bytes(font.getmask("\uffff"))
    for code in range(0x21, 0x2800):
        if has_glyph(chr(code)) and chr(code).isprintable():
            assert bytes(font.getmask(chr(code))) != missing, hex(code)


def test_no_picture_has_a_hole_where_a_letter_is_not_known() -> None:
    assert text_width("🐳 Лена 陈", 24) == text_width(" Лена ", 24)
    assert np.array_equal(glyphs("a🐳b", 24, Weight.BOLD).coverage, glyphs("ab", 24, Weight.BOLD).coverage)
    canvas = Canvas.blank(palette_of(Theme.DARK), 100, 40)
    canvas.text("🐳", 10, 20, 24)
    assert len(np.unique(canvas.pixels)) == 1
