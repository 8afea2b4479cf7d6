"""Leverage: where a position of a given leverage is liquidated, and how births are spread over leverage."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import numpy as np

from engine.liquidations.values import LeverageBand
from engine.market.values import Coin, FloatArray, Instrument, Side, Venue
from engine.market.windows import MAJORS

TAPER = 1.5  # of the largest likelihood on BTC's measured forced closes before 2026-01-26, with churn and half-life
# What venues' sliders and buttons offer, so what people choose. Against known positions of simulated markets maps of
# these rank 0.05 better than maps of leverage spread evenly, and they show the levels that an even spread blurs.
ROUND = (2.0, 3.0, 5.0, 7.0, 10.0, 12.0, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0, 75.0, 100.0, 125.0)
_AROUND = 0.04  # positions lie this fraction around a round leverage: fees, funding, margin added
_LOWEST = 2.0
_TAIL_FROM, _TAIL = 9.0, 1.5  # births fall as this power of leverage beyond: see `births_at`
_FINE = 2_000
_BANDS = {LeverageBand.ALL: 0.0, LeverageBand.MID: 25.0, LeverageBand.HIGH: 50.0}
_MAINTENANCE = {Venue.BYBIT: 0.005, Venue.BINANCE: 0.004}  # the first tier of most contracts
_UNKNOWN_MAINTENANCE = 0.005
_LARGE_MAX_LEVERAGE = 50.0  # venues grant 50x and more to coins with a deep market


class CoinClass(StrEnum):
    MAJOR = "major"
    LARGE = "large"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class LeverageMix:
    """Leverage of what is held up to some 9x: log-normal of this median and width, from 2x on."""

    version: str
    median: float
    width: float


# What is held: 36 % under 3x, 48 % at 3-7x, 15 % above (Hyperliquid, all of its open interest, 2025-12-15). Nothing
# published tells the classes apart yet; their versions are kept apart so that they can be learned apart.
DEFAULT_MIX = {
    CoinClass.MAJOR: LeverageMix("round-major-3", 3.75, 0.62),
    CoinClass.LARGE: LeverageMix("round-large-3", 3.75, 0.62),
    CoinClass.SMALL: LeverageMix("round-small-3", 3.75, 0.62),
}


def coin_class(coin: Coin, max_leverage: float) -> CoinClass:
    if coin in MAJORS:
        return CoinClass.MAJOR
    return CoinClass.LARGE if max_leverage >= _LARGE_MAX_LEVERAGE else CoinClass.SMALL


@dataclass(frozen=True, slots=True)
class LeverageNodes:
    """Round leverages, ascending: `leverage` (k,), from `lowest` to `highest` around each; `shares` (k,) of births."""

    lowest: FloatArray
    highest: FloatArray
    leverage: FloatArray
    shares: FloatArray

    def first_in(self, band: LeverageBand) -> int:
        """The first node that the band shows; one past the last where the contract's leverage never gets there."""
        return int(np.searchsorted(self.leverage, _BANDS[band]))

    def spread(self, shares: FloatArray) -> "LeverageNodes":
        """The same nodes with learned shares."""
        return replace(self, shares=shares / shares.sum())


def turnover_speed(leverage: FloatArray, taper: float = TAPER) -> FloatArray:
    """How fast positions of a leverage come and go, 1 at 10x."""
    return np.asarray((leverage / 10.0) ** taper)


def births_at(leverage: FloatArray, mix: LeverageMix) -> FloatArray:
    """Births by log leverage, unscaled: what is held times how fast it turns over, so that the survivors hold the mix.

    What is held is published up to 7x and over. Beyond, forced closes tell: fitted on those of BTC before 2026-01-26,
    births fall as a power between 1 and 2 of leverage, much slower than the log-normal.
    """
    held = np.exp(-0.5 * (np.log(leverage / mix.median) / mix.width) ** 2)
    births = held * turnover_speed(leverage)
    tail = np.interp(_TAIL_FROM, leverage, births) * (_TAIL_FROM / leverage) ** _TAIL
    return np.asarray(np.where(leverage > _TAIL_FROM, np.maximum(births, tail), births))


@lru_cache(maxsize=256)  # the same for all contracts of a class that allow the same; nobody changes the arrays
def leverage_nodes(max_leverage: float, mix: LeverageMix) -> LeverageNodes:
    """Every birth counts for the nearest round leverage the contract allows; its largest one is always among them."""
    highest = max(max_leverage, _LOWEST + 1.0)
    leverage = np.array([*(each for each in ROUND if each < highest), highest])
    fine = np.geomspace(_LOWEST, highest, _FINE)
    nearest = np.searchsorted(np.sqrt(leverage[:-1] * leverage[1:]), fine)
    births = np.bincount(nearest, births_at(fine, mix), len(leverage))
    return LeverageNodes(leverage * (1 - _AROUND), leverage * (1 + _AROUND), leverage, births / births.sum())


def nodes_for(instrument: Instrument) -> LeverageNodes:
    mix = DEFAULT_MIX[coin_class(instrument.coin, instrument.max_leverage)]
    return leverage_nodes(instrument.max_leverage, mix)


def maintenance_rate(instrument: Instrument) -> float:
    """Of the contract's first tier; the venue's usual one where its table is unknown."""
    if instrument.tiers:
        return min(instrument.tiers, key=lambda tier: tier.limit_usd).maintenance_margin_rate
    return _MAINTENANCE.get(instrument.venue, _UNKNOWN_MAINTENANCE)


def liquidation_shift(leverage: FloatArray, rate: float, side: Side) -> FloatArray:
    """Log distance from entry to the liquidation price of an isolated linear position, at least 0.

    Long: ln((1 - m) / (1 - 1/L)); short: ln((1 + 1/L) / (1 + m)). Fees and funding ignored.
    """
    ratio = (1 - rate) / (1 - 1 / leverage) if side is Side.LONG else (1 + 1 / leverage) / (1 + rate)
    return np.maximum(np.log(ratio), 0.0)


def isolated_liquidation_price(
    side: Side,
    entry_usd: float,
    quantity_base: float,
    leverage: float,
    rate: float,
    deduction_usd: float = 0.0,
    extra_margin_usd: float = 0.0,
    taker_fee: float = 0.00055,
) -> float:
    """Price at which one isolated linear position is liquidated; 0 where a long cannot be.

    Source: the venue's isolated formula in force since 2025-09-02; checked against its published examples.
    """
    value = entry_usd * quantity_base
    if side is Side.LONG:
        margin = value / leverage + extra_margin_usd / (1 - taker_fee) + deduction_usd
        return max((value - margin) / (quantity_base * (1 - rate)), 0.0)
    margin = value / leverage + extra_margin_usd / (1 + taker_fee) + deduction_usd
    return (value + margin) / (quantity_base * (1 + rate))
