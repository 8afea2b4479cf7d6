"""Thresholds the owner sets in the chat: which, between what, for all coins or for one; and the book they live in."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Protocol

from engine.errors import Refused
from engine.market.values import Coin, MarketSource
from engine.scanners.thresholds import ThresholdBook, Thresholds

ALL_COINS = Coin("")


@dataclass(frozen=True, slots=True)
class Knob:
    """One threshold. `choices` are offered as buttons; anything from `least` to `most` may be typed."""

    name: str  # the field of `Thresholds`
    least: float
    most: float
    choices: tuple[float, ...]
    is_ratio: bool = False  # else a fraction, said in percent


KNOBS = (
    Knob("volume_ratio", 1.2, 20.0, (1.3, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0), is_ratio=True),
    Knob("oi_change_1h", 0.01, 0.50, (0.01, 0.02, 0.03, 0.04, 0.05, 0.07, 0.10, 0.15)),
    Knob("move_5m", 0.005, 0.50, (0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05)),
    Knob("lopsided_from", 0.60, 0.95, (0.60, 0.65, 0.675, 0.70, 0.725, 0.75, 0.775, 0.80)),
    Knob("extreme_over", 0.65, 1.0, (0.80, 0.825, 0.85, 0.875, 0.90, 0.925, 0.95, 1.0)),
)
KNOB_OF = {knob.name: knob for knob in KNOBS}
assert {knob.name for knob in KNOBS} == {field.name for field in fields(Thresholds)}


class OutOfBounds(Refused):
    """No threshold may be set to that."""

    text_key = "tune-out-of-bounds"


@dataclass(frozen=True, slots=True)
class Setting:
    """`coin` ALL_COINS: for every coin without one of its own. `value` None: back to what the house or history says."""

    coin: Coin
    name: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """A setting as it was kept: who, when, and what stood there before."""

    source: MarketSource
    setting: Setting
    was: float
    becomes: float
    user_id: int
    user_name: str
    at: datetime


class Settings(Protocol):
    """Raises `StorageAway`."""

    async def version(self, source: MarketSource) -> int:
        """Grows with every setting; 0 where there is none."""
        ...

    async def settings(self, source: MarketSource) -> Sequence[Setting]:
        """Those that hold now."""
        ...

    async def keep(self, change: Change) -> None:
        """The setting and its line in the audit log, both or neither."""
        ...


class TunedBook:
    """Implements `ThresholdBook`: a coin's own setting, else the one for all coins, else what `beneath` says.

    An owner's word for all coins also stands over what was learned for one coin.
    """

    def __init__(self, beneath: ThresholdBook, settings: Sequence[Setting] = ()) -> None:
        self._beneath = beneath
        self._set: dict[Coin, dict[str, float]] = {}
        self.put(settings)

    def put(self, settings: Sequence[Setting]) -> None:
        """These hold from now on, and no others."""
        fresh: dict[Coin, dict[str, float]] = {}
        for one in settings:
            if one.value is not None and one.name in KNOB_OF:
                fresh.setdefault(one.coin, {})[one.name] = one.value
        self._set = fresh

    def of(self, coin: Coin) -> Thresholds:
        """With `ALL_COINS`: what holds where a coin has nothing of its own."""
        found = {**self._set.get(ALL_COINS, {}), **(self._set.get(coin, {}) if coin else {})}
        return replace(self._beneath.of(coin), **found)

    def own(self, coin: Coin) -> frozenset[str]:
        """Names set for exactly this coin, or with `ALL_COINS` for all."""
        return frozenset(self._set.get(coin, {}))

    def with_setting(self, setting: Setting) -> "TunedBook":
        """A copy in which `setting` holds, for trying it."""
        held = [
            Setting(coin, name, value)
            for coin, values in self._set.items()
            for name, value in values.items()
            if (coin, name) != (setting.coin, setting.name)
        ]
        return TunedBook(self._beneath, [*held, setting])


def check_setting(book: TunedBook, setting: Setting) -> None:
    """Raises `OutOfBounds`: outside the knob's range, or a range of imbalance without anything in it."""
    knob = KNOB_OF.get(setting.name)
    if knob is None:
        raise OutOfBounds(f"no threshold is called {setting.name!r}")
    if setting.value is not None and not knob.least <= setting.value <= knob.most:
        raise OutOfBounds(f"{setting.name} goes from {knob.least} to {knob.most}")
    tried = book.with_setting(setting).of(setting.coin)
    if tried.lopsided_from >= tried.extreme_over:
        raise OutOfBounds("the range of imbalance would be empty")
