"""Which side of price holds more, and how much of that is only price standing away from its own mean."""

from dataclasses import dataclass
from math import exp, log

import numpy as np

from engine.liquidations.distance import stand_out
from engine.liquidations.peaks import quantile
from engine.liquidations.profile import Profile, bins_within
from engine.liquidations.values import ScanState
from engine.market.values import FloatArray, Side
from engine.scanners.thresholds import DEFAULT_THRESHOLDS

_CLUSTERED_QUANTILE = 0.90


@dataclass(frozen=True, slots=True)
class Imbalance:
    """`share`: heavier side / both, over clustered cells inside `band`; None where there is none."""

    band: float
    above_usd: float
    below_usd: float

    @property
    def share(self) -> float | None:
        both = self.above_usd + self.below_usd
        return max(self.above_usd, self.below_usd) / both if both > 0 else None

    @property
    def heavier(self) -> Side | None:
        """SHORT: the heavier side lies above price. None where nothing stands."""
        if self.above_usd + self.below_usd <= 0:
            return None
        return Side.SHORT if self.above_usd >= self.below_usd else Side.LONG


def measure_imbalance(profile: Profile, band: float) -> Imbalance:
    """Clustered cells: the tenth of both sides' cells, pooled, that stand out most over what distance alone would give.

    Taken by their bare size, the largest tenth is the far end of one side in nearly every map, which says nothing.
    """
    above = np.ascontiguousarray(profile.above_usd[: bins_within(profile.above_prices, profile.price_usd, band)])
    below = np.ascontiguousarray(profile.below_usd[: bins_within(profile.below_prices, profile.price_usd, band)])
    excess_above, excess_below = stand_out(above), stand_out(below)
    pooled = np.concatenate([excess_above, excess_below])
    if len(pooled) == 0:
        return Imbalance(band, 0.0, 0.0)
    limit = max(quantile(pooled, _CLUSTERED_QUANTILE), 0.0)
    return Imbalance(band, float(above[excess_above > limit].sum()), float(below[excess_below > limit].sum()))


def residual_share(profile: Profile, imbalance: Imbalance, closes: FloatArray) -> float | None:
    """The share minus what a Laplace cloud of the map's own spread around the window's mean price would show.

    Near zero: the map only says that price stands away from its mean. None where there is no imbalance.
    """
    share, heavier = imbalance.share, imbalance.heavier
    if share is None or heavier is None or len(closes) == 0:
        return None
    mean = float(np.exp(np.mean(np.log(closes))))
    spread = _spread_around(profile, mean, imbalance.band)
    if spread <= 0:
        return None
    at = log(profile.price_usd / mean)
    reach = log(1 + imbalance.band)
    low, here, high = (_laplace_cdf(z / spread) for z in (at - reach, at, at + reach))
    above_null = (high - here) / max(high - low, 1e-12)
    return float(share - (above_null if heavier is Side.SHORT else 1.0 - above_null))


def decide_state(
    share: float | None,
    is_fresh: bool,
    lopsided_from: float = DEFAULT_THRESHOLDS.lopsided_from,
    extreme_over: float = DEFAULT_THRESHOLDS.extreme_over,
) -> ScanState:
    if share is None or share < lopsided_from:
        return ScanState.NO_SIGNAL
    if share > extreme_over:
        return ScanState.EXTREME
    return ScanState.CONFIRMED if is_fresh else ScanState.LOPSIDED


def _spread_around(profile: Profile, mean_usd: float, band: float) -> float:
    prices = np.concatenate([profile.above_prices, profile.below_prices])
    mass = np.concatenate([profile.above_usd, profile.below_usd])
    mass = np.where(np.abs(prices / profile.price_usd - 1) <= band, mass, 0.0)
    total = float(mass.sum())
    return float((np.abs(np.log(prices / mean_usd)) * mass).sum() / total) if total > 0 else 0.0


def _laplace_cdf(z: float) -> float:
    return 0.5 * exp(z) if z < 0 else 1.0 - 0.5 * exp(-z)
