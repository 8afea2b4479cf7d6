from decimal import Decimal

from engine.exchange.core.rules import Rules
from engine.exchange.inputs import Passing
from engine.exchange.orders import Cancel, OrderStatus, Reason, TimeInForce
from tests.unit.exchange.core.floor import ANN, Floor


def test_a_market_order_takes_the_next_book_level_by_level_and_pays_the_taker_fee(floor: Floor) -> None:
    order = floor.buy(30)
    assert floor.order(order).status is OrderStatus.NEW
    floor.levels(((99, 10),), ((100, 10), (101, 50)))
    assert [(fill.ticks, fill.lots) for fill in floor.fills()] == [(100, 10), (101, 20)]
    assert floor.order(order).status is OrderStatus.FILLED
    assert floor.cash() == Decimal(10_000) - Decimal("0.00055") * (1_000 + 2_020)


def test_what_the_book_does_not_have_is_cancelled_not_invented(floor: Floor) -> None:
    order = floor.buy(30)
    floor.levels(((99, 10),), ((100, 10),))
    assert floor.lots() == 10
    assert (floor.order(order).status, floor.order(order).reason) == (OrderStatus.CANCELLED, Reason.BOOK_EMPTY)
    assert floor.order(order).filled_lots == 10


def test_what_an_account_took_of_a_level_is_gone_for_it_until_the_level_changes(floor: Floor) -> None:
    floor.buy(10)
    floor.levels(((99, 10),), ((100, 10), (101, 10)))
    floor.buy(5)
    floor.levels(((99, 10),), ((100, 10), (101, 10)))
    floor.buy(5)
    floor.levels(((99, 10),), ((100, 12), (101, 10)))
    assert [(fill.ticks, fill.lots) for fill in floor.fills()] == [(100, 10), (101, 5), (100, 5)]


def test_a_tolerance_ends_the_walk_and_the_rest_is_cancelled(floor: Floor) -> None:
    order = floor.buy(30, slippage_ticks=1)
    floor.levels(((99, 10),), ((100, 10), (101, 10), (102, 10)))
    assert floor.lots() == 20
    assert floor.order(order).reason is Reason.BOOK_EMPTY


def test_an_order_acts_on_no_price_within_its_latency() -> None:
    floor = Floor(rules=Rules(latency_ms=1_500))
    floor.open()
    floor.last(100)
    floor.buy(1)
    floor.book(99, 100)
    assert floor.lots() == 0
    floor.book(104, 105)
    assert floor.fills()[0].ticks == 105


def test_a_cancel_has_to_arrive_too() -> None:
    floor = Floor(rules=Rules(latency_ms=1_500))
    floor.open()
    floor.last(100)
    order = floor.buy(1)
    floor.book(99, 100)
    floor.send(Cancel(ANN, order))
    floor.book(99, 100)
    assert floor.order(order).status is OrderStatus.FILLED
    floor.book(99, 100)
    assert floor.refusals()[-1].reason is Reason.UNKNOWN_ORDER


def test_a_cancel_does_not_overtake_the_order_it_was_sent_after(floor: Floor) -> None:
    order = floor.buy(1)
    floor.send(Cancel(ANN, order))
    floor.last(105)
    assert floor.order(order).status is OrderStatus.NEW
    floor.book(99, 100)
    assert floor.order(order).status is OrderStatus.FILLED
    assert floor.refusals()[-1].reason is Reason.UNKNOWN_ORDER


def test_a_cancel_of_an_order_that_came_to_rest_between_them_cancels_it(floor: Floor) -> None:
    order = floor.buy(1, 90)
    floor.send(Cancel(ANN, order))
    floor.last(105)
    floor.book(99, 100)
    assert (floor.order(order).status, floor.order(order).reason) == (OrderStatus.CANCELLED, Reason.BY_USER)


def test_a_limit_order_that_finds_no_book_in_time_can_be_cancelled_without_one(floor: Floor) -> None:
    order = floor.buy(1, 105)
    floor.send(Cancel(ANN, order))
    for _ in range(10):
        floor.last(105)
    assert (floor.order(order).status, floor.order(order).reason) == (OrderStatus.CANCELLED, Reason.BY_USER)
    floor.book(99, 100)
    assert (floor.lots(), floor.refusals()) == (0, [])


