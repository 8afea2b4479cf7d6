"""Instruments and contracts with round numbers."""

from datetime import timedelta
from decimal import Decimal

from engine.exchange.contract import Contract
from engine.exchange.from_instrument import contract_of
from engine.market.values import Coin, Instrument, OrderFilters, RiskTier, Symbol, Venue

FILTERS = OrderFilters(
    min_quantity=Decimal("0.001"),
    max_quantity=Decimal(1190),
    max_market_quantity=Decimal(500),
    min_notional_usdt=Decimal(5),
    leverage_step=Decimal("0.01"),
    funding_upper=Decimal("0.00375"),
    funding_lower=Decimal("-0.00375"),
    price_limit_x=Decimal("0.01"),
    price_limit_y=Decimal("0.02"),
)
TIERS = (RiskTier(2e6, 0.005, 100.0, 0.0), RiskTier(2.6e6, 0.0056, 90.0, 1200.0))


def some_instrument(symbol: str = "BTCUSDT", coin: str = "BTC", tick: str = "0.1", lot: str = "0.001") -> Instrument:
    return Instrument(
        Venue.BYBIT,
        Symbol(symbol),
        Coin(coin),
        Decimal(tick),
        Decimal(lot),
        100.0,
        timedelta(hours=8),
        None,
        TIERS,
        filters=FILTERS,
    )


def some_contract(symbol: str = "BTCUSDT", coin: str = "BTC", tick: str = "0.1", lot: str = "0.001") -> Contract:
    contract = contract_of(some_instrument(symbol, coin, tick, lot))
    assert contract is not None
    return contract
