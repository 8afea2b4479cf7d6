import pytest

from engine.exchange.inputs import Prices
from engine.exchange.orders import Amend, OrderStatus, PriceOf, Reason, SetStops, Trailing, Trigger, Way
from tests.unit.exchange.core.floor import ANN, BTC, ETH, Floor


def test_a_stop_fires_at_its_price_and_fills_against_the_next_book(floor: Floor) -> None:
    floor.buy(10)
    floor.book(99, 100)
    stop = floor.sell(10, reduce_only=True, trigger=Trigger(95, is_rising=False))
    floor.last(96)
    assert floor.order(stop).status is OrderStatus.WAITING
    floor.last(94)
    assert floor.order(stop).status is OrderStatus.OPEN
    assert floor.lots() == 10
    floor.book(93, 94)
    assert (floor.lots(), floor.fills()[-1].ticks) == (0, 93)


@pytest.mark.parametrize(
    ("trigger", "reason"),
    [
        (Trigger(99, is_rising=True), Reason.WRONG_SIDE_RISING),
        (Trigger(101, is_rising=False), Reason.WRONG_SIDE_FALLING),
        (Trigger(100, is_rising=True), Reason.WRONG_SIDE_RISING),
    ],
)
def test_a_trigger_on_the_wrong_side_is_refused(floor: Floor, trigger: Trigger, reason: Reason) -> None:
    order = floor.sell(10, trigger=trigger)
    floor.last(100)
    assert (floor.order(order).status, floor.order(order).reason) == (OrderStatus.REJECTED, reason)


def test_a_mark_stop_does_not_look_at_last(floor: Floor) -> None:
    floor.mark(100)
    stop = floor.sell(10, trigger=Trigger(95, is_rising=False, by=PriceOf.MARK))
    floor.last(100)
    floor.last(90)
    assert floor.order(stop).status is OrderStatus.WAITING
    floor.mark(95)
    assert floor.order(stop).status is OrderStatus.OPEN


def test_an_index_stop_looks_at_the_index(floor: Floor) -> None:
    floor.apply(Prices(BTC, floor.now_ms, index_ticks=100))
    stop = floor.sell(10, trigger=Trigger(95, is_rising=False, by=PriceOf.INDEX))
    floor.last(90)
    floor.mark(90)
    assert floor.order(stop).status is OrderStatus.WAITING
    floor.apply(Prices(BTC, floor.now_ms, index_ticks=95))
    assert floor.order(stop).status is OrderStatus.OPEN


def test_ten_conditionals_a_symbol_and_no_more(floor: Floor) -> None:
    for _ in range(10):
        floor.sell(1, trigger=Trigger(95, is_rising=False))
    floor.last(100)
    order = floor.sell(1, trigger=Trigger(95, is_rising=False))
    floor.last(100)
    assert floor.order(order).reason is Reason.CONDITIONAL_CAP
    floor.last(100, ETH)
    other = floor.sell(1, trigger=Trigger(95, is_rising=False), symbol=ETH)
    floor.last(100, ETH)
    assert floor.order(other).status is OrderStatus.WAITING


def test_a_conditional_holds_no_margin_and_is_cancelled_when_it_is_short(floor: Floor) -> None:
    orders = [floor.buy(900, trigger=Trigger(105, is_rising=True)) for _ in range(2)]
    floor.last(100)
    assert all(floor.order(order).status is OrderStatus.WAITING for order in orders)
    floor.last(105)
    floor.book(104, 105)
    assert floor.order(orders[0]).status is OrderStatus.FILLED
    said = floor.order(orders[1])
    assert (said.status, said.reason) == (OrderStatus.CANCELLED, Reason.NO_MONEY)


def test_one_cancels_the_other_when_one_fires(floor: Floor) -> None:
    floor.buy(10)
    floor.book(99, 100)
    target = floor.sell(10, reduce_only=True, trigger=Trigger(110, is_rising=True), oco=7)
    stop = floor.sell(10, reduce_only=True, trigger=Trigger(95, is_rising=False), oco=7)
    floor.last(100)
    floor.last(110)
    assert floor.order(stop).reason is Reason.BY_OCO
    assert floor.order(target).status is OrderStatus.OPEN


def test_one_cancels_the_other_when_one_fills(floor: Floor) -> None:
    lower, upper = floor.buy(10, 95, oco=7), floor.sell(10, 105, oco=7)
    floor.book(99, 101)
    floor.trade(94, 1, is_buy=False)
    assert floor.order(lower).status is OrderStatus.FILLED
    assert floor.order(upper).reason is Reason.BY_OCO


