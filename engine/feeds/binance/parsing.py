"""Binance's market messages made into our values. Pure; each raises one of `UNREADABLE` on a wrong shape."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from engine.feeds.joining import CandleRow, check_candle
from engine.feeds.reading import UNREADABLE, decimal, moment, moment_or_none, not_negative, positive
from engine.market.universe import PEGGED, coin_unit, symbol_unit
from engine.market.values import (
    Bars,
    ContractStatus,
    Instrument,
    Liquidation,
    OrderFilters,
    RiskTier,
    Side,
    Symbol,
    Venue,
)

INTERVAL_OF_STEP = {
    300_000: "5m",
    900_000: "15m",
    1_800_000: "30m",
    3_600_000: "1h",
    7_200_000: "2h",
    21_600_000: "6h",
    43_200_000: "12h",
    86_400_000: "1d",
}
USUAL_FUNDING = timedelta(hours=8)
# Leverage limits and risk tiers are told to account holders only; without a key this is all that can be said.
LEVERAGE_UNKNOWN = 20.0


_STATUS = {
    "TRADING": ContractStatus.TRADING,
    "PRE_SETTLE": ContractStatus.SETTLING,
    "SETTLING": ContractStatus.SETTLING,
    "PRE_DELIVERING": ContractStatus.SETTLING,
    "DELIVERING": ContractStatus.SETTLING,
    "DELIVERED": ContractStatus.CLOSED,
    "CLOSE": ContractStatus.CLOSED,
}
_NEVER_MS = 4_102_444_800_000  # 2100: a perpetual's delivery date until its delisting is announced


def left_out(row: Mapping[str, Any]) -> str | None:
    """Why a row is no USDT perpetual of one crypto coin that trades now; None where it is one.

    Stocks and metals are listed as TRADIFI_PERPETUAL or under another underlying, indices under their own.
    """
    subtypes = row.get("underlyingSubType") or ()
    if row.get("contractType") == "TRADIFI_PERPETUAL" or "TradFi" in subtypes:
        return "no coin"
    if row.get("contractType") != "PERPETUAL":
        return "no perpetual"
    if row.get("quoteAsset") != "USDT" or row.get("marginAsset", "USDT") != "USDT":
        return "not in USDT"
    if row.get("underlyingType", "COIN") == "INDEX" or "Index" in subtypes:
        return "an index"
    if row.get("underlyingType", "COIN") != "COIN":
        return "no coin"
    if coin_unit(str(row.get("baseAsset"))).coin in PEGGED:
        return "follows a metal or a currency"
    return None if row.get("status") == "TRADING" else "not traded now"


def parse_instrument(
    row: Mapping[str, Any], funding_hours: Mapping[str, float], tiers: Mapping[Symbol, tuple[RiskTier, ...]]
) -> Instrument:
    """A row of `/fapi/v1/exchangeInfo`. `funding_hours`: contracts that settle at another interval than eight hours."""
    symbol = Symbol(row["symbol"])
    unit = coin_unit(row["baseAsset"])
    filters = {one["filterType"]: one for one in row["filters"]}
    known = tiers.get(symbol, ())
    return Instrument(
        venue=Venue.BINANCE,
        symbol=symbol,
        coin=unit.coin,
        tick_size=decimal(filters["PRICE_FILTER"]["tickSize"]) / unit.multiplier,
        lot_size=decimal(filters["LOT_SIZE"]["stepSize"]) * unit.multiplier,
        max_leverage=max((tier.max_leverage for tier in known), default=LEVERAGE_UNKNOWN),
        funding_interval=timedelta(hours=funding_hours[symbol]) if symbol in funding_hours else USUAL_FUNDING,
        listed_at=moment_or_none(row.get("onboardDate")),
        tiers=known,
        status=_STATUS[row["status"]],
        ends_at=_ends_at(row.get("deliveryDate")),
        filters=_filters(filters, unit.multiplier),
    )


def _filters(told: Mapping[str, Mapping[str, Any]], multiplier: int) -> OrderFilters | None:
    """None where a part is missing or no number. Leverage goes by whole steps; funding bounds are told elsewhere."""
    try:
        market = told.get("MARKET_LOT_SIZE", told["LOT_SIZE"])
        return OrderFilters(
            min_quantity=decimal(told["LOT_SIZE"]["minQty"]) * multiplier,
            max_quantity=decimal(told["LOT_SIZE"]["maxQty"]) * multiplier,
            max_market_quantity=decimal(market["maxQty"]) * multiplier,
            min_notional_usdt=decimal(told["MIN_NOTIONAL"]["notional"]),
            leverage_step=Decimal(1),
        )
    except UNREADABLE:
        return None


def parse_ending(row: Mapping[str, Any]) -> tuple[Symbol, tuple[ContractStatus, datetime | None]]:
    """Of a contract that trades no more."""
    return Symbol(row["symbol"]), (_STATUS[row["status"]], _ends_at(row.get("deliveryDate")))


def _ends_at(delivery_ms: Any) -> datetime | None:
    return None if delivery_ms is None or int(delivery_ms) >= _NEVER_MS else moment_or_none(delivery_ms)


def parse_funding_hours(row: Mapping[str, Any]) -> tuple[str, float]:
    """A row of `/fapi/v1/fundingInfo`, which lists only contracts that differ from the usual."""
    return str(row["symbol"]), positive(row["fundingIntervalHours"])


def parse_candle(row: Sequence[Any]) -> CandleRow:
    """A row of `/fapi/v1/klines`: open time, prices, volume, close time, quote volume, trades, taker buy volume."""
    prices = (positive(row[1]), positive(row[2]), positive(row[3]), positive(row[4]))
    return check_candle((int(row[0]), *prices, not_negative(row[5]), not_negative(row[9])))


def parse_oi_point(row: Mapping[str, Any]) -> tuple[int, float]:
    """A row of `/futures/data/openInterestHist`: stamp in ms and contracts, one-sided as sent."""
    return int(row["timestamp"]), not_negative(row["sumOpenInterest"])


def parse_closed_bar(message: Mapping[str, Any], step_ms: int) -> Bars | None:
    """A `kline` event as a bar without open interest; None while it is open. Raises for another interval."""
    candle = message["k"]
    if candle["i"] != INTERVAL_OF_STEP[step_ms]:
        raise ValueError(f"interval {candle['i']}")
    if candle["x"] is not True:
        return None
    row = [candle["t"], *(candle[key] for key in "ohlcv"), None, None, None, candle["V"]]
    open_ms, *values = parse_candle(row)
    multiplier = symbol_unit(candle["s"]).multiplier
    scales = [1 / multiplier] * 4 + [multiplier] * 2
    scaled = [value * scale for value, scale in zip(values, scales, strict=True)]
    columns = [np.array([value]) for value in (*scaled, np.nan)]
    return Bars(step_ms, np.array([open_ms], np.int64), *columns)


def parse_liquidation(message: Mapping[str, Any]) -> Liquidation:
    """A `forceOrder` event: the order's side is against the position's, so SELL closed a long. At most one a second
    and symbol is sent, so these are a floor. At the average fill, for what was filled."""
    order = message["o"]
    unit = symbol_unit(order["s"])
    price = float(order.get("ap") or 0) or order["p"]
    quantity = float(order.get("z") or 0) or order["q"]
    return Liquidation(
        venue=Venue.BINANCE,
        symbol=Symbol(order["s"]),
        coin=unit.coin,
        side={"SELL": Side.LONG, "BUY": Side.SHORT}[order["S"]],
        price_usd=positive(price) / unit.multiplier,
        quantity_base=positive(quantity) * unit.multiplier,
        at=moment(order["T"]),
    )
