"""How much to take so that the stop costs what was chosen."""

from dataclasses import dataclass
from decimal import Decimal

from engine.exchange.rules.filters import floored
from engine.exchange.rules.precision import ZERO, exact


@dataclass(frozen=True, slots=True)
class Sized:
    """`wanted`: by the risk alone, None where the stop is the entry; `allowed`: by leverage. Coins."""

    wanted: Decimal | None
    allowed: Decimal
    quantity: Decimal
    loss_at_stop_usdt: Decimal


@exact
def size_by_risk(
    equity_usdt: Decimal,
    risk_share: Decimal,
    entry_usd: Decimal,
    stop_usd: Decimal,
    max_leverage: Decimal,
    lot_size: Decimal,
) -> Sized:
    """Before fees; see `quantity_for_loss` for what they take."""
    distance = abs(entry_usd - stop_usd)
    allowed = equity_usdt * max_leverage / entry_usd
    if distance == 0:
        return Sized(None, allowed, ZERO, ZERO)
    wanted = equity_usdt * risk_share / distance
    quantity = floored(min(wanted, allowed), lot_size)
    return Sized(wanted, allowed, quantity, quantity * distance)


@exact
def quantity_for_loss(
    loss_usdt: Decimal, entry_usd: Decimal, stop_usd: Decimal, entry_fee: Decimal, exit_fee: Decimal
) -> Decimal:
    """Coins that lose `loss_usdt` between entry and stop, fees in; not on the lot's grid."""
    fees = entry_usd * entry_fee + stop_usd * exit_fee
    return loss_usdt / (abs(entry_usd - stop_usd) + fees)
