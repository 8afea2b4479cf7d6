"""The steps that prices and sizes of a contract are counted in: frozen, for what is written down refers to them."""

from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from engine.exchange.contract import Contract


def on_grid_of(contract: Contract, known: Contract) -> Contract:
    """The venue's word of today in the steps of yesterday. A venue that changes its steps does so rarely; paper goes
    on with the old ones, and smallest sizes are rounded up to them."""
    if (contract.tick_size, contract.lot_size) == (known.tick_size, known.lot_size):
        return contract
    lot = known.lot_size
    return replace(
        contract,
        tick_size=known.tick_size,
        lot_size=lot,
        min_quantity=_up(contract.min_quantity, lot),
        max_quantity=_down(contract.max_quantity, lot),
        max_market_quantity=_down(contract.max_market_quantity, lot),
    )


def _up(quantity: Decimal, lot: Decimal) -> Decimal:
    return (quantity / lot).to_integral_value(ROUND_CEILING) * lot


def _down(quantity: Decimal, lot: Decimal) -> Decimal:
    return quantity // lot * lot
