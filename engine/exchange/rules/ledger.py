"""The wallet behind one isolated position: it moves by fees, realised result and funding only.

What is unrealised cannot be spent. A liquidation closes at the bankruptcy price and costs exactly the margin.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from engine.exchange.contract import VIP0_TAKER
from engine.exchange.rules.funding import funding_payment
from engine.exchange.rules.holding import Holding
from engine.exchange.rules.margin import position_margin
from engine.exchange.rules.precision import ZERO, exact
from engine.market.values import Side


@dataclass(frozen=True, slots=True)
class Purse:
    """`taker_fee` is what the closing fee is reserved with, whatever single fills are charged."""

    wallet_usdt: Decimal
    side: Side
    leverage: Decimal
    quantity: Decimal = ZERO
    average_usd: Decimal = ZERO
    taker_fee: Decimal = VIP0_TAKER

    @property
    @exact
    def margin_usdt(self) -> Decimal:
        return position_margin(Holding(self.side, self.average_usd, self.quantity, self.leverage), self.taker_fee)

    @property
    @exact
    def available_usdt(self) -> Decimal:
        return self.wallet_usdt - self.margin_usdt


@exact
def opened(purse: Purse, quantity: Decimal, price_usd: Decimal, fee_rate: Decimal) -> Purse:
    held = purse.quantity + quantity
    average = (purse.quantity * purse.average_usd + quantity * price_usd) / held
    paid = purse.wallet_usdt - quantity * price_usd * fee_rate
    return replace(purse, wallet_usdt=paid, quantity=held, average_usd=average)


@exact
def closed(purse: Purse, quantity: Decimal, price_usd: Decimal, fee_rate: Decimal) -> Purse:
    """At most what is held."""
    size = min(quantity, purse.quantity)
    gain = size * (price_usd - purse.average_usd) * purse.side.sign - size * price_usd * fee_rate
    return _left(replace(purse, wallet_usdt=purse.wallet_usdt + gain), purse.quantity - size)


@exact
def funded(purse: Purse, mark_usd: Decimal, rate: Decimal) -> Purse:
    flow = funding_payment(purse.side, purse.quantity, mark_usd, rate)
    return replace(purse, wallet_usdt=purse.wallet_usdt + flow)


@exact
def liquidated(purse: Purse) -> Purse:
    return _left(replace(purse, wallet_usdt=purse.wallet_usdt - purse.margin_usdt), ZERO)


def _left(purse: Purse, quantity: Decimal) -> Purse:
    return replace(purse, quantity=quantity, average_usd=purse.average_usd if quantity else ZERO)
