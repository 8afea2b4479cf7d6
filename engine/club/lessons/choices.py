"""What can be chosen in a practice trade, and how a choice travels on a button."""

from dataclasses import dataclass
from decimal import Decimal

from engine.errors import Refused
from engine.market.values import Side

_SIDES = {"l": Side.LONG, "s": Side.SHORT}
_LETTERS = {side: letter for letter, side in _SIDES.items()}
_CODE_LENGTH = 5


class NoSuchChoice(Refused):
    """A code that this lesson never put on a button."""

    text_key = "press-old"


@dataclass(frozen=True, slots=True)
class Options:
    """What a lesson lets choose; one value: it is set. Percent of the stake a stop may lose with fees, percent of the
    price a target is away; None: without one."""

    stakes_usdt: tuple[int, ...]
    leverages: tuple[int, ...]
    stops: tuple[int | None, ...] = (None,)
    targets: tuple[int | None, ...] = (None,)


@dataclass(frozen=True, slots=True)
class Choice:
    """`stake`, `leverage`, `stop` and `target` are places in the lesson's options."""

    side: Side
    stake: int = 0
    leverage: int = 0
    stop: int = 0
    target: int = 0

    @property
    def code(self) -> str:
        """`l1020`: five characters."""
        return f"{_LETTERS[self.side]}{self.stake}{self.leverage}{self.stop}{self.target}"


def read_choice(code: str, options: Options) -> Choice:
    """Raises `NoSuchChoice`: what stands on a button can be forged."""
    if len(code) != _CODE_LENGTH or code[0] not in _SIDES or not (code[1:].isascii() and code[1:].isdecimal()):
        raise NoSuchChoice(code[:_CODE_LENGTH])
    places = [int(digit) for digit in code[1:]]
    lengths = [len(values) for values in (options.stakes_usdt, options.leverages, options.stops, options.targets)]
    if any(place >= length for place, length in zip(places, lengths, strict=True)):
        raise NoSuchChoice(code)
    return Choice(_SIDES[code[0]], *places)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice as values."""

    side: Side
    stake_usdt: Decimal
    leverage: int
    stop_percent: int | None
    target_percent: int | None


def chosen(choice: Choice, options: Options) -> Chosen:
    return Chosen(
        choice.side,
        Decimal(options.stakes_usdt[choice.stake]),
        options.leverages[choice.leverage],
        options.stops[choice.stop],
        options.targets[choice.target],
    )
