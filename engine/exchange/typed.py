"""What people type after `/long` and `/short`: a coin, how much, leverage, stop, target, limit, trailing stop."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import category

from engine.errors import UnknownCoin
from engine.exchange.rules.precision import exact
from engine.exchange.typed_numbers import Amount, Unit, amount_of
from engine.exchange.typed_refusals import (
    CoinMissing,
    Flaw,
    NumberBad,
    PartEmpty,
    PartTwice,
    TooLong,
    WordUnknown,
)
from engine.exchange.wish import (
    AtPrice,
    Level,
    OfMargin,
    Risk,
    ShareOfAvailable,
    Size,
    Stake,
    Trail,
    TrailDistance,
    TrailShare,
    Wish,
)
from engine.exchange.words import AT_MARKET, ENTRY, NOISE, PART_OF, SIDE_OF, Part
from engine.market.universe import parse_coin
from engine.market.values import Coin, Side

_LONGEST = 300
_DOT_GROUP = re.compile(r"^\$?[1-9]\d{0,2}\.\d{3}(?:\$|usdt?)?$")
_DECORATION = frozenset({"So", "Sk", "Mn", "Me", "Cf"})
_GROUPS = re.compile(r"(?<=\d)[\u00a0\u202f'’_](?=\d{3}(?!\d))")
_APART = re.compile(r"(?<=\d)\s+(?=(?:%|[xXхХ×])(?!\w))")
_GLUED = re.compile(r"^([^\W\d_]+|@)[=:]?(?=[$\d.+\-−–—])")


@dataclass(frozen=True, slots=True)
class TypedTrade:
    """What was not said is None."""

    coin: Coin
    size: Size | None = None
    leverage: Decimal | None = None
    stop: Level | None = None
    target: Level | None = None
    limit_usd: Decimal | None = None
    trail: Trail | None = None

    def wish(self, side: Side, size: Size, leverage: Decimal) -> Wish:
        """With a size and a leverage for what was not said."""
        return Wish(
            side,
            size if self.size is None else self.size,
            leverage if self.leverage is None else self.leverage,
            self.stop,
            self.target,
            self.limit_usd,
            self.trail,
        )


def parse_trade(text: str, known: Sequence[Coin]) -> TypedTrade:
    """`BTC 100 10x`, `sol 2% 5x tp 76 sl 84`, `btc risk $10 sl 5%`, `eth 1,000 at 3200 trail 1.5%`.

    The parts come in any order, the coin first or after a number. A bare number is the stake, with `%` a share of the
    available balance. Raises `UnknownCoin` and the refusals of `typed_refusals.py`, nothing else.
    """
    if len(text) > _LONGEST:
        raise TooLong(_LONGEST)
    words = _words(text)
    place, coin = _coin(words, known)
    parts = _parts([*words[:place], *words[place + 1 :]])
    return TypedTrade(
        coin,
        size=_size(parts),
        leverage=_value(parts, Part.LEVERAGE),
        stop=_level(parts, Part.STOP),
        target=_level(parts, Part.TARGET),
        limit_usd=_value(parts, Part.LIMIT),
        trail=_trail(parts),
    )


def side_said(text: str) -> tuple[Side, str] | None:
    """`long btc 100` begins with a side: the side, and the other words."""
    first, *rest = text.split(maxsplit=1) or [""]
    side = SIDE_OF.get(first.removeprefix("/").lower())
    return None if side is None else (side, "".join(rest))


def without_word(text: str, word: str) -> str:
    """The trade's other words, where that one was no coin."""
    return " ".join(typed for typed in text.split() if typed != word)


@dataclass(frozen=True, slots=True)
class _Said:
    word: str
    amount: Amount


_Parts = dict[Part, _Said]


def _words(text: str) -> list[str]:
    whole = _APART.sub("", _GROUPS.sub("", text))
    words: list[str] = []
    for typed in whole.split():
        word = typed.rstrip(".,;")
        glued = _GLUED.match(word)
        if glued is not None and glued[1].lower() in PART_OF:
            words += [glued[1], word[glued.end() :]]
        elif word and not _is_decoration(word):
            words.append(word)
    return words


def _is_decoration(word: str) -> bool:
    """Emoji and what joins them."""
    return all(category(letter) in _DECORATION for letter in word)


