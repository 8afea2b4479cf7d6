"""How Bybit speaks on its public stream: topics, snapshots and deltas, JSON pings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from engine.feeds.bybit.parsing import parse_closed_bar, parse_liquidations, parse_ticker
from engine.feeds.bybit.subscriptions import Subscriptions, args_length
from engine.feeds.bybit.taker import TakerVolume
from engine.feeds.metrics import MALFORMED
from engine.feeds.ports import BarClosed, CandleRefused, FeedEvent
from engine.feeds.reading import UNREADABLE, moment
from engine.feeds.socket import Heard
from engine.market.universe import symbol_unit
from engine.market.values import Coin, Instrument, Liquidation, Symbol, Ticker, Venue

STEP_MS = 300_000
_TICKER_EVERY = timedelta(seconds=1)
_SHARP = 0.001  # a price or open interest this far from what was told is told at once: a spike waits for no second
_SHARP_FIGURES = ("lastPrice", "openInterest", "singleOpenInterest")


def topics(instrument: Instrument, with_trades: bool) -> list[str]:
    """Trades are heavy, so only some coins' are heard."""
    wanted = ["tickers", "kline.5", "allLiquidation", *(["publicTrade"] if with_trades else [])]
    return [f"{topic}.{instrument.symbol}" for topic in wanted]


def topics_length(instrument: Instrument, trades_of: frozenset[Coin]) -> int:
    """Characters it takes of its connection's `LONGEST_ARGS`."""
    return args_length(topics(instrument, instrument.coin in trades_of))


class BybitDialect:
    """One connection's state: every ticker merged from its deltas, and the taker volume of the running bars."""

    def __init__(self, url: str, instruments: Sequence[Instrument], trades_of: frozenset[Coin]) -> None:
        self._url = url
        self._trades_of = trades_of
        self._instruments = {str(one.symbol): one for one in instruments}
        self._merged: dict[str, dict[str, Any]] = {}
        self._good: dict[str, dict[str, Any]] = {}  # as last read without fault
        self._told_at: dict[str, datetime] = {}
        self._oi_base: dict[str, float] = {}
        self._taker = TakerVolume(STEP_MS)
        self._left: set[str] = set()  # symbols of which something may still be on its way
        self._subscriptions = Subscriptions()

    @property
    def url(self) -> str:
        return self._url

    def opening(self) -> Sequence[dict[str, Any]]:
        self._merged.clear()
        self._good.clear()
        self._told_at.clear()
        self._taker.interrupted()
        self._subscriptions.forget()
        self._left.clear()
        return self._subscriptions.subscribe(self._topics(self._instruments.values()))

    def follow(self, instruments: Sequence[Instrument]) -> Sequence[dict[str, Any]]:
        """These from now on; what stays is not touched."""
        before, self._instruments = self._instruments, {str(one.symbol): one for one in instruments}
        gone = [one for symbol, one in before.items() if symbol not in self._instruments]
        new = [one for symbol, one in self._instruments.items() if symbol not in before]
        for one in gone:
            self._forget(one.symbol)
        self._left = (self._left | {str(one.symbol) for one in gone}) - self._instruments.keys()
        said = self._subscriptions
        return [*said.unsubscribe(self._topics(gone)), *said.subscribe(self._topics(new))]

    def _topics(self, instruments: Iterable[Instrument]) -> list[str]:
        return [topic for one in instruments for topic in topics(one, one.coin in self._trades_of)]

    def _forget(self, symbol: Symbol) -> None:
        for held in (self._merged, self._good, self._told_at, self._oi_base):
            held.pop(symbol, None)
        self._taker.forget(symbol)

    def ping(self) -> dict[str, Any]:
        return self._subscriptions.ping()

    def broken(self, at: datetime) -> Sequence[FeedEvent]:
        return ()

    def read(self, message: dict[str, Any]) -> Heard[FeedEvent]:
        topic = message.get("topic")
        if topic is None:
            return Heard(replies=self._subscriptions.answered(message))
        kind, _, symbol = str(topic).rpartition(".")
        at = moment(message["ts"])
        if symbol in self._left:
            return Heard(at=at, is_market=True)
        return Heard(self._events(kind, symbol, message, at), at, is_market=True)

    def _events(self, kind: str, symbol: str, message: Mapping[str, Any], at: datetime) -> Iterable[FeedEvent]:
        data = message["data"]
        if kind == "tickers":
            return self._ticker(symbol, data, at, is_whole=message["type"] == "snapshot")
        if kind == "kline.5":
            return self._bars(symbol, data)
        if kind == "allLiquidation":
            return self._liquidations(data)
        if kind == "publicTrade":
            self._taker.hear(data)
            return ()
        raise ValueError(f"unknown topic {kind}.{symbol}")

    def _ticker(self, symbol: str, data: Mapping[str, Any], at: datetime, is_whole: bool) -> list[Ticker]:
        """A delta changes what it names. Read and passed on at most once a second and symbol, unless it jumps."""
        merged = {} if is_whole else self._merged.get(symbol)
        if merged is None:
            return []  # a delta before its snapshot says too little
        merged.update(data)
        self._merged[symbol] = merged
        told_at = self._told_at.get(symbol)
        is_early = told_at is not None and not is_whole and at - told_at < _TICKER_EVERY
        if is_early and not _has_jumped(data, self._good.get(symbol, {})):
            return []
        try:
            ticker = parse_ticker(merged, self._instruments[symbol], at)
        except UNREADABLE:
            self._forget_change(symbol)
            raise
        self._good[symbol] = dict(merged)
        self._oi_base[symbol] = ticker.oi_base
        self._told_at[symbol] = at
        return [ticker]

    def _forget_change(self, symbol: str) -> None:
        """What was wrong does not stay."""
        if symbol in self._good:
            self._merged[symbol] = dict(self._good[symbol])
        else:
            del self._merged[symbol]

    def _bars(self, symbol: str, data: Sequence[Mapping[str, Any]]) -> Iterable[BarClosed | CandleRefused]:
        """Open interest is the ticker's at the close; taker volume what the trades summed to."""
        instrument = self._instruments[symbol]
        for row in data:
            try:
                bars = parse_closed_bar(row, symbol, STEP_MS)
            except UNREADABLE as error:
                MALFORMED.labels(Venue.BYBIT).inc()
                yield CandleRefused(Venue.BYBIT, instrument.symbol, repr(error))
                continue
            if bars is None:
                continue
            bought = self._taker.bought(Symbol(symbol), int(bars.open_ms[0])) * symbol_unit(symbol).multiplier
            whole = replace(
                bars,
                taker_buy_base=np.minimum(np.array([bought]), bars.volume_base),
                oi_base=np.array([self._oi_base.get(symbol, np.nan)]),
            )
            yield BarClosed(Venue.BYBIT, instrument.symbol, instrument.coin, whole)

    def _liquidations(self, data: Sequence[Mapping[str, Any]]) -> list[Liquidation]:
        return [replace(one, coin=self._instruments[one.symbol].coin) for one in parse_liquidations(data)]


def _has_jumped(data: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    """True also for what cannot be read: then it is read in full, and refused there."""
    for name in _SHARP_FIGURES:
        if name in data:
            try:
                before, now = float(told[name]), float(data[name])
            except (KeyError, ValueError, TypeError):
                return True
            if abs(now - before) > _SHARP * before:
                return True
    return False
