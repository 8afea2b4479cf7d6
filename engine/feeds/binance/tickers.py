"""The pieces of a ticker, which Binance sends over three ways, put together."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.feeds.reading import moment, moment_or_none, not_negative, number, positive, price_or_nan
from engine.market.universe import symbol_unit
from engine.market.values import Instrument, Symbol, Ticker, Venue


@dataclass(slots=True)
class _Parts:
    mark: float = math.nan
    index: float = math.nan
    funding_rate: float = math.nan
    next_funding_at: datetime | None = None
    oi: float = math.nan


class BinanceTickers:
    """Mark and funding from `markPrice`, price and turnover from `ticker`, open interest asked for over REST.

    Shared by all connections of a stream, in the venue's units.
    """

    def __init__(self, instruments: Sequence[Instrument]) -> None:
        self._instruments: dict[str, Instrument] = {}
        self._parts: dict[str, _Parts] = {}
        self.follow(instruments)

    def follow(self, instruments: Sequence[Instrument]) -> None:
        """These from now on; what is known of those that stay is kept."""
        self._instruments = {str(one.symbol): one for one in instruments}
        self._parts = {symbol: self._parts.get(symbol, _Parts()) for symbol in self._instruments}

    def next_to_ask(self, asked: Collection[Symbol]) -> Instrument | None:
        """Whose open interest to ask for next: who has none first, then those not yet `asked`; None when all are."""
        left = [one for one in self._instruments.values() if one.symbol not in asked]
        return min(left, key=lambda one: not math.isnan(self._parts[one.symbol].oi), default=None)

    def __len__(self) -> int:
        return len(self._instruments)

    def known(self, symbol: str) -> Instrument | None:
        return self._instruments.get(symbol)

    def oi_base(self, symbol: str) -> float:
        parts = self._parts.get(symbol)
        return math.nan if parts is None else parts.oi * symbol_unit(symbol).multiplier

    def hear_oi(self, symbol: Symbol, contracts: float) -> None:
        if symbol in self._parts:
            self._parts[symbol].oi = contracts

    def hear_mark(self, row: Mapping[str, Any]) -> None:
        """`markPriceUpdate` of the stream, or a row of `/fapi/v1/premiumIndex`."""
        parts = self._parts.get(row.get("s") or row["symbol"])
        if parts is None:
            return
        mark = positive(row["p"] if "p" in row else row["markPrice"])
        rate = number((row["r"] if "r" in row else row["lastFundingRate"]) or 0)
        at = moment_or_none(row["T"] if "T" in row else row["nextFundingTime"])
        parts.index = price_or_nan(row.get("i") or row.get("indexPrice"))
        parts.mark, parts.funding_rate, parts.next_funding_at = mark, rate, at

    def ticker(self, row: Mapping[str, Any]) -> Ticker | None:
        """`24hrTicker` of the stream, or a row of `/fapi/v1/ticker/24hr`. None for a foreign contract, or before its
        mark price is known."""
        symbol = row.get("s") or row["symbol"]
        instrument = self._instruments.get(symbol)
        if instrument is None or math.isnan(self._parts[symbol].mark):
            return None
        last, quote, change, at = (
            (row["c"], row["q"], row["P"], row["E"])
            if "c" in row
            else (row["lastPrice"], row["quoteVolume"], row["priceChangePercent"], row["closeTime"])
        )
        multiplier = symbol_unit(symbol).multiplier
        parts = self._parts[symbol]
        return Ticker(
            venue=Venue.BINANCE,
            symbol=instrument.symbol,
            coin=instrument.coin,
            price_usd=positive(last) / multiplier,
            mark_price_usd=parts.mark / multiplier,
            oi_base=parts.oi * multiplier,
            funding_rate=parts.funding_rate,
            funding_interval=instrument.funding_interval,
            next_funding_at=parts.next_funding_at,
            turnover_24h_usd=not_negative(quote),
            change_24h=number(change) / 100,
            at=moment(at),
            index_price_usd=parts.index / multiplier,
        )