def test_attached_stops_become_the_positions_own_and_go_with_it(floor: Floor) -> None:
    entry = floor.buy(10, take_profit_ticks=110, stop_loss_ticks=95)
    floor.book(99, 100)
    target, stop = floor.order(entry + 1), floor.order(entry + 2)
    assert (target.status, stop.status) == (OrderStatus.WAITING, OrderStatus.WAITING)
    assert (target.order.lots, stop.order.way) == (0, Way.SELL)
    floor.buy(5)
    floor.book(99, 100)
    floor.last(95)
    floor.book(94, 95)
    assert floor.lots() == 0
    assert floor.order(entry + 2).status is OrderStatus.FILLED
    assert floor.order(entry + 1).reason is Reason.NO_POSITION


def test_stops_set_later_take_the_place_of_those_before(floor: Floor) -> None:
    entry = floor.buy(10, stop_loss_ticks=95)
    floor.book(99, 100)
    floor.send(SetStops(ANN, BTC, 400, stop_loss_ticks=97, take_profit_ticks=120))
    floor.last(100)
    assert floor.order(entry + 2).status is OrderStatus.CANCELLED
    assert floor.order(402).order.trigger == Trigger(97, is_rising=False)
    floor.send(SetStops(ANN, BTC, 404, take_profit_ticks=0))
    floor.last(100)
    assert floor.order(401).status is OrderStatus.CANCELLED
    assert floor.order(402).status is OrderStatus.WAITING


def test_a_new_stop_on_the_wrong_side_leaves_the_old_one(floor: Floor) -> None:
    entry = floor.buy(10, stop_loss_ticks=95)
    floor.book(99, 100)
    floor.send(SetStops(ANN, BTC, 400, stop_loss_ticks=101))
    floor.last(100)
    assert floor.order(402).reason is Reason.WRONG_SIDE_FALLING
    assert floor.order(entry + 2).status is OrderStatus.WAITING


def test_stops_without_a_position_are_refused(floor: Floor) -> None:
    floor.send(SetStops(ANN, BTC, 400, stop_loss_ticks=95))
    floor.last(100)
    assert floor.refusals()[-1].reason is Reason.NO_POSITION


def test_a_trailing_stop_of_a_position_follows_and_fires(floor: Floor) -> None:
    floor.buy(10)
    floor.book(99, 100)
    floor.send(SetStops(ANN, BTC, 400, trailing=Trailing(5)))
    for ticks in (100, 110, 106):
        floor.last(ticks)
    assert floor.order(403).best_ticks == 110
    assert floor.order(403).status is OrderStatus.WAITING
    floor.last(105)
    floor.book(104, 105)
    assert floor.lots() == 0


def test_a_position_that_a_half_filled_order_opens_anew_has_the_stop_it_carries(floor: Floor) -> None:
    floor.buy(10, 99, stop_loss_ticks=95)
    floor.levels(((99, 5),), ((101, 1_000),))
    floor.trade(99, 9, is_buy=False)
    floor.last(95)
    floor.book(95, 101)
    assert (floor.lots(), len(floor.fills())) == (0, 2)
    floor.trade(98, 1, is_buy=False)
    assert floor.lots() == 6
    floor.last(95)
    floor.book(95, 101)
    assert floor.lots() == 0


def test_a_stop_that_was_taken_off_is_not_hung_again_by_the_rest_of_its_order(floor: Floor) -> None:
    floor.buy(10, 99, stop_loss_ticks=95)
    floor.levels(((99, 5),), ((101, 1_000),))
    floor.trade(99, 9, is_buy=False)
    floor.send(SetStops(ANN, BTC, 400, stop_loss_ticks=0))
    floor.last(99)
    floor.trade(98, 1, is_buy=False)
    assert [one.status for one in floor.exchange.image(ANN).orders] == []


def test_conditionals_of_a_whole_position_are_counted_as_others_are(floor: Floor) -> None:
    floor.buy(10)
    floor.book(99, 100)
    orders = [floor.sell(0, reduce_only=True, trigger=Trigger(95, is_rising=False)) for _ in range(11)]
    floor.last(100)
    assert floor.order(orders[-1]).reason is Reason.CONDITIONAL_CAP


def test_what_has_fired_and_rests_can_be_moved_as_any_other(floor: Floor) -> None:
    order = floor.buy(10, 105, trigger=Trigger(104, is_rising=True))
    floor.last(100)
    floor.last(104)
    floor.book(109, 110)
    assert floor.order(order).status is OrderStatus.OPEN
    floor.send(Amend(ANN, order, limit_ticks=107))
    floor.last(106)
    assert not floor.refusals()
    assert floor.order(order).order.limit_ticks == 107