def _coin(words: Sequence[str], known: Sequence[Coin]) -> tuple[int, Coin]:
    """Its place among the words: the first of them, unless that is a number or a part and a coin follows."""
    for place, word in enumerate(words):
        if place == 0 and not _is_part(word):
            return place, parse_coin(word, known)
        if place > 0 and not _is_part(word) and word.lower() not in NOISE | AT_MARKET:
            found = _known(word, known)
            if found is not None:
                return place, found
    found = _known(words[0], known) if words else None
    if found is None:
        raise CoinMissing
    return 0, found


def _is_part(word: str) -> bool:
    """Also where the number is none that can be used: that is told once the coin is known."""
    if word.lower() in PART_OF:
        return True
    try:
        return amount_of(word.lower()) is not None
    except NumberBad:
        return True


def _known(word: str, known: Sequence[Coin]) -> Coin | None:
    try:
        return parse_coin(word, known)
    except UnknownCoin:
        return None


def _parts(words: Sequence[str]) -> _Parts:
    parts: _Parts = {}
    named: Part | None = None
    for word in words:
        plain = word.lower()
        part = PART_OF.get(plain)
        if plain in AT_MARKET and named in (None, Part.LIMIT):
            named = None
        elif part is not None:
            named = _named(named, part, plain)
        elif plain not in NOISE:
            said = _said(word)
            _put(parts, named or _meant(said.amount), said)
            named = None
    if named is not None:
        raise PartEmpty(named)
    return parts


def _named(before: Part | None, part: Part, word: str) -> Part:
    """Of two names in a row: "take profit", "stop at", "trailing stop" are one part."""
    if before is None or before is part:
        return part
    if word in ENTRY:
        return before
    if {before, part} == {Part.TRAIL, Part.STOP}:
        return Part.TRAIL
    if before is Part.LIMIT:
        return part
    raise PartEmpty(before)


def _said(word: str) -> _Said:
    amount = amount_of(word.lower())
    if amount is None:
        raise WordUnknown(word)
    return _Said(word, amount)


def _meant(amount: Amount) -> Part:
    return Part.LEVERAGE if amount.unit is Unit.TIMES else Part.SIZE


_UNITS = {
    Part.SIZE: (Unit.PLAIN, Unit.PERCENT),
    Part.RISK: (Unit.PLAIN,),
    Part.LEVERAGE: (Unit.PLAIN, Unit.TIMES),
    Part.STOP: (Unit.PLAIN, Unit.PERCENT),
    Part.TARGET: (Unit.PLAIN, Unit.PERCENT),
    Part.LIMIT: (Unit.PLAIN,),
    Part.TRAIL: (Unit.PLAIN, Unit.PERCENT),
}
_ALL = Decimal(100)


def _put(parts: _Parts, part: Part, said: _Said) -> None:
    """Raises `PartTwice` and `NumberBad`."""
    if part in parts or {part, *parts} >= {Part.SIZE, Part.RISK}:
        raise PartTwice(Part.SIZE if part is Part.RISK else part, said.word)
    if said.amount.unit not in _UNITS[part]:
        raise NumberBad(said.word, Flaw.UNIT)
    if said.amount.unit is Unit.PERCENT and part is not Part.TARGET and said.amount.value > _ALL:
        raise NumberBad(said.word, Flaw.OVER_ALL)
    parts[part] = _grouped(said) if part in (Part.SIZE, Part.RISK) else said


@exact
def _grouped(said: _Said) -> _Said:
    """`1.000` of money is a thousand: nobody stakes thousandths of a dollar, and half of the world groups by dots."""
    if _DOT_GROUP.match(said.word.lower()) is None:
        return said
    return _Said(said.word, Amount(said.amount.value * 1000, said.amount.unit))


def _size(parts: _Parts) -> Size | None:
    if Part.RISK in parts:
        return Risk(parts[Part.RISK].amount.value)
    if Part.SIZE not in parts:
        return None
    amount = parts[Part.SIZE].amount
    return ShareOfAvailable(amount.fraction) if amount.unit is Unit.PERCENT else Stake(amount.value)


def _value(parts: _Parts, part: Part) -> Decimal | None:
    return parts[part].amount.value if part in parts else None


def _level(parts: _Parts, part: Part) -> Level | None:
    if part not in parts:
        return None
    amount = parts[part].amount
    return OfMargin(amount.fraction) if amount.unit is Unit.PERCENT else AtPrice(amount.value)


def _trail(parts: _Parts) -> Trail | None:
    if Part.TRAIL not in parts:
        return None
    amount = parts[Part.TRAIL].amount
    return TrailShare(amount.fraction) if amount.unit is Unit.PERCENT else TrailDistance(amount.value)
