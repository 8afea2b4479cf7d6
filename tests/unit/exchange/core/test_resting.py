from decimal import Decimal

from engine.exchange.orders import Amend, CancelAll, OrderStatus, Reason
from tests.unit.exchange.core.floor import ANN, Floor


def test_a_limit_waits_until_the_queue_ahead_has_traded(floor: Floor) -> None:
    order = floor.buy(10, 99)
    floor.levels(((99, 20),), ((100, 20),))
    assert floor.order(order).queue_ahead_lots == 20
    floor.trade(99, 20, is_buy=False)
    assert floor.lots() == 0
    floor.trade(99, 4, is_buy=False)
    assert floor.lots() == 4
    floor.trade(99, 50, is_buy=False)
    assert floor.lots() == 10
    assert all(fill.is_maker for fill in floor.fills())
    assert floor.cash() == Decimal(10_000) - Decimal("0.0002") * 990


def test_a_touch_does_not_fill_but_a_print_through_the_price_does(floor: Floor) -> None:
    floor.buy(10, 99)
    floor.levels(((99, 20),), ((100, 20),))
    floor.trade(99, 5, is_buy=True)
    floor.last(98)
    assert floor.lots() == 0
    floor.trade(98, 1, is_buy=False)
    assert (floor.lots(), floor.fills()[0].ticks) == (10, 99)


def test_a_price_nobody_shows_has_no_queue(floor: Floor) -> None:
    order = floor.buy(10, 99)
    floor.levels(((98, 20),), ((101, 20),))
    assert floor.order(order).queue_ahead_lots == 0
    floor.trade(99, 3, is_buy=False)
    assert floor.lots() == 3


def test_a_second_order_of_the_same_account_stands_behind_the_first(floor: Floor) -> None:
    floor.buy(10, 99)
    second = floor.buy(10, 99)
    floor.levels(((99, 20),), ((100, 20),))
    assert floor.order(second).queue_ahead_lots == 30
    floor.trade(99, 32, is_buy=False)
    assert floor.lots() == 12


def test_a_smaller_size_keeps_the_place_and_another_price_loses_it(floor: Floor) -> None:
    order = floor.buy(10, 99)
    floor.levels(((99, 20),), ((100, 20),))
    floor.trade(99, 15, is_buy=False)
    floor.send(Amend(ANN, order, lots=5))
    floor.levels(((99, 40),), ((100, 20),))
    assert floor.order(order).queue_ahead_lots == 5
    floor.send(Amend(ANN, order, limit_ticks=98))
    floor.levels(((99, 40), (98, 70)), ((100, 20),))
    floor.levels(((99, 40), (98, 70)), ((100, 20),))
    assert (floor.order(order).queue_ahead_lots, floor.order(order).order.limit_ticks) == (70, 98)


def test_a_book_beyond_the_price_fills_as_far_as_it_goes(floor: Floor) -> None:
    floor.buy(10, 99)
    floor.book(98, 100)
    floor.levels(((97, 5),), ((98, 4),))
    assert (floor.lots(), floor.fills()[0].ticks) == (4, 99)


def test_resting_orders_hold_their_margin_and_give_it_back(floor: Floor) -> None:
    first = floor.buy(900, 99)
    second = floor.buy(900, 99)
    floor.book(98, 100)
    assert floor.order(first).status is OrderStatus.OPEN
    assert floor.order(second).reason is Reason.NO_MONEY
    floor.send(CancelAll(ANN))
    third = floor.buy(900, 99)
    floor.book(98, 100)
    assert floor.order(first).reason is Reason.BY_USER
    assert floor.order(third).status is OrderStatus.OPEN


def test_a_resting_reduce_only_order_goes_with_the_position(floor: Floor) -> None:
    floor.buy(10)
    target = floor.sell(10, 110, reduce_only=True)
    floor.book(99, 100)
    assert floor.order(target).status is OrderStatus.OPEN
    floor.sell(10)
    floor.book(99, 100)
    assert floor.order(target).reason is Reason.REDUCE_ONLY


def test_a_resting_order_for_the_whole_position_has_the_size_it_met(floor: Floor) -> None:
    floor.buy(10)
    target = floor.sell(0, 110, reduce_only=True)
    floor.levels(((99, 50),), ((100, 50), (110, 5)))
    assert floor.order(target).order.lots == 10
    floor.trade(110, 9, is_buy=True)
    assert (floor.lots(), floor.order(target).status) == (6, OrderStatus.OPEN)
    floor.trade(111, 1, is_buy=True)
    assert (floor.lots(), floor.order(target).status) == (0, OrderStatus.FILLED)


def test_a_change_that_cannot_be_paid_is_refused_and_the_order_stays(floor: Floor) -> None:
    order = floor.buy(500, 90)
    floor.book(99, 101)
    for changed in (Amend(ANN, order, limit_ticks=98, lots=2_000), Amend(ANN, order, lots=2_000)):
        floor.send(changed)
        floor.book(99, 101)
        assert floor.refusals()[-1].reason is Reason.NO_MONEY
        stands = floor.order(order)
        assert (stands.status, stands.order.limit_ticks, stands.order.lots) == (OrderStatus.OPEN, 90, 500)
    floor.trade(89, 1, is_buy=False)
    assert floor.lots() == 500
