"""Names people chose, in the letters the bundled typeface has: no empty boxes where it has none."""

from functools import lru_cache
from unicodedata import category, combining, normalize

_MOST = 24  # characters
# as cut in fonts/FONTLOG.txt: Latin, Cyrillic, punctuation
_RANGES = (
    (0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x148), (0x14A, 0x17F), (0x400, 0x45F), (0x490, 0x491), (0x2013, 0x2014),
    (0x2018, 0x2019), (0x201C, 0x201D), (0x2022, 0x2022), (0x2026, 0x2026), (0x20AC, 0x20AC), (0x2116, 0x2116),
)  # fmt: skip


@lru_cache(maxsize=4096)
def legible(name: str, instead: str) -> str:
    """`name` with what cannot be drawn left out: marks taken off letters, ornate letters made plain, emoji dropped.

    `instead` where no letter or digit remains. At most 24 characters, the last an ellipsis where it was longer.
    """
    text = " ".join("".join(_drawn(letter) for letter in normalize("NFC", name)).split())
    if not any(letter.isalnum() for letter in text):
        return instead
    return text if len(text) <= _MOST else f"{text[: _MOST - 1].rstrip()}…"


def has_glyph(letter: str) -> bool:
    return any(low <= ord(letter) <= high for low, high in _RANGES)


def _drawn(letter: str) -> str:
    if category(letter) in ("Zs", "Cc"):
        return " "
    if has_glyph(letter):
        return letter
    plain = (part for part in normalize("NFKD", letter) if not combining(part))
    return "".join(part for part in plain if has_glyph(part))
