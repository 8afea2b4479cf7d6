"""Bybit's market messages made into our values. Pure; each raises one of `UNREADABLE` on a wrong shape."""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from engine.feeds.joining import CandleRow, check_candle
from engine.feeds.reading import (
    moment,
    moment_or_none,
    not_negative,
    number,
    number_or_nan,
    positive,
    price_or_nan,
)
from engine.market.universe import symbol_unit
from engine.market.values import Bars, Instrument, Liquidation, Side, Symbol, Ticker, Venue

# Bybit's names of our steps for candles, and the widest open-interest step that has a point at each of their closes
KLINE_OF_STEP = {
    300_000: "5",
    900_000: "15",
    1_800_000: "30",
    3_600_000: "60",
    7_200_000: "120",
    21_600_000: "360",
    43_200_000: "720",
    86_400_000: "D",
}
OI_OF_STEP = {
    300_000: ("5min", 300_000),
    900_000: ("15min", 900_000),
    1_800_000: ("30min", 1_800_000),
    3_600_000: ("1h", 3_600_000),
    7_200_000: ("1h", 3_600_000),
    21_600_000: ("1h", 3_600_000),
    43_200_000: ("4h", 14_400_000),
    86_400_000: ("1d", 86_400_000),
}


def one_sided_oi(row: Mapping[str, Any]) -> float:
    """In contracts; NaN where nothing was sent. `openInterest` is both sides summed, the other field (since
    2026-06-11) one side."""
    single = number_or_nan(row.get("singleOpenInterest"))
    return number_or_nan(row.get("openInterest")) / 2 if math.isnan(single) else single


def parse_candle(row: Sequence[Any]) -> CandleRow:
    """One row of `/v5/market/kline`. The venue's candles have no taker volume."""
    open_ms, open_, high, low, close, volume = row[:6]
    prices = (positive(open_), positive(high), positive(low), positive(close))
    return check_candle((int(open_ms), *prices, not_negative(volume), math.nan))


def parse_oi_point(row: Mapping[str, Any]) -> tuple[int, float]:
    """A row of `/v5/market/open-interest`: stamp in ms and one-sided contracts."""
    return int(row["timestamp"]), not_negative(one_sided_oi(row))


def parse_liquidations(data: Sequence[Mapping[str, Any]]) -> list[Liquidation]:
    """`allLiquidation`: `S` is the side of the position, `Buy` a long; `p` is the bankruptcy price."""
    found = []
    for row in data:
        unit = symbol_unit(row["s"])
        found.append(
            Liquidation(
                venue=Venue.BYBIT,
                symbol=Symbol(row["s"]),
                coin=unit.coin,
                side={"Buy": Side.LONG, "Sell": Side.SHORT}[row["S"]],
                price_usd=positive(row["p"]) / unit.multiplier,
                quantity_base=positive(row["v"]) * unit.multiplier,
                at=moment(row["T"]),
            )
        )
    return found


def parse_ticker(row: Mapping[str, Any], instrument: Instrument, at: datetime) -> Ticker:
    """A whole ticker: of REST, or of the stream with all its deltas merged."""
    multiplier = symbol_unit(row["symbol"]).multiplier
    hours = number_or_nan(row.get("fundingIntervalHour"))
    return Ticker(
        venue=Venue.BYBIT,
        symbol=instrument.symbol,
        coin=instrument.coin,
        price_usd=positive(row["lastPrice"]) / multiplier,
        mark_price_usd=positive(row["markPrice"]) / multiplier,
        oi_base=one_sided_oi(row) * multiplier,
        funding_rate=number(row.get("fundingRate") or 0),
        funding_interval=instrument.funding_interval if math.isnan(hours) else timedelta(hours=hours),
        next_funding_at=moment_or_none(row.get("nextFundingTime")),
        turnover_24h_usd=not_negative(row.get("turnover24h") or 0),
        change_24h=number(row.get("price24hPcnt") or 0),
        at=at,
        bid_usd=price_or_nan(row.get("bid1Price")) / multiplier,
        ask_usd=price_or_nan(row.get("ask1Price")) / multiplier,
        index_price_usd=price_or_nan(row.get("indexPrice")) / multiplier,
    )


def parse_closed_bar(row: Mapping[str, Any], symbol: str, step_ms: int) -> Bars | None:
    """A row of the `kline` topic as a bar without taker volume and open interest; None while it is still open."""
    if row["confirm"] is not True:
        return None
    candle = parse_candle([row[key] for key in ("start", "open", "high", "low", "close", "volume")])
    multiplier = symbol_unit(symbol).multiplier
    prices = [price / multiplier for price in candle[1:5]]
    columns = [np.array([value]) for value in (*prices, candle[5] * multiplier, math.nan, math.nan)]
    return Bars(step_ms, np.array([candle[0]], np.int64), *columns)
