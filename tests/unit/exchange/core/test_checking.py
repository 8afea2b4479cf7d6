from decimal import Decimal
from typing import Any

import pytest

from engine.exchange.core.rules import Rules
from engine.exchange.inputs import Executed
from engine.exchange.money import SCALE
from engine.exchange.orders import (
    AddMargin,
    CancelAll,
    OpenAccount,
    Order,
    OrderStatus,
    Place,
    Reason,
    Sent,
    SetLeverage,
    Slot,
    Trailing,
    Trigger,
    Way,
)
from engine.exchange.outputs import FillModel, OrderChanged
from tests.unit.exchange.core.floor import ANN, BOB, BTC, ETH, Floor, contract

STRICT = {
    "min_quantity": Decimal(2),
    "max_quantity": Decimal(100),
    "max_market_quantity": Decimal(50),
    "min_notional_usdt": Decimal(500),
}


@pytest.mark.parametrize(
    ("lots", "limit", "reason"),
    [
        (1, 100, Reason.TOO_SMALL),
        (-5, 100, Reason.TOO_SMALL),
        (0, 100, Reason.TOO_SMALL),
        (101, 100, Reason.TOO_LARGE),
        (51, None, Reason.TOO_LARGE),
        (4, 100, Reason.UNDER_NOTIONAL),
        (4, None, Reason.UNDER_NOTIONAL),
        (5, 0, Reason.BAD_PRICE),
        (5, -3, Reason.BAD_PRICE),
    ],
)
def test_the_venues_filters_refuse(lots: int, limit: int | None, reason: Reason) -> None:
    floor = Floor(contract(**STRICT))
    floor.open()
    floor.last(100)
    order = floor.buy(lots, limit)
    floor.book(99, 100)
    assert (floor.order(order).status, floor.order(order).reason) == (OrderStatus.REJECTED, reason)
    assert floor.exchange.used_symbols() == frozenset()


def test_a_refusal_says_its_numbers() -> None:
    floor = Floor(contract(**STRICT))
    floor.open()
    small, cheap = floor.buy(1, 100), floor.buy(4, 100)
    floor.book(99, 100)
    assert dict(floor.order(small).numbers) == {"quantity": "1", "minimum": "2"}
    assert dict(floor.order(cheap).numbers) == {"value": "400", "minimum": "500"}


def test_a_closing_order_may_be_worth_less_than_the_minimum() -> None:
    floor = Floor(contract(**STRICT))
    floor.open()
    floor.buy(6)
    floor.book(99, 100)
    floor.sell(3, reduce_only=True)
    floor.book(99, 100)
    assert floor.lots() == 3


def test_an_order_beyond_the_liquidation_price_of_its_position_is_refused(floor: Floor) -> None:
    floor.buy(100)
    floor.book(99, 100)
    below, above = floor.buy(10, 90), floor.buy(10, 91)
    floor.book(99, 100)
    assert floor.order(below).reason is Reason.WOULD_LIQUIDATE
    assert floor.order(above).status is OrderStatus.OPEN


def test_so_many_orders_and_no_more() -> None:
    floor = Floor(rules=Rules(latency_ms=0, order_cap=3))
    floor.open()
    orders = [floor.buy(1, 90) for _ in range(4)]
    floor.book(99, 100)
    assert [floor.order(order).reason for order in orders] == [None, None, None, Reason.ORDER_CAP]
    floor.send(CancelAll(ANN))
    floor.book(99, 100)
    again = floor.buy(1, 90)
    floor.book(99, 100)
    assert floor.order(again).status is OrderStatus.OPEN


@pytest.mark.parametrize("leverage_e2", [50, 10_001, 0, -100])
def test_leverage_that_the_contract_does_not_have_is_refused(floor: Floor, leverage_e2: int) -> None:
    floor.send(SetLeverage(ANN, BTC, leverage_e2))
    assert floor.refusals()[-1].reason is Reason.LEVERAGE


def test_lower_leverage_needs_the_margin_for_it(floor: Floor) -> None:
    floor.buy(900)
    floor.book(99, 100)
    floor.send(SetLeverage(ANN, BTC, 200))
    assert floor.refusals()[-1].reason is Reason.NO_MONEY
    assert floor.position().leverage_e2 == 1_000


