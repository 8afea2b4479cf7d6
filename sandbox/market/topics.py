"""What each WebSocket topic says: its first message and what follows. Messages are built once for all who listen."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sandbox.market import book
from sandbox.market import layout as at
from sandbox.market.intervals import KLINE_MS, begin_of_one, end_of
from sandbox.market.live import LiveMarket
from sandbox.market.recent import RecentTrades
from sandbox.market.rest_history import published
from sandbox.market.rest_now import trade_id
from sandbox.market.tickers import Tickers
from sandbox.market.wire import Json, spelling

BOOK_DEPTHS = (1, 50, 200, 500)
Book = dict[str, str]


@dataclass(frozen=True, slots=True)
class Topic:
    """A parsed topic name. `detail` is the interval of candles or the depth of a book."""

    name: str
    kind: str
    symbol: str
    detail: str = ""


def parse_topic(text: object, symbols: object) -> Topic | None:
    """None for a topic this venue does not have. `symbols` is a container of known symbols."""
    parts = text.split(".") if isinstance(text, str) else []
    if len(parts) == 2 and parts[0] in ("tickers", "allLiquidation", "publicTrade"):
        topic = Topic(str(text), parts[0], parts[1])
    elif len(parts) == 3 and parts[0] == "kline" and parts[1] in KLINE_MS:
        topic = Topic(str(text), "kline", parts[2], parts[1])
    elif len(parts) == 3 and parts[0] == "orderbook" and parts[1] in map(str, BOOK_DEPTHS):
        topic = Topic(str(text), "orderbook", parts[2], parts[1])
    else:
        return None
    return topic if topic.symbol in symbols else None  # type: ignore[operator]  # any container will do


class Publisher:
    """Remembers what was last said on each topic, so that only changes are said next."""

    def __init__(self, live: LiveMarket, tickers: Tickers, recent: RecentTrades) -> None:
        self._live, self._tickers, self._recent = live, tickers, recent
        self._said_tickers: dict[str, Json] = {}
        self._said_books: dict[str, tuple[Book, Book]] = {}
        self._updates: dict[str, int] = {}  # number of the last message of a book; the next one's is one more
        self._candle_ms: dict[str, int] = {}
        self._late: dict[str, list[Json]] = {}
        self._fresh_trades: dict[str, list[Json]] = {}
        self._sequence = live.market.now_ms

    def _message(self, topic: Topic, kind: str, data: object, **more: object) -> str:
        body = {"topic": topic.name, "type": kind, "ts": self._live.market.now_ms, "data": data, **more}
        return json.dumps(body, separators=(",", ":"))

    def gather(self, count: int) -> None:
        """Take in what the last step of `count` bars brought: its trades and its liquidations."""
        self._sequence += 1
        for symbol, listing in self._live.market.listings.items():
            spell, lot = spelling(listing.state.contract), float(listing.state.contract.lot)
            self._fresh_trades[symbol] = [
                {
                    "T": t.at_ms,
                    "s": symbol,
                    "S": "Buy" if t.is_buy else "Sell",
                    "v": spell.quantity(t.lots * lot),
                    "p": spell.price(t.price),
                    "L": "PlusTick" if t.is_plus else "MinusTick",
                    "i": trade_id(listing, t),
                    "BT": False,
                    "seq": t.number,
                }
                for t in self._recent.note(symbol, count)
            ]
        self.gather_liquidations()

    def gather_liquidations(self) -> None:
        """Take in the forced closes of the last step; they wait for their half second."""
        for symbol, listing in self._live.market.listings.items():
            spell, lot = spelling(listing.state.contract), float(listing.state.contract.lot)
            self._late.setdefault(symbol, []).extend(
                {
                    "T": at_ms,
                    "s": symbol,
                    "S": "Buy" if is_long else "Sell",
                    "v": spell.quantity(lots * lot),
                    "p": spell.price(bankruptcy),
                }
                for at_ms, is_long, lots, bankruptcy in listing.forced_closes()
            )

    def first(self, topic: Topic) -> str | None:
        """What a new listener gets at once: a snapshot where the topic has one."""
        if topic.kind == "tickers":
            fields = self._said_tickers.setdefault(topic.symbol, self._tickers.fields(topic.symbol))
            return self._message(topic, "snapshot", fields, cs=self._sequence)
        if topic.kind == "orderbook":
            bids, asks = self._said_books.setdefault(topic.name, self._book(topic))
            self._updates.setdefault(topic.name, self._sequence)
            return self._book_message(topic, "snapshot", bids, asks)
        return None

    def next(self, topic: Topic) -> Iterator[str]:
        """What all listeners of a topic get after a step."""
        makers: dict[str, Callable[[Topic], Iterator[str]]] = {
            "tickers": self._ticker_delta,
            "orderbook": self._book_delta,
            "kline": self._candles,
            "publicTrade": self._trades,
        }
        return makers[topic.kind](topic) if topic.kind in makers else iter(())

    def forget(self, topic: Topic) -> None:
        """Nobody listens any more: the next listener starts from a fresh snapshot."""
        self._said_books.pop(topic.name, None)
        self._candle_ms.pop(topic.name, None)
        if topic.kind == "tickers":
            self._said_tickers.pop(topic.symbol, None)

    def _ticker_delta(self, topic: Topic) -> Iterator[str]:
        fields = self._tickers.fields(topic.symbol)
        before = self._said_tickers.get(topic.symbol, {})
        changed = {name: value for name, value in fields.items() if before.get(name) != value}
        self._said_tickers[topic.symbol] = fields
        if changed:
            yield self._message(topic, "delta", {"symbol": topic.symbol, **changed}, cs=self._sequence)

    def _book(self, topic: Topic) -> tuple[Book, Book]:
        state, depth = self._live.market.listings[topic.symbol].state, int(topic.detail)
        bids, asks = book.side(state, True, depth), book.side(state, False, depth)
        return dict(bids), dict(asks)

    def _book_message(self, topic: Topic, kind: str, bids: Book, asks: Book) -> str:
        data = {
            "s": topic.symbol,
            "b": [[p, q] for p, q in bids.items()],
            "a": [[p, q] for p, q in asks.items()],
            "u": self._updates[topic.name],
            "seq": self._sequence,
        }
        return self._message(topic, kind, data, cts=self._live.market.now_ms)

    def _book_delta(self, topic: Topic) -> Iterator[str]:
        now, before = self._book(topic), self._said_books.get(topic.name, ({}, {}))
        self._said_books[topic.name] = now
        if now == before and topic.detail != "1":
            return
        self._updates[topic.name] = self._updates.get(topic.name, self._sequence) + 1
        if topic.detail == "1":  # the venue sends level 1 as snapshots only
            yield self._book_message(topic, "snapshot", *now)
            return
        changes: list[Book] = []
        for new, old in zip(now, before, strict=True):
            gone = {price: "0" for price in old if price not in new}
            changes.append({**gone, **{p: q for p, q in new.items() if old.get(p) != q}})
        yield self._book_message(topic, "delta", changes[0], changes[1])

    def _candles(self, topic: Topic) -> Iterator[str]:
        """Each candle that closed, with confirm; then the one in progress."""
        step, now_ms = KLINE_MS[topic.detail], self._live.market.now_ms
        listing = self._live.market.listings[topic.symbol]
        since = self._candle_ms.get(topic.name, begin_of_one(now_ms - 1, step))
        spell = spelling(listing.state.contract)
        open_ms, rows = published(listing, step, since, now_ms)
        for start, row in zip(open_ms.tolist(), rows, strict=True):
            end = end_of(start, step)
            candle = {
                "start": start,
                "end": end - 1,
                "interval": topic.detail,
                "open": spell.price(row[at.B_OPEN]),
                "close": spell.price(row[at.B_CLOSE]),
                "high": spell.price(row[at.B_HIGH]),
                "low": spell.price(row[at.B_LOW]),
                "volume": spell.quantity(row[at.B_VOLUME]),
                "turnover": f"{row[at.B_TURNOVER]:.4f}",
                "confirm": end <= now_ms,
                "timestamp": now_ms - 1 if end <= now_ms else now_ms,
            }
            yield self._message(topic, "snapshot", [candle])
        self._candle_ms[topic.name] = begin_of_one(now_ms, step)

    def _trades(self, topic: Topic) -> Iterator[str]:
        fresh = self._fresh_trades.get(topic.symbol)
        if fresh:
            yield self._message(topic, "snapshot", fresh)

    def liquidations(self, symbol: str, until_ms: int) -> list[Json]:
        """Forced closes up to a moment that were not given out yet; the venue sends all of them every half second."""
        waiting = self._late.get(symbol, [])
        self._late[symbol] = [one for one in waiting if one["T"] > until_ms]
        return [one for one in waiting if one["T"] <= until_ms]

    def liquidation_message(self, topic: Topic, events: list[Json]) -> str:
        return self._message(topic, "snapshot", events)
