"""What people type after a command: a coin, a window, and the rest."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.errors import UnknownWindow
from engine.market.universe import parse_coin
from engine.market.values import Coin
from engine.market.windows import Window

_LONGEST_TYPED = 20
_SHORTEST_WORD = 3  # "week" is a window, "w" alone a coin
_UNITS = {
    "h": ("h", "hr", "hrs", "hour", "hours", "hora", "horas", "ч", "час", "часа", "часов"),
    "d": ("d", "day", "days", "dia", "dias", "día", "días", "д", "день", "дня", "дней"),
    "w": ("w", "wk", "week", "weeks", "sem", "semana", "semanas", "н", "нед", "неделя", "недели", "недель"),
    "mo": ("m", "mo", "mon", "mth", "month", "months", "mes", "meses", "мес", "месяц", "месяца", "месяцев"),
    "y": ("y", "yr", "year", "years", "año", "años", "ano", "г", "год", "года"),
}
_UNIT_OF = {name: unit for unit, names in _UNITS.items() for name in names}
_MEANT: dict[tuple[int, str], Window] = {
    (12, "h"): Window.H12,
    (24, "h"): Window.H24,
    (72, "h"): Window.D3,
    (168, "h"): Window.D7,
    (1, "d"): Window.H24,
    (3, "d"): Window.D3,
    (7, "d"): Window.D7,
    (14, "d"): Window.D14,
    (30, "d"): Window.D30,
    (90, "d"): Window.D90,
    (180, "d"): Window.D180,
    (365, "d"): Window.Y1,
    (1, "w"): Window.D7,
    (2, "w"): Window.D14,
    (52, "w"): Window.Y1,
    (1, "mo"): Window.D30,  # no window is a minute wide, so `1m` is a month
    (3, "mo"): Window.D90,
    (6, "mo"): Window.D180,
    (12, "mo"): Window.Y1,
    (1, "y"): Window.Y1,
}
_NUMBER_AND_UNIT = re.compile(r"^(\d{0,4})\s*([^\W\d_]+)$")
_BARE = {12: "h", 24: "h", 3: "d", 7: "d", 14: "d", 30: "d", 90: "d", 180: "d", 365: "d"}


def parse_window(typed: str) -> Window:
    """`12h`, `12 h`, `1d`, `1w`, `1m`, `3mo`, `1y`, `7 days`, `24`. Raises `UnknownWindow`, for `48h` too."""
    number, unit = _number_and_unit(typed)
    window = _MEANT.get((number, unit))
    if window is None:
        raise UnknownWindow(typed[:_LONGEST_TYPED])
    return window


def _number_and_unit(typed: str) -> tuple[int, str]:
    """(0, "") where it is not a length of time at all."""
    text = unicodedata.normalize("NFKC", typed[:_LONGEST_TYPED]).strip().lower()
    if text.isdecimal():
        return int(text), _BARE.get(int(text), "")
    match = _NUMBER_AND_UNIT.match(text)
    unit = _UNIT_OF.get(match[2], "") if match else ""
    if match is None or not unit or (not match[1] and len(match[2]) < _SHORTEST_WORD):
        return 0, ""
    return int(match[1] or 1), unit


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of one command. What was not said is None; `rest` are the words that were neither (`min=75`)."""

    coin: Coin | None
    window: Window | None
    rest: tuple[str, ...]


def parse_asked(text: str, known: Sequence[Coin]) -> Asked:
    """`btc`, `BTCUSDT 1d`, `pepe 12 h`, `7d sol`, `eth 1w min=75`. Raises `UnknownCoin` and `UnknownWindow`.

    The first word is the coin, unless it can only be a window and another word follows that can be the coin.
    """
    words = text.split()[:12]
    rest = tuple(word for word in words if "=" in word)
    plain = [word for word in words if "=" not in word]
    window, others = _take_window(plain, known)
    coin = parse_coin(others[0], known) if others else None
    return Asked(coin, window, (*others[1:], *rest))


def _take_window(words: list[str], known: Sequence[Coin]) -> tuple[Window | None, list[str]]:
    for start, stop in _spans(words):
        joined = "".join(words[start:stop])
        if start == 0 and joined.upper() in known:  # a coin is called 4, another 2Z
            continue
        number, unit = _number_and_unit(joined)
        if number and unit:
            return parse_window(" ".join(words[start:stop])), words[:start] + words[stop:]
        if start > 0 and joined[0].isdecimal() and start == len(words) - 1:
            raise UnknownWindow(joined[:_LONGEST_TYPED])
    return None, words


def _spans(words: list[str]) -> Iterator[tuple[int, int]]:
    """Two words (`12 h`) before one; later places before the first, which is usually the coin."""
    starts = [*range(1, len(words)), *range(min(len(words), 1))]
    for start in starts:
        if start + 1 < len(words) and words[start].isdecimal() and words[start + 1].isalpha():
            yield start, start + 2
    for start in starts:
        yield start, start + 1
