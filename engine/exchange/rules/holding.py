"""What the formulas are about: a position as it was opened."""

from dataclasses import dataclass
from decimal import Decimal

from engine.exchange.rules.precision import ONE, ZERO
from engine.market.values import Side


@dataclass(frozen=True, slots=True)
class Holding:
    """Prices in USDT a coin, `quantity` in coins and > 0. `extra_margin_usdt` was added to an isolated position."""

    side: Side
    entry_usd: Decimal
    quantity: Decimal
    leverage: Decimal
    extra_margin_usdt: Decimal = ZERO

    @property
    def sign(self) -> int:
        return self.side.sign

    @property
    def notional_usdt(self) -> Decimal:
        return self.entry_usd * self.quantity

    @property
    def stake_usdt(self) -> Decimal:
        """Margin without what is reserved for the fee of closing it."""
        return self.notional_usdt / self.leverage

    @property
    def plain_bankruptcy_usd(self) -> Decimal:
        """Where the stake alone is gone; venues reserve the closing fee at this price."""
        return self.entry_usd * (ONE - self.sign / self.leverage)
