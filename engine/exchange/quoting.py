"""What a person is quoted: the newest book and prices of the exchange's own tape, as long as they are fresh."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from engine.exchange.venues.paper.ports import Quote
from engine.feeds.tape import BookHeard, BookLost, PricesHeard, TapeEvent, TradeHeard
from engine.market.ports import Clock
from engine.market.values import Symbol

FRESH_FOR = timedelta(seconds=5)


class TapeQuotes:
    """Told every event of a tape; answers as `Quotes` does. Times are the venue's, so `clock` should run with it."""

    def __init__(self, clock: Clock, fresh_for: timedelta = FRESH_FOR) -> None:
        self._clock = clock
        self._fresh_for = fresh_for
        self._books: dict[Symbol, BookHeard] = {}
        self._prices: dict[Symbol, PricesHeard] = {}
        self._heard_ms: dict[Symbol, int] = {}

    def hear(self, event: TapeEvent) -> None:
        if isinstance(event, BookLost):
            self._books.pop(event.symbol, None)
        elif isinstance(event, BookHeard | TradeHeard | PricesHeard):
            self._heard_ms[event.symbol] = max(event.at_ms, self._heard_ms.get(event.symbol, 0))
            if isinstance(event, BookHeard):
                self._books[event.symbol] = event
            elif isinstance(event, PricesHeard):
                self._prices[event.symbol] = event

    def book_age(self, symbol: Symbol) -> timedelta | None:
        """Since the contract was last heard with its book known; a book that nothing changes does not grow old while
        its venue speaks. None: there is no book."""
        if symbol not in self._books:
            return None
        return self._clock.now() - _moment(self._heard_ms[symbol])

    async def quote(self, symbol: Symbol) -> Quote | None:
        """None where nothing fresh enough is known, or one side of the book is empty."""
        book, prices, age = self._books.get(symbol), self._prices.get(symbol), self.book_age(symbol)
        if book is None or prices is None or age is None or age > self._fresh_for or not (book.bids and book.asks):
            return None
        return Quote(
            symbol=symbol,
            bid_usd=book.bids[0][0] * book.grid.tick_size,
            ask_usd=book.asks[0][0] * book.grid.tick_size,
            last_usd=prices.last_usd,
            mark_usd=prices.mark_usd,
            index_usd=prices.index_usd,
            funding_rate=Decimal(0) if prices.funding_rate is None else prices.funding_rate,
            next_funding_at=None if prices.next_funding_ms is None else _moment(prices.next_funding_ms),
            at=_moment(self._heard_ms[symbol]),
        )


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms // 1000, UTC) + timedelta(milliseconds=at_ms % 1000)
