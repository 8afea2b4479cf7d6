"""A learned mix: births by leverage of a coin class, or of one coin of it, with what it was learned from."""

from dataclasses import dataclass
from datetime import datetime

from engine.liquidations.leverage import CoinClass, LeverageNodes
from engine.market.values import Coin, MarketSource


@dataclass(frozen=True, slots=True)
class LearnedMix:
    """`leverages`, `shares` (k,): births by round leverage, sum 1. Trained on hours that ended by `trained_to`, good
    for maps made from `valid_from` on, which is always later.

    `gain`: nats a dollar over the default mix on the last part of the training span, which the judged fit had not seen;
    `gain_low`: lower end of its 95 % interval. A mix that did not earn its place is kept and never used.
    """

    source: MarketSource
    coin_class: CoinClass
    coin: Coin | None  # None: the class
    version: str
    trained_from: datetime
    trained_to: datetime
    valid_from: datetime
    leverages: tuple[float, ...]
    shares: tuple[float, ...]
    gain: float
    gain_low: float
    hours: int
    contracts: int

    def __post_init__(self) -> None:
        if not self.trained_from < self.trained_to < self.valid_from:
            raise ValueError(f"{self.version}: a mix is valid only after the span it was trained on")

    @property
    def has_earned_its_place(self) -> bool:
        return self.gain_low > 0


@dataclass(frozen=True, slots=True)
class MixChoice:
    """What a map is made with. `version` None: the default mix, an assumption."""

    nodes: LeverageNodes
    version: str | None
