"""What a venue says of a contract: its filters, its risk tiers, its fees, its funding."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from engine.exchange.money import SCALE
from engine.market.values import Coin, Symbol, Venue

VIP0_TAKER = Decimal("0.00055")  # Bybit, linear contracts, global site
VIP0_MAKER = Decimal("0.0002")


@dataclass(frozen=True, slots=True)
class Tier:
    """One row of the risk-limit table: position values up to `limit_usdt`, inclusive. `rate` is a fraction."""

    limit_usdt: Decimal
    rate: Decimal  # maintenance margin
    deduction_usdt: Decimal
    max_leverage: Decimal


@dataclass(frozen=True, slots=True)
class Contract:
    """A linear USDT perpetual. Prices in USDT a coin, quantities in coins (a 1000PEPE contract is divided already).

    `tiers` ascend by limit and are never empty. Fees and funding bounds are fractions.
    """

    venue: Venue
    symbol: Symbol
    coin: Coin
    tick_size: Decimal
    lot_size: Decimal
    min_quantity: Decimal
    max_quantity: Decimal  # of a limit order
    max_market_quantity: Decimal
    min_notional_usdt: Decimal
    max_leverage: Decimal
    tiers: tuple[Tier, ...]
    funding_interval: timedelta
    funding_upper: Decimal | None = None
    funding_lower: Decimal | None = None
    taker_fee: Decimal = VIP0_TAKER
    maker_fee: Decimal = VIP0_MAKER
    leverage_step: Decimal = Decimal("0.01")
    price_limit_x: Decimal | None = None  # the venue's soft and hard band of order prices round the mark, fractions
    price_limit_y: Decimal | None = None

    @property
    def lot_tick_units(self) -> Decimal:
        """What one lot at one tick is worth, in money units; whole for nearly every contract, and exact in any case."""
        return self.tick_size * self.lot_size * SCALE

    def ticks(self, price: Decimal) -> int:
        """Of a price on the grid. Raises `ValueError` for one between two ticks: rounding is the caller's choice."""
        return _whole(price / self.tick_size, price, "tick")

    def lots(self, quantity: Decimal) -> int:
        """Of a quantity on the grid. Raises `ValueError` for one between two lots."""
        return _whole(quantity / self.lot_size, quantity, "lot")

    def price(self, ticks: int) -> Decimal:
        return ticks * self.tick_size

    def quantity(self, lots: int) -> Decimal:
        return lots * self.lot_size


def _whole(steps: Decimal, value: Decimal, name: str) -> int:
    whole = int(steps)
    if whole != steps:
        raise ValueError(f"{value} lies between two {name}s")
    return whole
