"""A coin's recorded span with measured forced closes: everything one calibration is made of."""

from dataclasses import dataclass

from engine.liquidations.calibration.folds import Split
from engine.liquidations.calibration.hours import HourPaths
from engine.liquidations.leverage import DEFAULT_MIX, CoinClass, LeverageNodes, leverage_nodes
from engine.market.values import Bars, Coin


@dataclass(frozen=True, slots=True)
class Contract:
    """What the model asks of the contract whose candles were recorded."""

    coin: Coin
    max_leverage: float
    maintenance_rate: float
    bin_width: float
    coin_class: CoinClass

    def nodes(self) -> LeverageNodes:
        return leverage_nodes(self.max_leverage, DEFAULT_MIX[self.coin_class])


@dataclass(frozen=True, slots=True)
class OtherBars:
    """Bars of the same coin to try instead of the set's own, or `is_added` to them: another venue's state."""

    name: str
    bars: Bars
    is_added: bool = False


@dataclass(frozen=True, slots=True)
class MeasuredSet:
    """`bars`: what maps are made of. `live_bars`: the same with open interest only as it was published at each bar;
    where it comes by the span, `bars` hold it drawn straight between two published figures, which a map made at the
    start of a span may know and one kept rolling inside it may not."""

    name: str
    contract: Contract
    bars: Bars
    live_bars: Bars
    hours: HourPaths
    split: Split
    truth: str  # whose forced closes, in words
    flaws: str
    others: tuple[OtherBars, ...] = ()