def test_the_slots_are_those_of_the_accounts_mode(floor: Floor) -> None:
    order = floor.buy(1, slot=Slot.LONG)
    assert floor.order(order).reason is Reason.NO_POSITION
    floor.open(account=BOB, is_hedged=True)
    other = floor.buy(1, account=BOB)
    assert floor.order(other).reason is Reason.NO_POSITION


def test_a_stranger_is_refused(floor: Floor) -> None:
    order = floor.buy(1, account=77)
    assert floor.order(order).reason is Reason.CLOSED_ACCOUNT
    floor.send(CancelAll(77))
    assert floor.refusals()[-1].reason is Reason.CLOSED_ACCOUNT


def test_the_same_order_twice_is_one_order(floor: Floor) -> None:
    order = Order(400, ANN, BTC, Way.BUY, 5)
    for _ in range(2):
        floor.apply(Sent(Place(order), floor.now_ms))
    floor.book(99, 100)
    assert floor.lots() == 5


def test_an_account_opened_twice_is_opened_once(floor: Floor) -> None:
    assert not floor.send(OpenAccount(ANN, 10**6 * SCALE))
    assert floor.cash() == 10_000


def test_a_real_venues_fill_is_booked_as_it_says(floor: Floor) -> None:
    order = floor.buy(10)
    floor.apply(Executed(ANN, order, BTC, floor.now_ms, True, 100, 4, False, 2 * SCALE))
    floor.apply(Executed(ANN, order, BTC, floor.now_ms, True, 101, 6, True, 1 * SCALE))
    assert (floor.lots(), floor.cash()) == (10, 10_000 - 3)
    assert floor.order(order).status is OrderStatus.FILLED
    assert {fill.model for fill in floor.fills()} == {FillModel.VENUE}
    floor.apply(Executed(ANN, 999, BTC, floor.now_ms, False, 110, 10, False, 0))
    assert (floor.lots(), floor.cash()) == (0, 10_000 - 3 + 94)


def test_every_answer_to_an_order_carries_when_it_was_sent(floor: Floor) -> None:
    order = floor.buy(1)
    sent_at = floor.now_ms
    floor.book(99, 100)
    assert floor.fills()[0].sent_at_ms == sent_at
    assert {o.sent_at_ms for o in floor.said if isinstance(o, OrderChanged) and o.order.order_id == order} == {sent_at}


def test_a_fired_conditional_limit_counts_itself_once_against_the_tier() -> None:
    """60 % of what its leverage may reach."""
    floor = Floor()
    floor.open(cash=100_000, leverage=100)
    floor.last(100)
    order = floor.buy(6_000, 100, trigger=Trigger(101, is_rising=True))
    floor.last(100)
    floor.last(102)
    floor.book(101, 102)
    assert (floor.order(order).status, floor.order(order).reason) == (OrderStatus.OPEN, None)


def test_margin_can_be_taken_back_while_orders_hold_more_than_there_is(floor: Floor) -> None:
    """That frees money, however little there is."""
    floor.buy(10)
    floor.buy(100, symbol=ETH)
    floor.book(99, 100)
    floor.book(99, 100, symbol=ETH)
    floor.send(AddMargin(ANN, BTC, 50 * SCALE))
    floor.buy(900, 95)
    floor.book(99, 100)
    floor.sell(100, symbol=ETH)
    floor.book(80, 81, symbol=ETH)
    floor.send(AddMargin(ANN, BTC, -50 * SCALE))
    position = floor.position()
    assert position is not None
    assert position.extra_margin == 0


@pytest.mark.parametrize(
    "asked",
    [
        {"slippage_ticks": 0},
        {"slippage_ticks": -1},
        {"slippage_ticks": 5, "limit": 100},
        {"slippage_ticks": 5, "trigger": Trigger(110, is_rising=True)},
        {"slippage_ticks": 5, "trailing": Trailing(5)},
    ],
)
def test_only_a_plain_market_order_has_a_tolerance(floor: Floor, asked: dict[str, Any]) -> None:
    assert floor.order(floor.buy(10, **asked)).reason is Reason.BAD_PRICE
