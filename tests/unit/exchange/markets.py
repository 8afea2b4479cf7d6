"""Contracts and quotes for tests: BTC as the screens show it, and one with round numbers."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from engine.exchange.contract import Contract
from engine.exchange.rules.tiers import build_tiers
from engine.exchange.venues.paper.ports import Quote
from engine.market.values import Coin, Symbol, Venue

D = Decimal
AT = datetime(2026, 2, 6, 12, tzinfo=UTC)
FUNDING_AT = datetime(2026, 2, 6, 16, tzinfo=UTC)
BTC_ROWS = (("2000000", "0.005", "100"), ("2600000", "0.0056", "90"), ("3200000", "0.0063", "80"))


def contract(
    coin: str = "BTC",
    tick: str = "0.1",
    lot: str = "0.001",
    rows: Sequence[tuple[str, str, str]] = BTC_ROWS,
    max_market: str = "100",
    max_leverage: str = "100",
) -> Contract:
    tiers = build_tiers((D(limit), D(rate), D(leverage)) for limit, rate, leverage in rows)
    return Contract(
        Venue.BYBIT,
        Symbol(f"{coin}USDT"),
        Coin(coin),
        tick_size=D(tick),
        lot_size=D(lot),
        min_quantity=D(lot),
        max_quantity=D(1000),
        max_market_quantity=D(max_market),
        min_notional_usdt=D(5),
        max_leverage=D(max_leverage),
        tiers=tiers,
        funding_interval=timedelta(hours=8),
    )


def quote(ask: str = "66590.0", bid: str = "66589.9", mark: str | None = None, rate: str = "-0.000134") -> Quote:
    mark_usd = D(bid if mark is None else mark)
    return Quote(Symbol("BTCUSDT"), D(bid), D(ask), D(ask), mark_usd, None, D(rate), FUNDING_AT, AT)
