"""Names people chose, in the letters the bundled typeface has: no empty boxes where it has none."""

from functools import lru_cache
from unicodedata import category, combining, normalize

from renderers.typeface import has_glyph

_MOST = 24  # characters


@lru_cache(maxsize=4096)
def legible(name: str, instead: str) -> str:
    """`name` with what cannot be drawn left out: marks taken off letters, ornate letters made plain, emoji dropped.

    `instead` where no letter or digit remains. At most 24 characters, the last an ellipsis where it was longer.
    """
    text = " ".join("".join(_drawn(letter) for letter in normalize("NFC", name)).split())
    if not any(letter.isalnum() for letter in text):
        return instead
    return text if len(text) <= _MOST else f"{text[: _MOST - 1].rstrip()}…"


def _drawn(letter: str) -> str:
    if category(letter) in ("Zs", "Cc"):
        return " "
    if has_glyph(letter):
        return letter
    plain = (part for part in normalize("NFKD", letter) if not combining(part))
    return "".join(part for part in plain if has_glyph(part))
