"""Cross margin: one balance behind several positions, liquidated when all they must keep is more than all there is.

An account in USDT alone: no haircut, no order loss, nothing borrowed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.exchange.rules.liquidation import reachable
from engine.exchange.rules.precision import ZERO, exact, total
from engine.market.values import Side, Symbol


@dataclass(frozen=True, slots=True)
class CrossPosition:
    """`rate`, `deduction_usdt`: maintenance, of the tier of its value at mark."""

    symbol: Symbol
    side: Side
    quantity: Decimal
    entry_usd: Decimal
    mark_usd: Decimal
    rate: Decimal
    deduction_usdt: Decimal

    @property
    def cost_usdt(self) -> Decimal:
        """Signed."""
        return self.side.sign * self.quantity * self.entry_usd

    @property
    def value_usdt(self) -> Decimal:
        return self.quantity * self.mark_usd

    @property
    def unrealised_usdt(self) -> Decimal:
        return self.side.sign * self.value_usdt - self.cost_usdt

    def maintenance_usdt(self, close_fee: Decimal) -> Decimal:
        return self.value_usdt * (self.rate + close_fee) - self.deduction_usdt

    def slope(self, close_fee: Decimal) -> Decimal:
        """What the account gains over its requirement per USDT of value the price brings."""
        return self.side.sign - self.rate - close_fee


@dataclass(frozen=True, slots=True)
class CrossAccount:
    """`close_fee`: the taker fee as a part of maintenance, 0 where the venue leaves it out."""

    wallet_usdt: Decimal
    positions: tuple[CrossPosition, ...]
    close_fee: Decimal


@dataclass(frozen=True, slots=True)
class CrossState:
    """`rate`: maintenance by balance, 1 is liquidation; None where no balance is left: it would read as safe."""

    balance_usdt: Decimal
    maintenance_usdt: Decimal
    rate: Decimal | None
    is_liquidated: bool


@exact
def cross_state(account: CrossAccount) -> CrossState:
    balance = account.wallet_usdt + _unrealised(account.positions)
    maintenance = _maintenance(account.positions, account.close_fee)
    return CrossState(balance, maintenance, maintenance / balance if balance > 0 else None, maintenance >= balance)


@exact
def cross_liquidation_price(account: CrossAccount, symbol: Symbol) -> Decimal | None:
    """Of one contract while all others keep their mark; both sides of a hedge move together.

    None where no positive price liquidates the account.
    """
    moving = [position for position in account.positions if position.symbol == symbol]
    others = [position for position in account.positions if position.symbol != symbol]
    free = account.wallet_usdt + _unrealised(others) - _maintenance(others, account.close_fee)
    slope = total(position.quantity * position.slope(account.close_fee) for position in moving)
    return reachable((_owed(moving) - free) / slope) if slope else None


@exact
def cross_liquidation_factor(account: CrossAccount) -> Decimal | None:
    """All marks move to this multiple of themselves. None where no positive one liquidates the account."""
    slope = total(position.value_usdt * position.slope(account.close_fee) for position in account.positions)
    return reachable((_owed(account.positions) - account.wallet_usdt) / slope) if slope else None


@exact
def binance_liquidation_price(position: CrossPosition, free_usdt: Decimal) -> Decimal | None:
    """Binance's cross form, without a closing fee. `free_usdt`: wallet and the others' unrealised, less what they
    must keep. The position's own mark does not matter. None where no positive price liquidates."""
    slope = position.quantity * position.slope(ZERO)
    return reachable((position.cost_usdt - free_usdt - position.deduction_usdt) / slope)


def _unrealised(positions: Sequence[CrossPosition]) -> Decimal:
    return total(position.unrealised_usdt for position in positions)


def _maintenance(positions: Sequence[CrossPosition], close_fee: Decimal) -> Decimal:
    return total(position.maintenance_usdt(close_fee) for position in positions)


def _owed(positions: Sequence[CrossPosition]) -> Decimal:
    return total(position.cost_usdt - position.deduction_usdt for position in positions)
