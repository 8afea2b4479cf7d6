"""How Binance speaks on its market stream: combined streams, arrays over all contracts, protocol pings."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

import numpy as np

from engine.feeds.binance.parsing import parse_closed_bar, parse_liquidation
from engine.feeds.binance.tickers import BinanceTickers
from engine.feeds.metrics import MALFORMED
from engine.feeds.ports import BarClosed, CandleRefused, FeedEvent
from engine.feeds.reading import UNREADABLE, moment, read_rows
from engine.feeds.socket import Heard
from engine.market.values import Instrument, Liquidation, Ticker, Venue

STEP_MS = 300_000
STREAMS_A_CONNECTION = 200
ALL_CONTRACTS = ("!ticker@arr", "!markPrice@arr", "!forceOrder@arr")
_STREAMS_A_REQUEST = 100  # and one request at a time: ten messages a second are allowed


class BinanceDialect:
    """Needs the `/market` route and its combined form: unrouted connections get no candles since 2026-04-23.

    The candles of `instruments`, or, where it is None, what the venue tells of all contracts together.
    """

    def __init__(self, stream_url: str, instruments: Sequence[Instrument] | None, tickers: BinanceTickers) -> None:
        self._url = stream_url
        self._streams = list(ALL_CONTRACTS) if instruments is None else _candles(instruments)
        self._tickers = tickers
        self._ids = count(1)

    @property
    def url(self) -> str:
        return self._url

    def opening(self) -> Sequence[dict[str, Any]]:
        return self._requests("SUBSCRIBE", self._streams)

    def follow(self, instruments: Sequence[Instrument]) -> Sequence[dict[str, Any]]:
        """Candles of these from now on; what stays is not touched."""
        before, self._streams = self._streams, _candles(instruments)
        gone, new = set(before) - set(self._streams), set(self._streams) - set(before)
        return [*self._requests("UNSUBSCRIBE", sorted(gone)), *self._requests("SUBSCRIBE", sorted(new))]

    def _requests(self, method: str, streams: Sequence[str]) -> list[dict[str, Any]]:
        return [
            {"method": method, "params": list(streams[start : start + _STREAMS_A_REQUEST]), "id": next(self._ids)}
            for start in range(0, len(streams), _STREAMS_A_REQUEST)
        ]

    def ping(self) -> None:
        """The venue pings; the library answers."""
        return

    def broken(self, at: datetime) -> Sequence[FeedEvent]:
        return ()

    def read(self, message: dict[str, Any]) -> Heard[FeedEvent]:
        if "stream" not in message:
            if "error" in message or "code" in message:
                raise ValueError(f"refused: {message}")
            return Heard()
        data = message["data"]
        rows = data if isinstance(data, list) else [data]
        if not rows:
            return Heard(is_market=True)
        return Heard(self._events(rows), _stamp(rows[0]), is_market=True)

    def _events(self, rows: Sequence[dict[str, Any]]) -> list[FeedEvent]:
        """One wrong row of an array costs that row only."""
        return [event for events in read_rows(Venue.BINANCE, rows, self._one) for event in events]

    def _one(self, row: dict[str, Any]) -> Sequence[FeedEvent]:
        kind = row["e"]
        if kind == "24hrTicker":
            ticker = self._tickers.ticker(row)
            return () if ticker is None else (ticker,)
        if kind == "markPriceUpdate":
            self._tickers.hear_mark(row)
            return ()
        if kind == "kline":
            return self._bar(row)
        if kind == "forceOrder":
            return self._liquidation(row)
        raise ValueError(f"unknown event {kind!r}")

    def _bar(self, row: dict[str, Any]) -> Sequence[BarClosed | CandleRefused]:
        instrument = self._tickers.known(row["s"])
        if instrument is None:
            return ()
        try:
            bars = parse_closed_bar(row, STEP_MS)
        except UNREADABLE as error:
            MALFORMED.labels(Venue.BINANCE).inc()
            return (CandleRefused(Venue.BINANCE, instrument.symbol, repr(error)),)
        if bars is None:
            return ()
        whole = replace(bars, oi_base=np.array([self._tickers.oi_base(row["s"])]))
        return (BarClosed(Venue.BINANCE, instrument.symbol, instrument.coin, whole),)

    def _liquidation(self, row: dict[str, Any]) -> Sequence[Liquidation | Ticker]:
        found = parse_liquidation(row)
        return (found,) if self._tickers.known(found.symbol) else ()


def _candles(instruments: Iterable[Instrument]) -> list[str]:
    return [f"{one.symbol.lower()}@kline_5m" for one in instruments]


def _stamp(row: dict[str, Any]) -> datetime:
    return moment(row["E"])
