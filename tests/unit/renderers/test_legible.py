"""Whatever people call themselves, pictures show letters, never empty boxes."""

import numpy as np
import pytest

from renderers.legible import has_glyph, legible
from renderers.typeface import Weight, glyphs


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
    missing = glyphs("\uffff", 24, weight).coverage
    for code in range(0x21, 0x2200):
        if has_glyph(chr(code)):
            shape = glyphs(chr(code), 24, weight).coverage
            assert shape.shape != missing.shape or not np.array_equal(shape, missing), hex(code)
