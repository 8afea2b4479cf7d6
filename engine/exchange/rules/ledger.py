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
class IsolatedWallet:
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
def opened(wallet: IsolatedWallet, quantity: Decimal, price_usd: Decimal, fee_rate: Decimal) -> IsolatedWallet:
    held = wallet.quantity + quantity
    average = (wallet.quantity * wallet.average_usd + quantity * price_usd) / held
    paid = wallet.wallet_usdt - quantity * price_usd * fee_rate
    return replace(wallet, wallet_usdt=paid, quantity=held, average_usd=average)


@exact
def closed(wallet: IsolatedWallet, quantity: Decimal, price_usd: Decimal, fee_rate: Decimal) -> IsolatedWallet:
    """At most what is held."""
    size = min(quantity, wallet.quantity)
    gain = size * (price_usd - wallet.average_usd) * wallet.side.sign - size * price_usd * fee_rate
    return _left(replace(wallet, wallet_usdt=wallet.wallet_usdt + gain), wallet.quantity - size)


@exact
def funded(wallet: IsolatedWallet, mark_usd: Decimal, rate: Decimal) -> IsolatedWallet:
    flow = funding_payment(wallet.side, wallet.quantity, mark_usd, rate)
    return replace(wallet, wallet_usdt=wallet.wallet_usdt + flow)


@exact
def liquidated(wallet: IsolatedWallet) -> IsolatedWallet:
    return _left(replace(wallet, wallet_usdt=wallet.wallet_usdt - wallet.margin_usdt), ZERO)


def _left(wallet: IsolatedWallet, quantity: Decimal) -> IsolatedWallet:
    return replace(wallet, quantity=quantity, average_usd=wallet.average_usd if quantity else ZERO)
