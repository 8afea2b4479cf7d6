"""What is written down of an account is enough to go on with it."""

from dataclasses import replace

import pytest

from engine.exchange.core.exchange import Exchange
from engine.exchange.core.rules import Rules
from engine.exchange.orders import OrderStatus, Place, Sent, Trigger
from engine.exchange.outputs import AccountChanged, Image, OrderChanged, PositionChanged, Purse
from tests.unit.exchange.core.floor import ANN, BTC, ETH, Floor, contract


def as_written(floor: Floor) -> Image:
    """From the last word on everything, without what no table keeps."""
    accounts = [output for output in floor.said if isinstance(output, AccountChanged)]
    positions = {(o.symbol, o.slot): o for o in floor.said if isinstance(o, PositionChanged)}
    orders = {o.order.order_id: o for o in floor.said if isinstance(o, OrderChanged)}
    return Image(
        accounts[-1],
        tuple(position for position in positions.values() if position.lots),
        tuple(replace(order, is_entering=False) for order in orders.values() if not order.status.is_final),
    )


def restarted(floor: Floor) -> Floor:
    again = Floor(rules=floor.exchange._desk.rules)
    again.exchange = Exchange((contract(), contract(ETH)), Rules(latency_ms=0), next_fill_id=1_000)
    again.now_ms = floor.now_ms
    again.exchange.restore(as_written(floor))
    return again


def test_positions_orders_and_money_are_there_again(floor: Floor) -> None:
    floor.buy(10, take_profit_ticks=120, stop_loss_ticks=95)
    floor.buy(5, 90)
    floor.book(99, 100)
    again = restarted(floor)
    before, after = floor.exchange.image(ANN), again.exchange.image(ANN)
    assert replace(after.account, at_ms=0) == replace(before.account, at_ms=0)
    assert after.positions == before.positions
    assert {o.order.order_id for o in after.orders} == {o.order.order_id for o in before.orders}
    assert again.exchange.equity(ANN) == after.account.cash
    assert again.exchange.used_symbols() == {BTC}
    assert sum(again.exchange.purses().values()) == 0
    assert again.exchange.purses()[Purse.CASH] == after.account.cash


def test_an_order_on_its_way_arrives_after_the_restart(floor: Floor) -> None:
    order = floor.buy(10)
    again = restarted(floor)
    again.book(99, 100)
    assert (again.lots(), again.order(order).status) == (10, OrderStatus.FILLED)
    assert again.fills()[0].fill_id == 1_000


def test_a_stop_that_fired_before_the_restart_fills_after_it(floor: Floor) -> None:
    floor.buy(10)
    floor.book(99, 100)
    floor.sell(10, reduce_only=True, trigger=Trigger(95, is_rising=False))
    floor.last(100)
    floor.last(95)
    again = restarted(floor)
    again.book(94, 95)
    assert again.lots() == 0


def test_a_stop_that_waits_fires_after_the_restart(floor: Floor) -> None:
    floor.buy(10, stop_loss_ticks=95)
    floor.book(99, 100)
    again = restarted(floor)
    again.last(94)
    again.book(93, 94)
    assert again.lots() == 0


def test_the_same_order_sent_again_after_a_restart_is_one_order(floor: Floor) -> None:
    order = floor.buy(10)
    sent = next(event for event in floor.log if isinstance(event, Sent) and isinstance(event.command, Place))
    again = restarted(floor)
    assert not again.apply(sent)
    again.book(99, 100)
    assert (again.lots(), again.order(order).filled_lots) == (10, 10)


def test_a_position_of_an_unknown_contract_is_a_mistake(floor: Floor) -> None:
    floor.buy(10)
    floor.book(99, 100)
    with pytest.raises(KeyError):
        Exchange((contract(ETH),)).restore(as_written(floor))
