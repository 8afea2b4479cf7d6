"""What a recorded table holds, already per coin and with one-sided open interest."""

from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from engine.market.values import Bars, Coin, FloatArray, IntArray, MarketSource, Symbol, Venue


@dataclass(frozen=True, slots=True)
class RecordedBars:
    """Candles of one contract and step, ascending; `bars` has taker volume and open interest where the table had."""

    venue: Venue
    symbol: Symbol
    coin: Coin
    bars: Bars


@dataclass(frozen=True, slots=True)
class RecordedOpenInterest:
    """`at_ms` (n,) instants, ascending; `oi_base` (n,) coins."""

    venue: Venue
    symbol: Symbol
    coin: Coin
    at_ms: IntArray
    oi_base: FloatArray


@dataclass(frozen=True, slots=True)
class RecordedFunding:
    """`rate` (n,) fraction per `interval`, which is the usual distance of the settlements."""

    venue: Venue
    symbol: Symbol
    coin: Coin
    at_ms: IntArray
    rate: FloatArray
    interval: timedelta


@dataclass(frozen=True, slots=True)
class RecordedForcedCloses:
    """Single orders. `is_long` (n,): a long position was closed. `source`: archived frames are live rows again."""

    venue: Venue
    symbol: Symbol
    coin: Coin
    at_ms: IntArray
    is_long: IntArray
    price_usd: FloatArray
    quantity_base: FloatArray
    source: MarketSource = MarketSource.RECORDED

    def joined(self, other: "RecordedForcedCloses") -> "RecordedForcedCloses":
        """Both, ascending; an order that is in both is there once."""
        rows = np.vstack([np.column_stack([one.at_ms, one.is_long, one.price_usd, one.quantity_base])
                          for one in (self, other)])  # fmt: skip
        at_ms, is_long, price, quantity = np.unique(rows, axis=0).T
        return replace(
            self,
            at_ms=at_ms.astype(np.int64),
            is_long=is_long.astype(np.int64),
            price_usd=price,
            quantity_base=quantity,
        )


@dataclass(frozen=True, slots=True)
class RecordedSums:
    """Forced closes per span as a provider summed them; NaN where it delivered nothing."""

    provider: str
    venues: tuple[str, ...]
    coin: Coin
    step_ms: int
    open_ms: IntArray
    long_usd: FloatArray
    short_usd: FloatArray


Recorded = RecordedBars | RecordedOpenInterest | RecordedFunding | RecordedForcedCloses | RecordedSums
