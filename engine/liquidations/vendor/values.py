"""What a vendor publishes about a coin: a map in its own units, and measured sums of a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np

from engine.liquidations.values import HeatArray
from engine.market.values import Bars, Coin, FloatArray
from engine.market.windows import Window


class MapModel(StrEnum):
    """Whose map: ours, or one of CoinGlass's three."""

    HELIX = "0"
    CG1 = "1"
    CG2 = "2"
    CG3 = "3"

    @property
    def is_own(self) -> bool:
        return self is MapModel.HELIX


VENDOR_MODELS = tuple(model for model in MapModel if not model.is_own)


@dataclass(frozen=True, slots=True)
class VendorMap:
    """One answer of the vendor. Amounts are relative: they compare inside this map and with nothing else.

    `prices` (b,) ascending, in steps of the vendor's choosing; `price_edges` (b+1,) lie half way between them.
    `strength` (t, b): what stands in each column; `candles` (t rows). `now_column`: the last column with anything in
    it, which is what stands now; sums over columns would count a level once a candle it survived.
    `cells_left_out`: cells of the answer that lay outside its own axes or were no numbers.
    """

    model: MapModel
    coin: Coin
    window: Window
    fetched_at: datetime
    candles: Bars
    prices: FloatArray
    price_edges: FloatArray
    strength: HeatArray
    now_column: int
    cells_left_out: int = 0

    @property
    def now(self) -> FloatArray:
        """(b,) what stands now."""
        return np.asarray(self.strength[self.now_column], np.float64)

    @property
    def price_usd(self) -> float:
        return float(self.candles.close[-1])


@dataclass(frozen=True, slots=True)
class Dated:
    """A vendor's map and how old it is. `is_stale`: the vendor did not answer just now, so an earlier answer stands."""

    map: VendorMap
    age: timedelta
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class VendorDay:
    """The last 24 hours as the vendor measured them. None where it did not say.

    `funding_rate`: fraction per funding period, weighted by open interest over venues. `liquidation_venues`: whose
    forced closes were summed.
    """

    liquidation_venues: tuple[str, ...]
    long_liquidated_usd: float | None
    short_liquidated_usd: float | None
    oi_usd: float | None
    oi_change: float | None  # fraction
    funding_rate: float | None
    volume_usd: float | None  # taker buys and sells

    @property
    def is_empty(self) -> bool:
        figures = (self.long_liquidated_usd, self.oi_usd, self.funding_rate, self.volume_usd)
        return all(figure is None for figure in figures)
