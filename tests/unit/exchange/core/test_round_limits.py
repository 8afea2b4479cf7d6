"""A running round's limits hold for what fills, whenever it was sent."""

import pytest

from engine.exchange.money import SCALE
from engine.exchange.orders import (
    AddMargin,
    Limits,
    MarginMode,
    OrderStatus,
    Reason,
    SetLeverage,
    SetLimits,
    Slot,
    Trigger,
)
from tests.unit.exchange.core.floor import ANN, BTC, ETH, Floor

LIMITS = Limits(max_leverage_e2=1_000, coin_share_ppm=200_000)


def test_an_order_that_rests_since_before_the_round_opens_nothing_beyond_its_leverage(floor: Floor) -> None:
    floor.send(SetLeverage(ANN, BTC, 5_000))
    order = floor.buy(100, 90)
    floor.book(99, 100)
    floor.send(SetLimits(ANN, LIMITS))
    floor.trade(89, 1, is_buy=False)
    assert floor.lots() == 0
    assert (floor.order(order).status, floor.order(order).reason) == (OrderStatus.CANCELLED, Reason.ROUND_RULE)


def test_several_that_rest_since_before_the_round_open_no_more_of_a_coin_than_it_allows(floor: Floor) -> None:
    for limit in (90, 89, 88):
        floor.buy(200, limit)  # 1,800 USDT of margin each, of 2,000 allowed
    floor.book(99, 100)
    floor.send(SetLimits(ANN, LIMITS))
    floor.trade(80, 1, is_buy=False)
    assert floor.lots() == 200


def test_orders_that_are_within_the_limits_fill_one_by_one(floor: Floor) -> None:
    floor.send(SetLimits(ANN, LIMITS))
    orders = [floor.buy(95, limit) for limit in (98, 97)]
    floor.book(99, 100)
    for ticks in (97, 96):
        floor.trade(ticks, 1, is_buy=False)
    assert [floor.order(one).status for one in orders] == [OrderStatus.FILLED, OrderStatus.FILLED]


def test_what_closes_is_never_held_up(floor: Floor) -> None:
    floor.buy(400)
    floor.book(99, 100)
    order = floor.sell(400, 110)
    floor.book(99, 100)
    floor.send(SetLimits(ANN, LIMITS))
    floor.trade(111, 1, is_buy=True)
    assert (floor.lots(), floor.order(order).status) == (0, OrderStatus.FILLED)


def test_raising_leverage_after_the_order_was_sent_does_not_help(floor: Floor) -> None:
    floor.send(SetLimits(ANN, LIMITS))
    floor.buy(100)
    floor.send(SetLeverage(ANN, BTC, 5_000))
    floor.book(99, 100)
    position = floor.position()
    assert position is not None
    assert position.leverage_e2 == 1_000


def test_both_sides_of_a_hedge_are_one_coin() -> None:
    floor = Floor()
    floor.open(is_hedged=True)
    floor.last(100)
    floor.send(SetLimits(ANN, LIMITS))
    floor.buy(150, slot=Slot.LONG)
    floor.sell(150, slot=Slot.SHORT)
    floor.book(99, 100)
    assert [one.slot for one in floor.exchange.image(ANN).positions] == [Slot.LONG]


def test_adding_to_a_position_counts_what_is_open_already(floor: Floor) -> None:
    floor.send(SetLimits(ANN, LIMITS))
    for _ in range(3):
        floor.buy(90)  # 900 USDT of margin each, of 2,000 allowed
        floor.book(99, 100)
    assert floor.lots() == 180


def test_after_a_loss_a_fifth_is_a_fifth_of_what_is_left(floor: Floor) -> None:
    floor.send(SetLimits(ANN, LIMITS))
    floor.last(100, ETH)
    floor.buy(150, symbol=ETH)
    floor.book(99, 100, symbol=ETH)
    floor.mark(80, ETH)  # liquidated: some 8,500 USDT are left, and 1,700 of them allowed
    floor.buy(180)
    floor.book(99, 100)
    assert floor.lots() == 0
    floor.buy(160)
    floor.book(99, 100)
    assert floor.lots() == 160


def test_a_cross_account_keeps_to_the_same_fifth() -> None:
    floor = Floor()
    floor.open(margin=MarginMode.CROSS)
    floor.last(100)
    floor.mark(100)
    floor.send(SetLimits(ANN, LIMITS))
    floor.buy(150)
    floor.book(99, 100)
    floor.buy(60)
    floor.book(99, 100)
    assert floor.lots() == 150


def test_a_conditional_order_from_before_the_round_is_held_to_the_limits_when_it_fires(floor: Floor) -> None:
    floor.send(SetLeverage(ANN, BTC, 5_000))
    order = floor.buy(100, trigger=Trigger(110, is_rising=True))
    floor.book(99, 100)
    floor.send(SetLimits(ANN, LIMITS))
    floor.last(110)
    floor.book(109, 110)
    assert floor.lots() == 0
    assert floor.order(order).reason is Reason.ROUND_RULE


@pytest.mark.parametrize("margin", list(MarginMode))
def test_lowering_the_leverage_of_what_is_open_binds_no_more_than_a_coin_may(margin: MarginMode) -> None:
    floor = Floor()
    floor.open(margin=margin)
    floor.last(100)
    floor.mark(100)
    floor.buy(150)
    floor.book(99, 100)
    floor.send(SetLimits(ANN, LIMITS))
    floor.send(SetLeverage(ANN, BTC, 500))  # 3,000 USDT of margin, of 2,000 allowed
    position = floor.position()
    assert position is not None
    assert (position.leverage_e2, floor.refusals()[-1].reason) == (1_000, Reason.ROUND_RULE)
    floor.send(SetLeverage(ANN, BTC, 800))
    position = floor.position()
    assert position is not None
    assert position.leverage_e2 == 800


def test_margin_added_to_a_position_is_margin_of_its_coin(floor: Floor) -> None:
    floor.buy(150)
    floor.book(99, 100)
    floor.send(SetLimits(ANN, LIMITS))
    floor.send(AddMargin(ANN, BTC, 600 * SCALE))
    assert floor.refusals()[-1].reason is Reason.ROUND_RULE
    floor.send(AddMargin(ANN, BTC, 300 * SCALE))
    position = floor.position()
    assert position is not None
    assert position.extra_margin == 300 * SCALE
