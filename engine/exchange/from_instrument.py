"""Contracts the exchange can trade, out of what a venue told of its instruments. Exact: no float is ever calculated."""

from collections.abc import Sequence
from decimal import Decimal

from engine.exchange.contract import Contract, Tier
from engine.market.values import Instrument, RiskTier

_ASSUMED_TIERS = 4
_ASSUMED_FIRST_USDT = Decimal(2_000_000)
_ASSUMED_DIGITS = Decimal("1e-6")  # of a rate
_ASSUMED_MOST_LOTS = 1_000_000
_SLACK = Decimal("1e-8")  # of a tier's limit: what a venue's own rounding of rates and deductions may come to


def contract_of(instrument: Instrument) -> Contract | None:
    """None where the venue told no order filters or no tiers, or tiers that contradict themselves: nothing is traded
    on rules that are not known."""
    filters, tiers = instrument.filters, tiers_of(instrument.tiers)
    if filters is None or tiers is None:
        return None
    return Contract(
        venue=instrument.venue,
        symbol=instrument.symbol,
        coin=instrument.coin,
        tick_size=instrument.tick_size,
        lot_size=instrument.lot_size,
        min_quantity=filters.min_quantity,
        max_quantity=filters.max_quantity,
        max_market_quantity=filters.max_market_quantity,
        min_notional_usdt=filters.min_notional_usdt,
        max_leverage=_exact(instrument.max_leverage),
        tiers=tiers,
        funding_interval=instrument.funding_interval,
        funding_upper=filters.funding_upper,
        funding_lower=filters.funding_lower,
        leverage_step=filters.leverage_step,
        price_limit_x=filters.price_limit_x,
        price_limit_y=filters.price_limit_y,
    )


def assumed_contract(instrument: Instrument) -> Contract:
    """Of a recording, which tells neither filters nor tiers: the smallest order is a lot of 5 USDT, and maintenance
    begins at half of the smallest margin, as the venues' tables do, and doubles with every fivefold position."""
    lot = instrument.lot_size
    return Contract(
        venue=instrument.venue,
        symbol=instrument.symbol,
        coin=instrument.coin,
        tick_size=instrument.tick_size,
        lot_size=lot,
        min_quantity=lot,
        max_quantity=lot * _ASSUMED_MOST_LOTS,
        max_market_quantity=lot * _ASSUMED_MOST_LOTS,
        min_notional_usdt=Decimal(5),
        max_leverage=_exact(instrument.max_leverage),
        tiers=_assumed_tiers(_exact(instrument.max_leverage)),
        funding_interval=instrument.funding_interval,
    )


def _assumed_tiers(max_leverage: Decimal) -> tuple[Tier, ...]:
    found: list[Tier] = []
    for number in range(_ASSUMED_TIERS):
        limit, rate = _ASSUMED_FIRST_USDT * 5**number, (2**number / (2 * max_leverage)).quantize(_ASSUMED_DIGITS)
        deduction = _deduction(rate, found[-1]) if found else Decimal(0)
        found.append(Tier(limit, rate, deduction, max_leverage / 2**number))
    return tuple(found)


def _deduction(rate: Decimal, below: Tier) -> Decimal:
    return below.limit_usdt * (rate - below.rate) + below.deduction_usdt


def tiers_of(told: Sequence[RiskTier]) -> tuple[Tier, ...] | None:
    """Ascending by limit. The deduction is made anew, so that maintenance margin has no jump between two tiers:
    ded_n = limit_(n-1) * (rate_n - rate_(n-1)) + ded_(n-1), with ded_1 = 0 (Bybit: maintenance margin, UTA).

    None where there are none, or where limits and rates do not rise or a told deduction is another.
    """
    found: list[Tier] = []
    for row in told:
        tier = _tier(row, found[-1] if found else None)
        if tier is None:
            return None
        found.append(tier)
    return tuple(found) or None


def _tier(row: RiskTier, below: Tier | None) -> Tier | None:
    limit, rate = _exact(row.limit_usd), _exact(row.maintenance_margin_rate)
    deduction = Decimal(0)
    if below is not None:
        if limit <= below.limit_usdt or rate < below.rate:
            return None
        deduction = _deduction(rate, below)
    if abs(deduction - _exact(row.deduction_usd)) > limit * _SLACK:
        return None
    return Tier(limit, rate, deduction, _exact(row.max_leverage))


def _exact(number: float) -> Decimal:
    """The shortest decimal that is this float: the text it was read from, as long as that had at most 15 digits."""
    return Decimal(repr(number))
