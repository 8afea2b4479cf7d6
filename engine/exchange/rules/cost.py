"""What an order binds of the available balance before it fills (isolated margin)."""

from dataclasses import dataclass
from decimal import Decimal

from engine.exchange.rules.holding import Holding
from engine.exchange.rules.margin import reserved_close_fee
from engine.exchange.rules.precision import exact


@dataclass(frozen=True, slots=True)
class OrderCost:
    initial_margin: Decimal
    open_fee: Decimal
    close_fee: Decimal  # at the bankruptcy price

    @property
    @exact
    def total(self) -> Decimal:
        """Also the most that can be lost: a liquidation costs the margin and the reserved fee, the way in its fee."""
        return self.initial_margin + self.open_fee + self.close_fee


@exact
def order_cost(holding: Holding, taker_fee: Decimal) -> OrderCost:
    """`holding`: what the order would become at its price."""
    return OrderCost(holding.stake_usdt, holding.notional_usdt * taker_fee, reserved_close_fee(holding, taker_fee))
