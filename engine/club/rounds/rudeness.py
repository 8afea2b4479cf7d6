"""Whether a name holds a word of the lists, through the usual tricks: other letters, digits, signs, repeats."""

import re

from engine.club.rounds.confusables import look, plain, spoken
from engine.club.rounds.rude_words import GOOD, INSIDE, NUMBERS, POSING, POSING_WHOLE, WHOLE

_PARTS = re.compile(r"[ ._\-]+|(?<=\D)(?=\d)|(?<=\d)(?=\D)")


def _readings(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Each word in its own script: the Latin ones, the Cyrillic ones."""
    latin = tuple(spoken(word)[0] for word in words if word.isascii() or "ñ" in word or "ó" in word)
    return latin, tuple(spoken(word)[1] for word in words if not word.isascii())


_INSIDE, _WHOLE, _GOOD = _readings(INSIDE), _readings(WHOLE), _readings(GOOD)
_POSING_LOOKS = tuple(look(word) for word in POSING)
_GOOD_LOOKS = tuple(look(word) for word in GOOD)
_POSING_WHOLE = frozenset(look(word) for word in POSING_WHOLE)


def is_rude(name: str) -> bool:
    whole = spoken(name)
    if any(number in plain(name) for number in NUMBERS):
        return True
    return any(_holds(whole[script], _INSIDE[script], _GOOD[script]) for script in (0, 1)) or any(
        spoken(part)[script] in _WHOLE[script] for part in _parts(name) for script in (0, 1)
    )


def poses(name: str) -> bool:
    """As Helix, somebody of its house, a machine or a venue."""
    if _holds(look(name), _POSING_LOOKS, _GOOD_LOOKS):
        return True
    return any(look(part) in _POSING_WHOLE for part in _parts(name))


def _holds(reading: str, bad: tuple[str, ...], good: tuple[str, ...]) -> bool:
    for word in good:
        reading = reading.replace(word, "|")
    return any(word in reading for word in bad)


def _parts(name: str) -> list[str]:
    return [part for part in [*_PARTS.split(name), name] if part and not part.isdigit()]
