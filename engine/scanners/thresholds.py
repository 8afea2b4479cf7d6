"""From where on something is fresh or lopsided: the house's numbers, and what was learned or set for one coin."""

from dataclasses import dataclass
from typing import Protocol

from engine.market.values import Coin


@dataclass(frozen=True, slots=True)
class Thresholds:
    """All are passed by going over, `lopsided_from` by reaching it. Fractions, but for the ratio."""

    oi_change_1h: float = 0.03
    volume_ratio: float = 1.5
    move_5m: float = 0.02
    lopsided_from: float = 0.70
    extreme_over: float = 0.85


DEFAULT_THRESHOLDS = Thresholds()


class ThresholdBook(Protocol):
    """Whoever knows which numbers hold for a coin now. Answers at once."""

    def of(self, coin: Coin) -> Thresholds: ...


class SameForAll:
    """The house's numbers for every coin."""

    def of(self, coin: Coin) -> Thresholds:
        del coin
        return DEFAULT_THRESHOLDS
