"""Numbers as people type them, read exactly: `$1,000`, `66.5k`, `0,45`, `2%`, `10x`, `x10`, digits of any script."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from engine.exchange.rules.precision import exact
from engine.exchange.typed_refusals import Flaw, NumberBad

_MOST = Decimal(10) ** 12
_SIGN = r"[+\-−–—]"
_LEVERAGE_BEFORE = re.compile(r"^[xх×](?=\d)")
_SHAPE = re.compile(
    rf"^(?P<sign>{_SIGN}?)\$?(?P<inner>{_SIGN}?)(?P<digits>(?:\d[\d.,]*|[.,]\d+))"
    r"(?P<times>[kкmм]?)(?P<unit>%|[xх×]|\$|usdt?)?$"
)
_LIKE = re.compile(rf"^{_SIGN}?\$?{_SIGN}?[.,]?\d")
_NO_NUMBERS = re.compile(rf"^{_SIGN}?\$?(?:s?nan|inf|infinity|∞)[%x]?$")
_COMMAS = re.compile(r"^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$")
_DOTS = re.compile(r"^[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|(?:\.\d{3})+,\d+)$")
_PLAIN = re.compile(r"^\d*[.,]?\d+$")
_TIMES = {"": 1, "k": 1_000, "к": 1_000, "m": 1_000_000, "м": 1_000_000}


class Unit(StrEnum):
    PLAIN = ""
    PERCENT = "%"
    TIMES = "x"


@dataclass(frozen=True, slots=True)
class Amount:
    """`value` > 0, as it was typed: 2 for `2%`."""

    value: Decimal
    unit: Unit

    @property
    @exact
    def fraction(self) -> Decimal:
        return self.value / 100


def amount_of(word: str) -> Amount | None:
    """None: it is not meant as a number. `word` in lower case. Raises `NumberBad`."""
    if _NO_NUMBERS.match(word):
        raise NumberBad(word, Flaw.NO_NUMBER)
    has_x = _LEVERAGE_BEFORE.match(word) is not None
    bare = word[1:] if has_x else word
    if not _LIKE.match(bare):
        return None
    shape = _SHAPE.match(bare)
    if shape is None or (has_x and shape["unit"]):
        raise NumberBad(word, Flaw.NOT_PLAIN)
    if (shape["sign"] + shape["inner"]).strip("+"):
        raise NumberBad(word, Flaw.NEGATIVE)
    return Amount(_value(word, shape["digits"], _TIMES[shape["times"]]), _unit(shape["unit"], has_x))


def _unit(written: str | None, has_x: bool) -> Unit:
    if has_x or (written is not None and written in "xх×"):
        return Unit.TIMES
    return Unit.PERCENT if written == "%" else Unit.PLAIN


@exact
def _value(word: str, digits: str, times: int) -> Decimal:
    value = Decimal(_spelled(word, digits)) * times
    if value == 0:
        raise NumberBad(word, Flaw.ZERO)
    if value >= _MOST:
        raise NumberBad(word, Flaw.TOO_LARGE)
    return value


def _spelled(word: str, digits: str) -> str:
    """As `Decimal` reads it. A comma before exactly three digits groups, any other is a decimal comma."""
    scripts = {ord(character) - unicodedata.decimal(character) for character in digits if character.isdecimal()}
    if len(scripts) > 1:
        raise NumberBad(word, Flaw.NOT_PLAIN)
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in digits)
    if _COMMAS.match(text):
        return text.replace(",", "")
    if _DOTS.match(text):
        return text.replace(".", "").replace(",", ".")
    if not _PLAIN.match(text):
        raise NumberBad(word, Flaw.NOT_PLAIN)
    return text.replace(",", ".")
