"""The rules of a contract that nobody recorded: those of a Bybit contract like it. For recordings only, and said so."""

from decimal import Decimal

from engine.exchange.contract import Contract, Tier
from engine.market.values import Coin, Instrument

_MOST_LOTS = 10**9
_MIN_NOTIONAL_USDT = Decimal(5)
_MAJORS = frozenset({Coin("BTC"), Coin("ETH")})
# Position value up to (USDT), maintenance margin rate, largest leverage: as on 2026-08-05.
_MAJOR_ROWS = (
    ("2000000", "0.005", "100"),
    ("2600000", "0.0056", "90"),
    ("3200000", "0.0063", "80"),
    ("3800000", "0.0067", "75"),
    ("4400000", "0.0071", "70"),
    ("5000000", "0.0077", "65"),
    ("5600000", "0.0091", "55"),
    ("8500000", "0.01", "50"),
)
_OTHER_ROWS = (
    ("200000", "0.0075", "75"),
    ("300000", "0.01", "50"),
    ("500000", "0.015", "33.33"),
    ("900000", "0.02", "25"),
    ("1300000", "0.025", "20"),
    ("1700000", "0.03", "16.67"),
)


def assumed_contract(instrument: Instrument) -> Contract:
    """Tick and lot are the recording's own."""
    tiers = _tiers(_MAJOR_ROWS if instrument.coin in _MAJORS else _OTHER_ROWS)
    most = instrument.lot_size * _MOST_LOTS
    return Contract(
        venue=instrument.venue,
        symbol=instrument.symbol,
        coin=instrument.coin,
        tick_size=instrument.tick_size,
        lot_size=instrument.lot_size,
        min_quantity=instrument.lot_size,
        max_quantity=most,
        max_market_quantity=most,
        min_notional_usdt=_MIN_NOTIONAL_USDT,
        max_leverage=tiers[0].max_leverage,
        tiers=tiers,
        funding_interval=instrument.funding_interval,
    )


def _tiers(rows: tuple[tuple[str, str, str], ...]) -> tuple[Tier, ...]:
    """Deductions by the venue's recurrence, so that the margin is a bracket sum."""
    tiers: list[Tier] = []
    for limit, rate_text, leverage in rows:
        rate = Decimal(rate_text)
        before = tiers[-1] if tiers else None
        deduction = Decimal(0)
        if before is not None:
            deduction = before.limit_usdt * (rate - before.rate) + before.deduction_usdt
        tiers.append(Tier(Decimal(limit), rate, deduction, Decimal(leverage)))
    return tuple(tiers)
