"""What somebody typed after `/alert BTC`, in figures. Pure; says which part was odd instead of raising."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from engine.club.alerts import AlertKind
from engine.club.limits import (
    DEFAULT_SHARE,
    DEFAULT_STRENGTH,
    LARGEST_DISTANCE,
    LARGEST_SHARE,
    SMALLEST_DISTANCE,
    SMALLEST_SHARE,
)
from engine.errors import UnknownWindow
from engine.market.asked import parse_window
from engine.market.windows import Window

_IMBALANCE = frozenset({"imbalance", "imb", "lopsided", "desequilibrio", "desbalance", "перекос", "дисбаланс"})
_SPIKE = frozenset({"spike", "spikes", "fresh", "pico", "picos", "repunte", "всплеск", "всплески", "скачок"})
_AT = frozenset({"at", "price", "a", "precio", "en", "на", "цена"})
_NEAR_PRICE = 2.0  # a bare figure within this factor of price is a price, else a distance in percent
_LONGEST = 12


class Oddity(StrEnum):
    """The part that was not understood."""

    DISTANCE = "distance"
    STRENGTH = "strength"
    SHARE = "share"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Wish:
    """`distance` and `share` are fractions. Only what the kind needs is set."""

    kind: AlertKind
    window: Window | None = None
    price_usd: float | None = None
    distance: float | None = None
    strength: float | None = None
    share: float | None = None


def parse_wish(words: Sequence[str], price_usd: float | None) -> Wish | Oddity:
    """`2% 80`, `imbalance 75 12h`, `spike`, `68000`, `at 68,000`. `price_usd`: now, where it is known."""
    window, rest = _take_window([word for word in words if word != "%"])
    first = rest[0].lower() if rest else ""
    if first in _SPIKE:
        return Wish(AlertKind.SPIKE, window)
    if first in _IMBALANCE:
        return _imbalance(rest[1:], window)
    if first in _AT or first.startswith(("$", "@")):
        typed = rest[1] if first in _AT and len(rest) > 1 else first
        return _price(figure(typed.lstrip("$@")), window)
    value = figure(first)
    if value is not None and not first.endswith("%") and price_usd and _is_near(value, price_usd):
        return _price(value, window)
    return _level(rest, window)


def figure(word: str) -> float | None:
    """A plain positive decimal: `2`, `2,5`, `68,000`, `68k`, `80%`. None for anything else, `1e309` and `nan` too."""
    text, scale = word.rstrip("%"), 1.0
    if text[-1:].lower() == "k":
        text, scale = text[:-1], 1_000.0
    head, comma, tail = text.rpartition(",")
    is_thousands = bool(comma) and len(tail.partition(".")[0]) == 3 and head.replace(",", "").isdecimal()
    text = text.replace(",", "") if is_thousands and head != "0" else text.replace(",", ".")
    is_plain = len(text) <= _LONGEST and text.isascii() and text.replace(".", "", 1).isdecimal()
    return float(text) * scale if is_plain else None


def _take_window(words: list[str]) -> tuple[Window | None, list[str]]:
    """The last word, where it is a length of time with its unit."""
    if len(words) > 1 and words[-1][:1].isdecimal() and words[-1][-1:].isalpha() and words[-1][-1:].lower() != "k":
        try:
            return parse_window(words[-1]), words[:-1]
        except UnknownWindow:
            return None, words
    return None, words


def _level(words: Sequence[str], window: Window | None) -> Wish | Oddity:
    distance = figure(words[0]) if words else None
    if distance is None or not SMALLEST_DISTANCE <= distance / 100 <= LARGEST_DISTANCE:
        return Oddity.DISTANCE
    strength = figure(words[1]) if len(words) > 1 else float(DEFAULT_STRENGTH)
    if strength is None or not 0 <= strength <= 100:
        return Oddity.STRENGTH
    return Wish(AlertKind.LEVEL, window, distance=distance / 100, strength=strength)


def _imbalance(words: Sequence[str], window: Window | None) -> Wish | Oddity:
    percent = figure(words[0]) if words else 100 * DEFAULT_SHARE
    if percent is None or not SMALLEST_SHARE <= percent / 100 <= LARGEST_SHARE:
        return Oddity.SHARE
    return Wish(AlertKind.IMBALANCE, window, share=percent / 100)


def _price(value: float | None, window: Window | None) -> Wish | Oddity:
    return Oddity.PRICE if value is None or not value > 0 else Wish(AlertKind.PRICE, window, price_usd=value)


def _is_near(value: float, price_usd: float) -> bool:
    return price_usd / _NEAR_PRICE <= value <= price_usd * _NEAR_PRICE
