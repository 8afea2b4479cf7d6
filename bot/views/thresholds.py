"""Thresholds in words, and what an admin may have meant by a typed one."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.views.reader import Reader
from engine.signals.tuning import KNOB_OF, KNOBS, Knob

_ALIASES = {
    "volume_ratio": ("volume", "vol", "v", "ratio", "volume_ratio", "volumen", "объём", "объем"),
    "oi_change_1h": ("oi", "interest", "open", "oi_change_1h", "interés", "ои"),
    "move_5m": ("move", "5m", "5min", "price", "move_5m", "movimiento", "движение", "ход"),
    "lopsided_from": ("from", "lopsided", "least", "imbalance", "low", "lopsided_from", "desde", "от", "перекос"),
    "extreme_over": ("extreme", "over", "most", "high", "extreme_over", "extremo", "крайность", "до"),
}
_NAME_OF = {alias: name for name, aliases in _ALIASES.items() for alias in aliases}
_DEFAULT = frozenset({"default", "reset", "house", "-", "defecto", "сброс"})
_FRACTION_BELOW = {"oi_change_1h": 0.2, "move_5m": 0.2, "lopsided_from": 1.01, "extreme_over": 1.01}


@dataclass(frozen=True, slots=True)
class TypedTune:
    """What was understood of `/tune BTC volume 2.0`. `value` None with `has_value`: back to the default."""

    knob: Knob | None
    value: float | None
    has_value: bool
    rest: tuple[str, ...]  # words that are neither: a coin, perhaps


def knob_name(name: str, reader: Reader) -> str:
    return reader.t.plain("tune-knob", name=name)


def value_text(knob: Knob, value: float) -> str:
    return f"{value:g}x" if knob.is_ratio else f"{round(value * 100, 4):g} %"


def tight_value(knob: Knob, value: float) -> str:
    """For columns."""
    return value_text(knob, value).replace(" ", "")


def read_tune(words: Sequence[str]) -> TypedTune:
    """In any order; the first word that names a threshold, the first that is a figure."""
    knob: Knob | None = None
    figure: str | None = None
    rest: list[str] = []
    for word in (part.strip(",.;:=").lower() for part in words):
        if knob is None and word in _NAME_OF:
            knob = KNOB_OF[_NAME_OF[word]]
        elif figure is None and (word in _DEFAULT or _is_figure(word)):
            figure = word
        elif word not in ("interest", "%", ""):
            rest.append(word)
    if figure is None or figure in _DEFAULT or knob is None:
        return TypedTune(knob, None, figure is not None, tuple(rest))
    return TypedTune(knob, _value(knob, figure), True, tuple(rest))


def _is_figure(word: str) -> bool:
    text = word.rstrip("%x").replace(",", ".", 1)
    return len(word) <= 12 and text.replace(".", "", 1).isdecimal() and text.isascii()


def _value(knob: Knob, figure: str) -> float:
    """`3%`, `3` and `0.03` are three percent; a share of `0.7` is 70 %."""
    value = float(figure.rstrip("%x").replace(",", ".", 1))
    if knob.is_ratio:
        return value
    is_fraction = not figure.endswith("%") and value < _FRACTION_BELOW[knob.name]
    return value if is_fraction else round(value / 100, 8)


assert set(_ALIASES) == {knob.name for knob in KNOBS}
