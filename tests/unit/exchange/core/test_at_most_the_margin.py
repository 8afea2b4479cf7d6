"""However far price jumps, an isolated position costs its margin at most: beyond it the insurance fund pays."""

from decimal import Decimal

import pytest

from engine.exchange.inputs import Delisting
from engine.exchange.money import SCALE
from engine.exchange.orders import CloseAccount, MarginMode, OrderStatus
from engine.exchange.outputs import Cause, FillCause, Liquidated, Purse, Transfer
from tests.unit.exchange.core.floor import ANN, BTC, Floor

FEE = Decimal("0.00055")
MARGIN = 1_000 + 9_000 * FEE  # of a hundred bought at 100: bankrupt at 90
MARGIN_SHORT = 1_000 + 11_000 * FEE  # of a hundred sold at 100: bankrupt at 110


def by_the_fund(floor: Floor) -> Decimal:
    moved = [one for one in floor.said if isinstance(one, Transfer) and one.cause is Cause.TAKEOVER]
    assert all(one.source is Purse.INSURANCE for one in moved)
    return Decimal(sum(one.amount for one in moved)) / SCALE


def held(floor: Floor, **fields: int) -> tuple[int, Decimal]:
    """A hundred at 100 with a mark of its own, and what cash there is then."""
    floor.mark(100)
    order = floor.buy(100, **fields)
    floor.book(99, 100)
    return order, floor.cash()


def test_a_stop_that_fires_while_the_mark_lags_costs_the_margin_however_far_price_jumped(floor: Floor) -> None:
    entry, before = held(floor, stop_loss_ticks=95)
    floor.last(60)
    floor.book(49, 50)
    assert floor.lots() == 0
    assert before - floor.cash() == MARGIN
    assert by_the_fund(floor) == 100 * (90 - 49)
    assert floor.order(entry + 2).status is OrderStatus.FILLED
    said = [one for one in floor.said if isinstance(one, Liquidated)]
    assert [(one.lots, one.bankruptcy_ticks, one.is_whole) for one in said] == [(100, 90, True)]


def test_levels_within_the_margin_are_taken_first_and_the_fund_takes_the_rest(floor: Floor) -> None:
    _, before = held(floor, stop_loss_ticks=95)
    floor.last(60)
    floor.levels(((92, 40), (80, 10), (70, 1_000)), ((93, 10),))
    assert [(one.ticks, one.lots, one.cause) for one in floor.fills()[1:]] == [
        (92, 40, FillCause.ORDER),
        (90, 60, FillCause.LIQUIDATION),
    ]
    assert before - floor.cash() == 320 + 40 * 92 * FEE + Decimal("0.6") * MARGIN
    assert by_the_fund(floor) == 10 * (90 - 80) + 50 * (90 - 70)


def test_a_market_order_that_closes_a_part_costs_that_part_of_the_margin(floor: Floor) -> None:
    _, before = held(floor)
    order = floor.sell(50, reduce_only=True)
    floor.book(40, 41)
    assert (floor.lots(), floor.order(order).filled_lots) == (50, 50)
    assert before - floor.cash() == MARGIN / 2


def test_a_short_is_kept_to_its_margin_as_well(floor: Floor) -> None:
    floor.mark(100)
    floor.sell(100, stop_loss_ticks=105)
    floor.book(100, 101)
    before = floor.cash()
    floor.last(150)
    floor.book(159, 160)
    assert before - floor.cash() == MARGIN_SHORT


def test_an_order_through_zero_opens_at_the_book_what_the_fund_did_not_take(floor: Floor) -> None:
    held(floor)
    floor.sell(150)
    floor.book(80, 81)
    assert [(one.ticks, one.lots) for one in floor.fills()[1:]] == [(90, 100), (80, 50)]
    assert floor.lots() == -50


@pytest.mark.parametrize("limit", [40, 70])
def test_a_limit_that_lies_beyond_the_bankruptcy_price_is_not_filled_there(floor: Floor, limit: int) -> None:
    _, before = held(floor)
    order = floor.sell(100, limit, reduce_only=True)
    floor.book(80, 81)
    assert floor.order(order).status is OrderStatus.FILLED
    assert before - floor.cash() == MARGIN


def test_an_account_that_is_closed_pays_no_more_than_the_margin(floor: Floor) -> None:
    _, before = held(floor)
    floor.send(CloseAccount(ANN))
    floor.book(40, 41)
    back = [one.amount for one in floor.said if isinstance(one, Transfer) and one.cause is Cause.CLOSING]
    assert before - Decimal(back[0]) / SCALE == MARGIN


def test_a_bar_that_opens_beyond_the_bankruptcy_price_closes_at_it(bars: Floor) -> None:
    bars.mark(100)
    bars.buy(100, stop_loss_ticks=95)
    bars.bar(100, 100, 100, 100)
    before = bars.cash()
    bars.bar(60, 60, 60, 60)
    assert bars.lots() == 0
    assert before - bars.cash() == MARGIN


@pytest.mark.parametrize(("price", "cost"), [(95, Decimal(500)), (40, MARGIN)])
def test_the_end_of_a_contract_costs_no_more_than_the_margin(floor: Floor, price: int, cost: Decimal) -> None:
    _, before = held(floor)
    floor.apply(Delisting(BTC, floor.now_ms, price))
    assert before - floor.cash() == cost


def test_a_cross_position_is_closed_at_what_the_book_pays() -> None:
    floor = Floor()
    floor.open(margin=MarginMode.CROSS)
    _, before = held(floor, stop_loss_ticks=95)
    floor.last(60)
    floor.book(49, 50)
    assert before - floor.cash() == 5_100 + 4_900 * FEE
