"""What is wrong with a trade as it was typed. Each has an `example` of a trade that can be typed."""

from enum import StrEnum

from engine.errors import Refused
from engine.exchange.words import Part

EXAMPLE = "BTC 100 10x sl 5% tp 20%"
_LONGEST_SHOWN = 40


class BadTrade(Refused):
    """Root of them."""

    text_key = "trade-how"
    example = EXAMPLE


class CoinMissing(BadTrade):
    """No word of it is a coin."""

    text_key = "trade-coin-missing"

    def __init__(self) -> None:
        super().__init__("no coin in it")


class WordUnknown(BadTrade):
    """A word that means nothing here. Nothing is guessed: it might have been the stop."""

    text_key = "trade-word-unknown"

    def __init__(self, word: str) -> None:
        super().__init__(f"unknown word {word[:_LONGEST_SHOWN]!r}")
        self.word = word[:_LONGEST_SHOWN]


class Flaw(StrEnum):
    """What is wrong with a number."""

    NEGATIVE = "negative"
    ZERO = "zero"
    TOO_LARGE = "too-large"
    NOT_PLAIN = "not-plain"  # no exponent, no letters, one decimal point
    NO_NUMBER = "no-number"  # nan, infinity
    OVER_ALL = "over-all"  # more than 100 % of what there is
    UNIT = "unit"  # "x" or "%" where the part has none


class NumberBad(BadTrade):
    text_key = "trade-number-bad"

    def __init__(self, word: str, flaw: Flaw) -> None:
        super().__init__(f"{word[:_LONGEST_SHOWN]!r}: {flaw}")
        self.word, self.flaw = word[:_LONGEST_SHOWN], flaw


class PartTwice(BadTrade):
    """Two sizes, two stops ... Two bare numbers are two sizes: leverage is written `10x`."""

    text_key = "trade-part-twice"

    def __init__(self, part: Part, word: str) -> None:
        super().__init__(f"{part} twice, the second is {word[:_LONGEST_SHOWN]!r}")
        self.part, self.word = part, word[:_LONGEST_SHOWN]


class PartEmpty(BadTrade):
    """A part was named, and no number follows."""

    text_key = "trade-part-empty"

    def __init__(self, part: Part) -> None:
        super().__init__(f"{part} without a number")
        self.part = part


class TooLong(BadTrade):
    """So much text is no trade; cutting it might cut off the stop."""

    text_key = "trade-too-long"

    def __init__(self, largest: int) -> None:
        super().__init__(f"more than {largest} characters")
        self.largest = largest
