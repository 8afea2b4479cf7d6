"""No price, no trade: what is quoted is fresh, whole and of the exchange's own book."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from engine.exchange.quoting import TapeQuotes
from engine.feeds.reading import milliseconds
from engine.feeds.tape import BookHeard, BookLost, Grid, LossReason, PricesHeard, TradeHeard
from tests.unit.exchange.contracts import some_contract
from tests.unit.market.conftest import StandingClock

CONTRACT = some_contract()
BTC = CONTRACT.symbol
GRID = Grid(CONTRACT.tick_size, CONTRACT.lot_size)
NOON = datetime(2026, 2, 6, 12, tzinfo=UTC)


def book(at: datetime = NOON, asks: tuple[tuple[int, int], ...] = ((1001, 1),)) -> BookHeard:
    return BookHeard(BTC, milliseconds(at), GRID, ((1000, 5),), asks)


def prices(at: datetime = NOON) -> PricesHeard:
    due = milliseconds(NOON + timedelta(hours=4))
    hundred, rate = Decimal(100), Decimal("0.0001")
    return PricesHeard(BTC, milliseconds(at), hundred, hundred, None, hundred, hundred, rate, timedelta(hours=8), due)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(NOON)


@pytest.fixture
def quotes(clock: StandingClock) -> TapeQuotes:
    return TapeQuotes(clock)


async def test_a_quote_needs_a_book_and_prices(quotes: TapeQuotes) -> None:
    assert await quotes.quote(BTC) is None
    quotes.hear(book())
    assert await quotes.quote(BTC) is None
    quotes.hear(prices())
    quote = await quotes.quote(BTC)
    assert quote is not None
    assert (quote.bid_usd, quote.ask_usd) == (Decimal(100), Decimal("100.1"))
    assert (quote.at, quote.next_funding_at) == (NOON, NOON + timedelta(hours=4))


async def test_a_lost_book_is_not_quoted_until_it_is_back(quotes: TapeQuotes) -> None:
    quotes.hear(book())
    quotes.hear(prices())
    quotes.hear(BookLost(BTC, milliseconds(NOON), LossReason.DISCONNECTED))
    assert quotes.book_age(BTC) is None
    assert await quotes.quote(BTC) is None
    quotes.hear(book())
    assert await quotes.quote(BTC) is not None


async def test_a_book_of_one_side_is_no_quote(quotes: TapeQuotes) -> None:
    quotes.hear(prices())
    quotes.hear(book(asks=()))
    assert await quotes.quote(BTC) is None


async def test_an_unchanged_book_stays_fresh_while_its_venue_speaks_and_grows_old_in_silence(
    quotes: TapeQuotes, clock: StandingClock
) -> None:
    quotes.hear(book())
    quotes.hear(prices())
    clock.at = NOON + timedelta(seconds=8)
    assert await quotes.quote(BTC) is None
    quotes.hear(TradeHeard(BTC, milliseconds(clock.at), GRID, 1001, 1, True, is_off_book=False, trade_id="a"))
    assert quotes.book_age(BTC) == timedelta(0)
    assert await quotes.quote(BTC) is not None
