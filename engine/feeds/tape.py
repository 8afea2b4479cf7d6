"""A venue's tape: whole books, single trades, prices with the funding to come. What the exchange is told the market by.

Books and trades are in whole ticks and lots of the contract as it was listed, read from the venue's text: a price that
does not lie on that grid is never rounded, it is an error. Prices are decimals per coin, as exact as they were told.
"""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from engine.feeds.ports import Changes, FeedTrouble
from engine.market.values import Gap, Instrument, Symbol, Venue

Level = tuple[int, int]  # price in ticks, size in lots
BOOK_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Grid:
    """Steps of a contract: USD per coin, and coins."""

    tick_size: Decimal
    lot_size: Decimal


@dataclass(frozen=True, slots=True)
class BookHeard:
    """All of the visible book, best first, at most `BOOK_DEPTH` levels a side. `at_ms`: the matching engine's clock."""

    symbol: Symbol
    at_ms: int
    grid: Grid
    bids: tuple[Level, ...]
    asks: tuple[Level, ...]


class LossReason(StrEnum):
    """Why a book is not known any more."""

    DISCONNECTED = "disconnected"
    MISSED = "missed"  # a change did not come: the numbers of the updates have a hole
    CROSSED = "crossed"  # the best bid is not below the best ask
    UNREADABLE = "unreadable"  # a price off the grid, a size that is none


@dataclass(frozen=True, slots=True)
class BookLost:
    """Nothing may be filled against what was known of this book, until a `BookHeard` says what is."""

    symbol: Symbol
    at_ms: int
    reason: LossReason


@dataclass(frozen=True, slots=True)
class TradeHeard:
    """One print. `is_off_book`: a block trade, or one against hidden orders: it took nothing from the book's queue."""

    symbol: Symbol
    at_ms: int
    grid: Grid
    ticks: int
    lots: int
    is_buy: bool  # the taker bought
    is_off_book: bool
    trade_id: str


@dataclass(frozen=True, slots=True)
class PricesHeard:
    """A contract's prices as they are now, told when one of them changes. None: the venue has none.

    `funding_rate`: the present prediction, a fraction per `funding_interval`, for the settlement at `next_funding_ms`.
    """

    symbol: Symbol
    at_ms: int
    last_usd: Decimal
    mark_usd: Decimal
    index_usd: Decimal | None
    bid_usd: Decimal | None
    ask_usd: Decimal | None
    funding_rate: Decimal | None
    funding_interval: timedelta | None
    next_funding_ms: int | None


TapeEvent = BookHeard | BookLost | TradeHeard | PricesHeard | Gap | FeedTrouble


@dataclass(frozen=True, slots=True)
class FundingSettled:
    """As the venue's history has it. `mark_usd`: as its minute opened; the last price where the venue has no mark of
    that minute two minutes later, None where it has none yet, or neither."""

    at_ms: int
    rate: Decimal
    mark_usd: Decimal | None


class TapeFeed(Protocol):
    """The tape of one venue, for a handful of contracts up to a few hundred."""

    @property
    def venue(self) -> Venue: ...

    def stream(
        self, instruments: Sequence[Instrument], changes: Changes | None = None
    ) -> AsyncGenerator[TapeEvent, None]:
        """Endless; reconnects by itself. Trades and prices are never left out and never told twice; of the books that
        wait for a slow reader only the newest of each contract is told, after all trades that were heard before it.

        When a connection breaks its books are lost at once; what was missed is told with a `Gap` when it speaks again.
        Read it inside `contextlib.aclosing`: closing it closes the connections.
        """
        ...

    async def settlements(self, instrument: Instrument, since: datetime, until: datetime) -> Sequence[FundingSettled]:
        """With since < at <= until, ascending. Raises `VenueAway`."""
        ...
