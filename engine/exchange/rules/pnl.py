"""What a position costs on average, what it has realised and what it would bring: one-way mode, fill by fill."""

from dataclasses import dataclass
from decimal import Decimal

from engine.exchange.contract import VIP0_TAKER
from engine.exchange.rules.precision import ONE, ZERO, exact


@dataclass(frozen=True, slots=True)
class Position:
    """`quantity` is signed. `average_usd` is 0 where it is flat. `realised_usdt` is gross of `fees_usdt`."""

    quantity: Decimal = ZERO
    average_usd: Decimal = ZERO
    realised_usdt: Decimal = ZERO
    fees_usdt: Decimal = ZERO

    @property
    @exact
    def net_usdt(self) -> Decimal:
        return self.realised_usdt - self.fees_usdt


@exact
def filled(position: Position, quantity: Decimal, price_usd: Decimal, fee_rate: Decimal) -> Position:
    """After a fill of signed `quantity`. Through zero: all is closed and the rest opened at the fill's price."""
    fees = position.fees_usdt + abs(quantity) * price_usd * fee_rate
    held = position.quantity
    after = held + quantity
    if held * quantity >= 0:
        return Position(after, _average(position, quantity, price_usd), position.realised_usdt, fees)
    closed = min(abs(held), abs(quantity)).copy_sign(held)
    realised = position.realised_usdt + closed * (price_usd - position.average_usd)
    if after == 0:
        return Position(ZERO, ZERO, realised, fees)
    return Position(after, position.average_usd if after * held > 0 else price_usd, realised, fees)


def _average(position: Position, quantity: Decimal, price_usd: Decimal) -> Decimal:
    after = abs(position.quantity) + abs(quantity)
    cost = abs(position.quantity) * position.average_usd + abs(quantity) * price_usd
    return cost / after if after else ZERO


@exact
def unrealised(position: Position, mark_usd: Decimal) -> Decimal:
    return position.quantity * (mark_usd - position.average_usd)


@exact
def stake(position: Position, leverage: Decimal) -> Decimal:
    """Its initial margin without the reserved fee."""
    return abs(position.quantity) * position.average_usd / leverage


@exact
def return_on_stake(position: Position, mark_usd: Decimal, leverage: Decimal) -> Decimal | None:
    """A fraction. None where nothing is staked."""
    staked = stake(position, leverage)
    return unrealised(position, mark_usd) / staked if staked else None


@exact
def break_even(
    quantity: Decimal, entry_usd: Decimal, realised_usdt: Decimal, taker_fee: Decimal = VIP0_TAKER
) -> Decimal | None:
    """Where closing, fee paid, leaves nothing won or lost. None for a flat position.

    `quantity` is signed; `realised_usdt` holds what the position has paid and got so far: opening fee, funding. The
    venue takes no less than the lowest level's taker fee.
    """
    if quantity == 0:
        return None
    fee = max(taker_fee, VIP0_TAKER)
    return (entry_usd * quantity - realised_usdt) / (quantity * (ONE - fee.copy_sign(quantity)))
