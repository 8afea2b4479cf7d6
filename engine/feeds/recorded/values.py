"""What a recorded table holds, already per coin and with one-sided open interest."""

from dataclasses import dataclass
from datetime import timedelta

from engine.market.values import Bars, Coin, FloatArray, IntArray, Symbol, Venue


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
    """Single orders. `is_long` (n,): a long position was closed."""

    venue: Venue
    symbol: Symbol
    coin: Coin
    at_ms: IntArray
    is_long: IntArray
    price_usd: FloatArray
    quantity_base: FloatArray


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
