"""What the tape tells becomes the exchange's input on the contract's own grid."""

from dataclasses import replace
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


FINER = Grid(Decimal("0.05"), Decimal("0.0005"))


def test_a_book_of_finer_steps_is_heard_in_the_contracts_own_and_never_kinder() -> None:
    whole = BookHeard(BTC, 1, FINER, ((2000, 10),), ((2002, 12),))
    assert input_of(whole, CONTRACT) == Book(BTC, 1, ((1000, 5),), ((1001, 6),))
    between = BookHeard(BTC, 1, FINER, ((2001, 3), (2000, 4), (1999, 1), (1, 9)), ((2003, 1), (2005, 7)))
    assert input_of(between, CONTRACT) == Book(BTC, 1, ((1000, 3),), ((1003, 3),))


@pytest.mark.parametrize(("is_buy", "ticks"), [(True, 1000), (False, 1001)])
def test_a_print_of_finer_steps_goes_through_no_order_it_did_not_go_through(is_buy: bool, ticks: int) -> None:
    """One that buys at 100.05 met offers at 100.0 at the most, one that sells bids at 100.1 at the least."""
    trade = TradeHeard(BTC, 1, FINER, 2001, 3, is_buy=is_buy, is_off_book=False, trade_id="a")
    assert input_of(trade, CONTRACT) == Trade(BTC, 1, ticks, 1, is_buy)
    assert input_of(replace(trade, lots=1), CONTRACT) is None


def test_a_trade_off_the_book_and_a_lost_book_are_no_inputs() -> None:
    assert input_of(TradeHeard(BTC, 1, GRID, 1001, 7, True, is_off_book=True, trade_id="a"), CONTRACT) is None
    assert input_of(BookLost(BTC, 1, LossReason.MISSED), CONTRACT) is None


def test_marks_between_two_ticks_go_to_the_nearest_and_what_is_not_told_stays_as_it_was() -> None:
    assert input_of(PRICES, CONTRACT) == Prices(BTC, 1, last_ticks=1001, mark_ticks=1001, index_ticks=None)


def test_a_prediction_needs_a_rate_and_an_instant() -> None:
    found = prediction_of(PRICES, CONTRACT)
    assert found is not None
    assert (found.rate, found.next_at_ms, found.mark_ticks) == (Decimal("0.0001"), 2, 1001)
