"""What an admin types after `/signal`: coin, side, entry, stop, target, window, and words of their own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.errors import Refused, UnknownWindow
from engine.exchange.words import ENTRY, STOP, TARGET
from engine.market.asked import parse_window
from engine.market.universe import parse_coin
from engine.market.values import Coin, Side
from engine.market.windows import Window

_SIDES = {
    Side.LONG: ("long", "buy", "up", "largo", "compra", "comprar", "лонг", "покупка", "вверх"),
    Side.SHORT: ("short", "sell", "down", "corto", "venta", "vender", "шорт", "продажа", "вниз"),
}
_SIDE_OF = {word: side for side, words in _SIDES.items() for word in words}
_PART_OF = dict.fromkeys(STOP, "stop") | dict.fromkeys(TARGET, "target") | dict.fromkeys(ENTRY, "entry")
_NUMBER = re.compile(r"^[$]?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)([km]?)$", re.IGNORECASE)
_APART = re.compile(r"\b(\d{1,3}) (h|hours?|d|days?|ч|д)\b", re.IGNORECASE)
_GLUED = re.compile(r"([a-zа-я@]+)\s*[=:]\s*(?=[$\d])", re.IGNORECASE)
_TIMES = {"": 1.0, "k": 1e3, "m": 1e6}
_LONGEST_TEXT = 300
_MOST_WORDS = 80


class BadSignal(Refused):
    """What was typed is no signal. `missing`: the parts that were not found: side, stop, target."""

    text_key = "signal-how"

    def __init__(self, missing: Sequence[str] = ()) -> None:
        super().__init__(f"no signal: {', '.join(missing)} missing")
        self.missing = tuple(missing)


@dataclass(frozen=True, slots=True)
class TypedSignal:
    """`entry_usd` None: at what is traded now. `window` None: not said."""

    coin: Coin
    side: Side
    entry_usd: float | None
    stop_usd: float
    target_usd: float
    window: Window | None
    text: str


@dataclass(slots=True)
class _Found:
    side: Side | None = None
    window: Window | None = None
    prices: dict[str, float] = field(default_factory=dict)

    def part_of(self, named: str | None) -> str | None:
        """What a number is: what was named, else entry, stop and target in this order; None where all are known."""
        return named or next((part for part in ("entry", "stop", "target") if part not in self.prices), None)

    @property
    def missing(self) -> tuple[str, ...]:
        parts = [part for part in ("stop", "target") if part not in self.prices]
        return tuple(parts if self.side else ["side", *parts])


def parse_signal(text: str, known: Sequence[Coin]) -> TypedSignal:
    """`BTC long 66590 stop 66010 target 68100 12h words`, parts after the coin in any order, `sl=66,010` too.

    What follows once side, stop and target are known, and is none of the parts, is the admin's own text. Raises
    `BadSignal` with what is missing, and `UnknownCoin`.
    """
    words = _GLUED.sub(r"\1 ", _APART.sub(r"\1\2", " ".join(text.split()[:_MOST_WORDS]))).split()
    if not words:
        raise BadSignal(("side", "stop", "target"))
    coin = parse_coin(words[0], known)
    found = _Found()
    rest, prices = _take(words[1:], found), found.prices
    if found.side is None or found.missing:
        raise BadSignal(found.missing)
    said = " ".join(rest)[:_LONGEST_TEXT]
    return TypedSignal(coin, found.side, prices.get("entry"), prices["stop"], prices["target"], found.window, said)


def _take(words: Sequence[str], found: _Found) -> Sequence[str]:
    """Fills `found`; returns the words that are the admin's own."""
    named: str | None = None
    for place, word in enumerate(words):
        plain = word.lower().strip(".,;")
        number, window = price_of(plain), _window_of(plain)
        if plain in _SIDE_OF and found.side is None:
            found.side = _SIDE_OF[plain]
        elif _is_wanted(_PART_OF.get(plain), found, words[place + 1 : place + 2]):
            named = _PART_OF[plain]
        elif window is not None and found.window is None:
            found.window = window
        elif number is not None and (part := found.part_of(named)) is not None:
            found.prices[part], named = number, None
        elif not found.missing:
            return words[place:]
    return ()


def _is_wanted(part: str | None, found: _Found, after: Sequence[str]) -> bool:
    """A part's name, unless it is known. Once all else is, "at" is the entry only right before a price."""
    if part is None or part in found.prices:
        return False
    return bool(found.missing) or any(price_of(word.lower().strip(".,;")) is not None for word in after)


def price_of(word: str) -> float | None:
    """`66590`, `66,590.5`, `$66590`, `66.5k`, `0,45`; None for what is no price above zero."""
    match = _NUMBER.match(word)
    if match is None:
        return None
    digits = match[1]
    is_grouped = re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", digits) is not None
    value = float(digits.replace(",", "") if is_grouped else digits.replace(",", ".")) * _TIMES[match[2].lower()]
    return value if 0 < value < 1e12 else None


def _window_of(word: str) -> Window | None:
    """A number alone is a price."""
    if word.isdecimal() or not word[:1].isdecimal():
        return None
    try:
        return parse_window(word)
    except UnknownWindow:
        return None
