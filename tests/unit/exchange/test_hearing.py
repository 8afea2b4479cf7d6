"""What the tape tells becomes the exchange's input on the contract's own grid."""

from datetime import timedelta
from decimal import Decimal

import pytest

from engine.exchange.hearing import input_of, prediction_of
from engine.exchange.inputs import Book, Prices, Trade
from engine.feeds.tape import BookHeard, BookLost, Grid, LossReason, PricesHeard, TradeHeard
from tests.unit.exchange.contracts import some_contract

CONTRACT = some_contract()
BTC = CONTRACT.symbol
GRID = Grid(CONTRACT.tick_size, CONTRACT.lot_size)
PRICES = PricesHeard(
    BTC,
    1,
    last_usd=Decimal("100.1"),
    mark_usd=Decimal("100.149"),
    index_usd=None,
    bid_usd=Decimal(100),
    ask_usd=Decimal("100.1"),
    funding_rate=Decimal("0.0001"),
    funding_interval=timedelta(hours=8),
    next_funding_ms=2,
)


def test_a_book_and_a_trade_are_passed_on_as_they_are() -> None:
    assert input_of(BookHeard(BTC, 1, GRID, ((1000, 5),), ((1001, 6),)), CONTRACT) == Book(
        BTC, 1, ((1000, 5),), ((1001, 6),)
    )
    trade = TradeHeard(BTC, 1, GRID, 1001, 7, is_buy=True, is_off_book=False, trade_id="a")
    assert input_of(trade, CONTRACT) == Trade(BTC, 1, 1001, 7, is_buy=True)


def test_a_finer_grid_than_the_contracts_is_put_on_it_or_refused() -> None:
    finer = Grid(Decimal("0.05"), Decimal("0.0005"))
    heard = BookHeard(BTC, 1, finer, ((2000, 10),), ((2002, 12),))
    assert input_of(heard, CONTRACT) == Book(BTC, 1, ((1000, 5),), ((1001, 6),))
    with pytest.raises(ValueError, match="between two ticks"):
        input_of(BookHeard(BTC, 1, finer, ((2001, 10),), ()), CONTRACT)
    with pytest.raises(ValueError, match="between two lots"):
        input_of(BookHeard(BTC, 1, finer, ((2000, 11),), ()), CONTRACT)


def test_a_trade_off_the_book_and_a_lost_book_are_no_inputs() -> None:
    assert input_of(TradeHeard(BTC, 1, GRID, 1001, 7, True, is_off_book=True, trade_id="a"), CONTRACT) is None
    assert input_of(BookLost(BTC, 1, LossReason.MISSED), CONTRACT) is None


def test_marks_between_two_ticks_go_to_the_nearest_and_what_is_not_told_stays_as_it_was() -> None:
    assert input_of(PRICES, CONTRACT) == Prices(BTC, 1, last_ticks=1001, mark_ticks=1001, index_ticks=None)


def test_a_prediction_needs_a_rate_and_an_instant() -> None:
    found = prediction_of(PRICES, CONTRACT)
    assert found is not None
    assert (found.rate, found.next_at_ms, found.mark_ticks) == (Decimal("0.0001"), 2, 1001)