def test_a_market_order_that_finds_no_book_is_given_up(floor: Floor) -> None:
    order = floor.buy(1)
    floor.apply(Passing(floor.now_ms + 10_000))
    assert (floor.order(order).status, floor.order(order).reason) == (OrderStatus.REJECTED, Reason.NO_PRICE)
    floor.book(99, 100)
    assert floor.lots() == 0


def test_fill_or_kill_takes_all_or_nothing(floor: Floor) -> None:
    order = floor.buy(30, 101, time_in_force=TimeInForce.FOK)
    floor.levels(((99, 10),), ((100, 10), (101, 19)))
    assert (floor.lots(), floor.order(order).reason) == (0, Reason.NOT_WHOLE)


def test_fill_or_kill_through_zero_closes_nothing_when_the_new_side_cannot_be_paid(floor: Floor) -> None:
    floor.buy(10)
    floor.book(99, 100)
    order = floor.sell(1_100, 99, time_in_force=TimeInForce.FOK)
    floor.book(99, 100)
    assert (floor.lots(), len(floor.fills())) == (10, 1)
    assert (floor.order(order).status, floor.order(order).reason) == (OrderStatus.REJECTED, Reason.NO_MONEY)
    affordable = floor.sell(900, 99, time_in_force=TimeInForce.FOK)
    floor.book(99, 100)
    assert (floor.lots(), floor.order(affordable).status) == (-890, OrderStatus.FILLED)


def test_fill_or_kill_pays_for_the_new_side_with_what_the_old_one_brings(floor: Floor) -> None:
    floor.buy(900)
    floor.book(99, 100)
    order = floor.sell(1_800, 110, time_in_force=TimeInForce.FOK)
    floor.book(110, 111)
    assert (floor.lots(), floor.order(order).status) == (-900, OrderStatus.FILLED)


def test_immediate_or_cancel_takes_what_its_limit_allows(floor: Floor) -> None:
    order = floor.buy(30, 101, time_in_force=TimeInForce.IOC)
    floor.levels(((99, 10),), ((100, 10), (101, 10), (102, 10)))
    assert (floor.lots(), floor.order(order).status) == (20, OrderStatus.CANCELLED)


def test_post_only_is_cancelled_when_it_would_take(floor: Floor) -> None:
    order = floor.buy(1, 100, time_in_force=TimeInForce.POST_ONLY)
    floor.book(99, 100)
    assert (floor.lots(), floor.order(order).reason) == (0, Reason.WOULD_TAKE)


def test_a_reduce_only_never_opens_and_is_cut_to_the_position(floor: Floor) -> None:
    floor.buy(10)
    floor.book(99, 100)
    first, second = floor.sell(8, reduce_only=True), floor.sell(8, reduce_only=True)
    floor.book(99, 100)
    assert floor.lots() == 0
    assert (floor.order(first).filled_lots, floor.order(second).filled_lots) == (8, 2)
    third = floor.sell(8, reduce_only=True)
    floor.book(99, 100)
    assert floor.order(third).reason is Reason.REDUCE_ONLY


def test_an_order_through_zero_closes_all_and_opens_the_rest(floor: Floor) -> None:
    floor.buy(10)
    floor.book(99, 100)
    floor.sell(25)
    floor.book(110, 111)
    assert floor.lots() == -15
    assert sum(fill.realised for fill in floor.fills()) == 100 * 10**10


def test_an_order_that_costs_more_than_there_is_is_refused_with_the_numbers(floor: Floor) -> None:
    order = floor.buy(1_000)
    floor.book(99, 100)
    said = floor.order(order)
    assert (said.status, said.reason) == (OrderStatus.REJECTED, Reason.NO_MONEY)
    # 100,000 / 10 and two fees: 55 to open, 49.5 to close at 90
    assert dict(said.numbers) == {"need": "10104.5", "have": "10000"}


def test_an_order_that_reckoned_with_another_leverage_is_refused_with_the_one_there_is() -> None:
    floor = Floor()
    floor.open(leverage=10)
    asked = floor.buy(10, leverage_e2=2_000)
    assert floor.order(asked).reason is Reason.LEVERAGE
    assert dict(floor.order(asked).numbers) == {"leverage": "10"}
    floor.book(99, 101)
    agreed = floor.buy(10, leverage_e2=1_000)
    floor.book(99, 101)
    assert floor.order(agreed).status is OrderStatus.FILLED
