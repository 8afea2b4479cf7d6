"""Bybit's list of contracts and its risk tiers."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from engine.feeds.reading import UNREADABLE, decimal, exact_or_none, moment_or_none, not_negative, positive
from engine.market.universe import PEGGED, coin_unit
from engine.market.values import ContractStatus, Instrument, OrderFilters, RiskTier, Symbol, Venue

# `symbolType` of crypto contracts. Stocks, metals and currencies are listed beside them under other types, and what
# Bybit adds next is more likely another market than another kind of coin.
_CRYPTO = frozenset({"", "innovation", "adventure"})
_STATUS = {
    "Trading": ContractStatus.TRADING,
    "PreLaunch": ContractStatus.PRE_MARKET,
    "Delivering": ContractStatus.SETTLING,
    "Settling": ContractStatus.SETTLING,
    "Closed": ContractStatus.CLOSED,
}
_PRE_MARKET_TRADES = "ContinuousTrading"  # before and after that phase nobody can trade


def left_out(row: Mapping[str, Any]) -> str | None:
    """Why a row is no USDT perpetual of a crypto coin that trades now; None where it is one."""
    if row.get("contractType") != "LinearPerpetual":
        return "no perpetual"
    if row.get("quoteCoin") != "USDT" or row.get("settleCoin", "USDT") != "USDT":
        return "not in USDT"
    if (row.get("symbolType") or "") not in _CRYPTO:
        return "no coin"
    if row.get("marketRegion"):
        return "for one region only"
    if coin_unit(str(row.get("baseCoin"))).coin in PEGGED:
        return "follows a metal or a currency"
    return None if _trades(row) else "not traded now"


def _trades(row: Mapping[str, Any]) -> bool:
    if row.get("status") != "PreLaunch":
        return row.get("status") == "Trading"
    return (row.get("preListingInfo") or {}).get("curAuctionPhase") == _PRE_MARKET_TRADES


def parse_instrument(row: Mapping[str, Any], tiers: tuple[RiskTier, ...] = ()) -> Instrument:
    """One row of `/v5/market/instruments-info`. Raises one of `UNREADABLE`."""
    unit = coin_unit(row["baseCoin"])
    return Instrument(
        venue=Venue.BYBIT,
        symbol=Symbol(row["symbol"]),
        coin=unit.coin,
        tick_size=decimal(row["priceFilter"]["tickSize"]) / unit.multiplier,
        lot_size=decimal(row["lotSizeFilter"]["qtyStep"]) * unit.multiplier,
        max_leverage=positive(row["leverageFilter"]["maxLeverage"]),
        funding_interval=timedelta(minutes=positive(row["fundingInterval"])),
        listed_at=moment_or_none(row.get("launchTime")),
        tiers=tiers,
        status=_STATUS[row["status"]],
        ends_at=moment_or_none(row.get("deliveryTime")),  # a perpetual has one only when it is being delisted
        filters=_filters(row, unit.multiplier),
    )


def _filters(row: Mapping[str, Any], multiplier: int) -> OrderFilters | None:
    """None where a part is missing or no number: a map of the coin is still worth drawing, an order is not."""
    lots, risk = row["lotSizeFilter"], row.get("riskParameters") or {}
    try:
        return OrderFilters(
            min_quantity=decimal(lots["minOrderQty"]) * multiplier,
            max_quantity=decimal(lots["maxOrderQty"]) * multiplier,
            max_market_quantity=decimal(lots["maxMktOrderQty"]) * multiplier,
            min_notional_usdt=decimal(lots["minNotionalValue"]),
            leverage_step=decimal(row["leverageFilter"]["leverageStep"]),
            funding_upper=exact_or_none(row.get("upperFundingRate")),
            funding_lower=exact_or_none(row.get("lowerFundingRate")),
            price_limit_x=exact_or_none(risk.get("priceLimitRatioX")),
            price_limit_y=exact_or_none(risk.get("priceLimitRatioY")),
        )
    except UNREADABLE:
        return None


def parse_ending(row: Mapping[str, Any]) -> tuple[Symbol, tuple[ContractStatus, datetime | None]]:
    """Of a contract that is listed no more."""
    return Symbol(row["symbol"]), (_STATUS[row["status"]], moment_or_none(row.get("deliveryTime")))


def parse_tiers(rows: Iterable[Mapping[str, Any]]) -> dict[Symbol, tuple[RiskTier, ...]]:
    """Rows of `/v5/market/risk-limit`, ascending by limit. A symbol with a rate that is no fraction is left out:
    inverse contracts come in percent, and a wrong rate is worse than none."""
    found: dict[Symbol, list[RiskTier]] = {}
    broken: set[Symbol] = set()
    for row in rows:
        symbol = Symbol(str(row.get("symbol", "")))
        try:
            found.setdefault(symbol, []).append(_tier(row))
        except UNREADABLE:
            broken.add(symbol)
    return {
        symbol: tuple(sorted(tiers, key=lambda tier: tier.limit_usd))
        for symbol, tiers in found.items()
        if symbol not in broken
    }


def _tier(row: Mapping[str, Any]) -> RiskTier:
    rate = positive(row["maintenanceMargin"])
    if rate >= 1:
        raise ValueError(f"not a fraction: {rate}")
    return RiskTier(
        limit_usd=positive(row["riskLimitValue"]),
        maintenance_margin_rate=rate,
        max_leverage=positive(row["maxLeverage"]),
        deduction_usd=not_negative(row.get("mmDeduction") or 0),
    )
