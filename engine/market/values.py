"""What a market is made of, in column form. Prices are per coin (a 1000PEPE contract is already divided by 1,000)."""

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NewType

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

Coin = NewType("Coin", str)  # "BTC", "PEPE": what people type and see
Symbol = NewType("Symbol", str)  # "BTCUSDT", "1000PEPEUSDT": the venue's own name of the contract


class Venue(StrEnum):
    BYBIT = "bybit"
    BINANCE = "binance"


class MarketSource(StrEnum):
    """Where a number came from; never changes inside a running process and is part of every stored key."""

    LIVE = "live"
    RECORDED = "recorded"
    SIMULATED = "simulated"


class Side(StrEnum):
    """The side of the position, also of a liquidated one: a long liquidation is a forced sale below price."""

    LONG = "long"
    SHORT = "short"

    @property
    def sign(self) -> int:
        return 1 if self is Side.LONG else -1


@dataclass(frozen=True, slots=True)
class Bars:
    """Closed candles with taker volume and open interest, ascending, `step_ms` apart; a gap is a missing row.

    `open_ms` (n,) is the bar's open. Prices in USD per coin, volumes in coins, `oi_base` the ONE-SIDED open interest in
    coins at the bar's close. `taker_buy_base` and `oi_base` are NaN where nobody delivered them.
    """

    step_ms: int
    open_ms: IntArray
    open: FloatArray
    high: FloatArray
    low: FloatArray
    close: FloatArray
    volume_base: FloatArray
    taker_buy_base: FloatArray
    oi_base: FloatArray

    def __len__(self) -> int:
        return int(self.open_ms.shape[0])

    def columns(self) -> tuple[FloatArray, ...]:
        """The value columns in the order of the fields."""
        return (self.open, self.high, self.low, self.close, self.volume_base, self.taker_buy_base, self.oi_base)

    def part(self, start: int, stop: int) -> "Bars":
        """Rows `start:stop` as views, no copy."""
        return Bars(self.step_ms, self.open_ms[start:stop], *(c[start:stop] for c in self.columns()))

    def between(self, from_ms: int, to_ms: int) -> "Bars":
        """Rows with from_ms <= open_ms < to_ms."""
        start, stop = np.searchsorted(self.open_ms, [from_ms, to_ms])
        return self.part(int(start), int(stop))

    def last(self, n: int) -> "Bars":
        return self.part(max(len(self) - n, 0), len(self))

    @staticmethod
    def empty(step_ms: int) -> "Bars":
        none = np.empty(0)
        return Bars(step_ms, np.empty(0, np.int64), *(none for _ in range(7)))


@dataclass(frozen=True, slots=True)
class Ticker:
    """The present state of one contract. `oi_base` is one-sided, in coins; NaN where the venue sent nothing yet.

    `bid_usd`, `ask_usd` (the best ones) and `index_price_usd` are NaN too where a venue does not tell them.
    """

    venue: Venue
    symbol: Symbol
    coin: Coin
    price_usd: float
    mark_price_usd: float
    oi_base: float
    funding_rate: float  # fraction per `funding_interval`; positive: longs pay
    funding_interval: timedelta
    next_funding_at: datetime | None
    turnover_24h_usd: float
    change_24h: float  # fraction
    at: datetime  # UTC, the venue's clock
    bid_usd: float = math.nan
    ask_usd: float = math.nan
    index_price_usd: float = math.nan


@dataclass(frozen=True, slots=True)
class Liquidation:
    """One forced close. `price_usd` is what the venue published: the bankruptcy price on Bybit, the fill on Binance."""

    venue: Venue
    symbol: Symbol
    coin: Coin
    side: Side  # of the position that was closed
    price_usd: float
    quantity_base: float
    at: datetime

    @property
    def notional_usd(self) -> float:
        return self.price_usd * self.quantity_base


@dataclass(frozen=True, slots=True)
class Gap:
    """The stream was away; what lies between must be read from REST before anyone trades on it."""

    venue: Venue
    since: datetime
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class RiskTier:
    """One row of a venue's risk-limit table: positions up to `limit_usd` (inclusive)."""

    limit_usd: float
    maintenance_margin_rate: float  # fraction: 0.005 = 0.5 %
    max_leverage: float
    deduction_usd: float


@dataclass(frozen=True, slots=True)
class OrderFilters:
    """What a venue demands of an order beside tick and lot, exactly as told. Quantities in coins.

    `funding_upper` and `funding_lower`: bounds of a rate, fractions per interval. `price_limit_x`, `price_limit_y`: how
    far from the mark a price may be, as fractions (Bybit's `priceLimitRatioX`, `Y`). None where it was not told.
    """

    min_quantity: Decimal
    max_quantity: Decimal  # of a limit order
    max_market_quantity: Decimal
    min_notional_usdt: Decimal
    leverage_step: Decimal
    funding_upper: Decimal | None = None
    funding_lower: Decimal | None = None
    price_limit_x: Decimal | None = None
    price_limit_y: Decimal | None = None


class ContractStatus(StrEnum):
    """What a venue lets people do with a contract."""

    TRADING = "trading"
    PRE_MARKET = "pre-market"  # traded before its coin is: no index price stands behind it
    SETTLING = "settling"  # no trades any more; what is open is being closed by the venue
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Instrument:
    """`ends_at`: the delisting as the venue announced it, or when it was over; None where nothing was told.

    `filters` None: the venue did not tell them, or not all that an order needs.
    """

    venue: Venue
    symbol: Symbol
    coin: Coin
    tick_size: Decimal  # USD per coin
    lot_size: Decimal  # coins
    max_leverage: float
    funding_interval: timedelta
    listed_at: datetime | None
    tiers: tuple[RiskTier, ...] = field(default=())
    status: ContractStatus = ContractStatus.TRADING
    ends_at: datetime | None = None
    filters: OrderFilters | None = None

    @property
    def is_open(self) -> bool:
        return self.status in (ContractStatus.TRADING, ContractStatus.PRE_MARKET)


@dataclass(frozen=True, slots=True)
class LiquidatedTotals:
    """Measured forced closes over a span. `venues`: whose streams were summed; Binance's is a floor (one a second)."""

    long_usd: float
    short_usd: float
    venues: tuple[str, ...]
    since: datetime  # the measured span may be shorter than asked
    is_floor: bool
