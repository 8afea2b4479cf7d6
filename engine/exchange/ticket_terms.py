"""A trade's fixed terms, before its size: side, entry, leverage and fees, and what follows from them."""

from dataclasses import dataclass
from decimal import Decimal

from engine.exchange.contract import Contract
from engine.exchange.rules.cost import order_cost
from engine.exchange.rules.filters import Rounding, floored, on_grid
from engine.exchange.rules.holding import Holding
from engine.exchange.rules.liquidation import liquidation_price, reachable
from engine.exchange.rules.margin_stop import price_for_result
from engine.exchange.rules.precision import exact
from engine.exchange.rules.tiers import tier_of
from engine.market.values import Side


@dataclass(frozen=True, slots=True)
class Terms:
    """`entry_fee` is the maker's where a limit order is to rest. Whatever closes a position takes."""

    contract: Contract
    side: Side
    leverage: Decimal
    entry_usd: Decimal
    entry_fee: Decimal
    is_market: bool

    def holding(self, quantity: Decimal) -> Holding:
        return Holding(self.side, self.entry_usd, quantity, self.leverage)

    @exact
    def notional(self, quantity: Decimal) -> Decimal:
        return quantity * self.entry_usd

    @exact
    def stake(self, quantity: Decimal) -> Decimal:
        return quantity * self.entry_usd / self.leverage

    @exact
    def quantity_for_stake(self, stake_usdt: Decimal) -> Decimal:
        """On the lot's grid, never for more than the stake."""
        return floored(stake_usdt * self.leverage / self.entry_usd, self.contract.lot_size)

    @exact
    def fees(self, quantity: Decimal, exit_usd: Decimal) -> Decimal:
        """In and out."""
        return quantity * (self.entry_usd * self.entry_fee + exit_usd * self.contract.taker_fee)

    @exact
    def way(self, quantity: Decimal, exit_usd: Decimal) -> Decimal:
        """What price alone brings from entry to exit."""
        return self.side.sign * quantity * (exit_usd - self.entry_usd)

    @exact
    def result(self, quantity: Decimal, exit_usd: Decimal) -> Decimal:
        return self.way(quantity, exit_usd) - self.fees(quantity, exit_usd)

    @exact
    def cost(self, quantity: Decimal) -> Decimal:
        """What the order binds, and the most that it can lose. The venue counts taker fees, whoever pays less."""
        return order_cost(self.holding(quantity), self.contract.taker_fee).total

    @exact
    def affordable(self, available_usdt: Decimal) -> Decimal:
        """The largest quantity whose cost is there."""
        return floored(max(available_usdt, Decimal(0)) / self.cost(Decimal(1)), self.contract.lot_size)

    def price_for(self, share: Decimal) -> Decimal:
        """Where closing brings this share of the margin, fees in; not on the grid, and maybe below zero."""
        fees = self.entry_fee, self.contract.taker_fee
        return price_for_result(self.side, self.entry_usd, self.leverage, share, *fees)

    def liquidation(self, quantity: Decimal) -> Decimal | None:
        """Exact, not on the grid. None where nothing liquidates the position."""
        tiers = self.contract.tiers
        tier = tier_of(tiers, self.notional(quantity)) or tiers[-1]
        holding = self.holding(quantity)
        return reachable(liquidation_price(holding, tier.rate, tier.deduction_usdt, self.contract.taker_fee))

    def is_before(self, nearer_usd: Decimal, farther_usd: Decimal) -> bool:
        """Whether a losing price comes to the first strictly before it comes to the second."""
        return self.side.sign * (nearer_usd - farther_usd) > 0

    def nearest_tick(self, price_usd: Decimal) -> Decimal:
        return on_grid(price_usd, self.contract.tick_size, Rounding.NEAREST)

    def toward_loss(self, price_usd: Decimal, step: Decimal) -> Decimal:
        """On the grid of `step`, away from where the position wins."""
        return on_grid(price_usd, step, Rounding.FLOOR if self.side is Side.LONG else Rounding.CEIL)

    def toward_win(self, price_usd: Decimal, step: Decimal) -> Decimal:
        return on_grid(price_usd, step, Rounding.CEIL if self.side is Side.LONG else Rounding.FLOOR)
