"""How Bybit speaks of books, trades and prices on its public stream."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from engine.feeds.book import BookBroken, LocalBook
from engine.feeds.bybit.subscriptions import Subscriptions, args_length
from engine.feeds.bybit.tape_reading import TapeOf
from engine.feeds.metrics import BOOKS_LOST
from engine.feeds.reading import UNREADABLE, milliseconds, moment
from engine.feeds.socket import Heard
from engine.feeds.tape import BOOK_DEPTH, BookHeard, BookLost, Grid, LossReason, PricesHeard, TradeHeard
from engine.market.values import Instrument, Symbol, Venue

BOOK = f"orderbook.{BOOK_DEPTH}"
_ASK_AGAIN_MS = 5_000  # what does not come whole is asked for so often

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class BookMoved:
    """A book is another now. Made into a `BookHeard` when it is read, so that one nobody reads costs nothing."""

    symbol: Symbol
    at_ms: int
    grid: Grid
    book: LocalBook

    def heard(self) -> BookHeard | None:
        """None when the book was lost meanwhile."""
        return BookHeard(self.symbol, self.at_ms, self.grid, *self.book.levels()) if self.book.is_whole else None


Said = BookMoved | BookLost | TradeHeard | PricesHeard


def tape_topics(instrument: Instrument) -> list[str]:
    return [f"{topic}.{instrument.symbol}" for topic in (BOOK, "publicTrade", "tickers")]


def tape_length(instrument: Instrument) -> int:
    """Characters it takes of its connection's `LONGEST_ARGS`."""
    return args_length(tape_topics(instrument))


class TapeDialect:
    """One connection's contracts."""

    def __init__(self, url: str, instruments: Sequence[Instrument]) -> None:
        self._url = url
        self._tapes = {str(one.symbol): TapeOf(one) for one in instruments}
        self._left: set[str] = set()  # symbols of which something may still be on its way
        self._subscriptions = Subscriptions()

    @property
    def url(self) -> str:
        return self._url

    def opening(self) -> Sequence[dict[str, Any]]:
        self._subscriptions.forget()
        self._left.clear()
        for tape in self._tapes.values():
            tape.restart()
        return self._subscriptions.subscribe(_topics(self._tapes.values()))

    def follow(self, instruments: Sequence[Instrument]) -> Sequence[dict[str, Any]]:
        """These from now on; what stays is not touched, unless the venue counts it in other steps by now."""
        wanted = {str(one.symbol): one for one in instruments}
        gone = [tape for symbol, tape in self._tapes.items() if not _counts_as(tape, wanted.get(symbol))]
        for tape in gone:
            tape.book.lose()
            del self._tapes[tape.instrument.symbol]
        new = [TapeOf(one) for symbol, one in wanted.items() if symbol not in self._tapes]
        self._tapes |= {str(tape.instrument.symbol): tape for tape in new}
        self._left = (self._left | {str(tape.instrument.symbol) for tape in gone}) - self._tapes.keys()
        said = self._subscriptions
        return [*said.unsubscribe(_topics(gone)), *said.subscribe(_topics(new))]

    def ping(self) -> dict[str, Any]:
        return self._subscriptions.ping()

    def broken(self, at: datetime) -> Sequence[Said]:
        whole = [tape for tape in self._tapes.values() if tape.book.is_whole]
        return [_lose(tape, milliseconds(at), LossReason.DISCONNECTED) for tape in whole]

    def read(self, message: dict[str, Any]) -> Heard[Said]:
        topic = message.get("topic")
        if topic is None:
            return Heard(replies=self._subscriptions.answered(message))
        kind, _, symbol = str(topic).rpartition(".")
        at = moment(message["ts"])
        if symbol in self._left:
            return Heard(at=at, is_market=True)
        tape = self._tapes[symbol]
        events, replies = self._said(tape, kind, message)
        return Heard(events, at, is_market=True, replies=replies)

    def _said(self, tape: TapeOf, kind: str, message: Mapping[str, Any]) -> tuple[list[Said], list[dict[str, Any]]]:
        if kind == BOOK:
            return self._book(tape, message)
        if kind == "tickers":
            return self._prices(tape, message)
        if kind == "publicTrade":
            return [*tape.trades(message["data"])], []
        raise ValueError(f"unknown topic {kind}")

    def _prices(self, tape: TapeOf, message: Mapping[str, Any]) -> tuple[list[Said], list[dict[str, Any]]]:
        at_ms, is_whole = int(message["ts"]), message["type"] == "snapshot"
        if not is_whole and not tape.has_prices:
            return [], self._wait_for_whole(tape, "tickers", at_ms)
        prices = tape.prices(message["data"], at_ms, is_whole)
        return [] if prices is None else [prices], []

    def _book(self, tape: TapeOf, message: Mapping[str, Any]) -> tuple[list[Said], list[dict[str, Any]]]:
        at_ms, was_whole = int(message.get("cts") or message["ts"]), tape.book.is_whole
        try:
            has_moved = _apply(tape, message)
        except (BookBroken, *UNREADABLE) as error:
            reason = error.reason if isinstance(error, BookBroken) else LossReason.UNREADABLE
            lost: list[Said] = [_lose(tape, at_ms, reason)] if was_whole else []
            return lost, self._ask_again(tape, BOOK, at_ms)
        if has_moved:
            return [BookMoved(tape.instrument.symbol, at_ms, tape.steps.grid, tape.book)], []
        return [], [] if was_whole else self._wait_for_whole(tape, BOOK, at_ms)

    def _wait_for_whole(self, tape: TapeOf, kind: str, at_ms: int) -> list[dict[str, Any]]:
        """A change of something that was never told whole: at first that is on its way, later it was lost."""
        tape.asked_ms.setdefault(kind, at_ms)
        return self._ask_again(tape, kind, at_ms)

    def _ask_again(self, tape: TapeOf, kind: str, at_ms: int) -> list[dict[str, Any]]:
        """Leaving a topic and joining it anew brings the whole of it; not more often than every few seconds."""
        if at_ms - tape.asked_ms.get(kind, at_ms - _ASK_AGAIN_MS) < _ASK_AGAIN_MS:
            return []
        tape.asked_ms[kind] = at_ms
        topic = [f"{kind}.{tape.instrument.symbol}"]
        return [*self._subscriptions.unsubscribe(topic), *self._subscriptions.subscribe(topic)]


def _counts_as(tape: TapeOf, wanted: Instrument | None) -> bool:
    return wanted is not None and tape.steps.grid == Grid(wanted.tick_size, wanted.lot_size)


def _topics(tapes: Iterable[TapeOf]) -> list[str]:
    return [topic for tape in tapes for topic in tape_topics(tape.instrument)]


def _apply(tape: TapeOf, message: Mapping[str, Any]) -> bool:
    """Whether the book has moved. Raises `BookBroken`, or one of `UNREADABLE`."""
    data, steps = message["data"], tape.steps
    update, bids, asks = int(data["u"]), steps.levels(data["b"]), steps.levels(data["a"])
    if message["type"] == "snapshot":
        tape.book.reset(update, bids, asks)
        return True
    return tape.book.change(update, bids, asks)


def _lose(tape: TapeOf, at_ms: int, reason: LossReason) -> BookLost:
    tape.book.lose()
    BOOKS_LOST.labels(Venue.BYBIT, reason).inc()
    log.warning("tape_book_lost", venue=Venue.BYBIT, symbol=tape.instrument.symbol, reason=reason)
    return BookLost(tape.instrument.symbol, at_ms, reason)
