"""Binance's market messages made into our values. Pure; each raises one of `UNREADABLE` on a wrong shape."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import numpy as np

from engine.feeds.joining import CandleRow, check_candle
from engine.feeds.reading import decimal, moment, moment_or_none, not_negative, positive
from engine.market.universe import coin_unit, symbol_unit
from engine.market.values import Bars, Instrument, Liquidation, RiskTier, Side, Symbol, Venue

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


def is_wanted(row: Mapping[str, Any]) -> bool:
    """A USDT perpetual of one crypto coin that trades now: no indices, and no stocks or metals, which the venue
    lists as TRADIFI_PERPETUAL or under another underlying."""
    return (
        row.get("contractType") == "PERPETUAL"
        and row.get("quoteAsset") == "USDT"
        and row.get("marginAsset", "USDT") == "USDT"
        and row.get("status") == "TRADING"
        and row.get("underlyingType", "COIN") == "COIN"
        and "TradFi" not in (row.get("underlyingSubType") or ())
    )


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
    )


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
