"""Whatever a command was on its way to, somebody is told what became of it: once, and what became of it alone."""

import pytest

from engine.exchange.inputs import Delisting
from engine.exchange.orders import (
    Amend,
    Cancel,
    CancelAll,
    CloseAccount,
    Command,
    Order,
    Place,
    Reason,
    Sent,
    SetStops,
    Way,
)
from engine.exchange.outputs import Acted, Output
from tests.unit.exchange.core.floor import ANN, BTC, ETH, Floor

RESTING = 4


def acted(outputs: object) -> list[tuple[int, Reason | None]]:
    assert isinstance(outputs, list | tuple)
    return [(one.command_id, one.reason) for one in outputs if isinstance(one, Acted)]


def send(floor: Floor, command: Command, command_id: int = 100) -> list[Output]:
    return list(floor.apply(Sent(command, floor.now_ms, command_id)))


@pytest.mark.parametrize(
    "command", [Cancel(ANN, RESTING), Amend(ANN, RESTING, lots=5), CancelAll(ANN, BTC), SetStops(ANN, BTC, 100)]
)
def test_the_end_of_a_contract_ends_what_was_on_its_way_to_it(floor: Floor, command: Command) -> None:
    floor.buy(10, 90)
    floor.book(99, 100)
    assert acted(send(floor, command)) == []
    assert acted(floor.apply(Delisting(BTC, floor.now_ms, 100))) == [(100, Reason.DELISTED)]


def test_also_where_nothing_was_open_in_it(floor: Floor) -> None:
    send(floor, SetStops(ANN, BTC, 100, stop_loss_ticks=90))
    assert acted(floor.apply(Delisting(BTC, floor.now_ms, 100))) == [(100, Reason.DELISTED)]
    assert floor.exchange.image(ANN).pending == ()


def test_what_went_to_several_contracts_is_told_when_the_last_of_them_is_done(floor: Floor) -> None:
    floor.buy(10, 90)
    floor.buy(10, 90, symbol=ETH)
    floor.book(99, 100)
    floor.book(99, 100, symbol=ETH)
    send(floor, CancelAll(ANN))
    assert acted(floor.apply(Delisting(BTC, floor.now_ms, 100))) == []
    assert acted(floor.book(99, 100, symbol=ETH)) == [(100, None)]


def test_the_end_of_an_account_ends_what_was_on_its_way(floor: Floor) -> None:
    floor.buy(10, 90)
    floor.buy(10, 90, symbol=ETH)
    floor.book(99, 100)
    floor.book(99, 100, symbol=ETH)
    send(floor, Cancel(ANN, RESTING), 100)
    send(floor, CancelAll(ANN), 104)
    told = acted(send(floor, CloseAccount(ANN), 108))
    assert told == [(100, Reason.CLOSED_ACCOUNT), (104, Reason.CLOSED_ACCOUNT), (108, None)]


def test_a_strangers_refusal_is_not_that_of_whoever_was_given_up_in_the_same_moment(floor: Floor) -> None:
    floor.buy(10)
    floor.now_ms += 60_000
    command = Place(Order(200, 99, BTC, Way.BUY, 10))
    assert acted(send(floor, command, 200)) == [(200, Reason.CLOSED_ACCOUNT)]
