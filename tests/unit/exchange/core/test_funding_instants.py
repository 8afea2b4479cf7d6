"""Only who holds at the instant pays or is paid, however late the settlement is told."""

from engine.exchange.inputs import Funding
from engine.exchange.outputs import FundingPaid
from tests.unit.exchange.core.floor import BTC, Floor


def settle(floor: Floor, at_ms: int) -> list[FundingPaid]:
    told = floor.apply(Funding(BTC, at_ms, 1_000_000, 100))
    return [one for one in told if isinstance(one, FundingPaid)]


def test_a_position_that_was_opened_after_the_instant_has_nothing_to_do_with_it(floor: Floor) -> None:
    instant = floor.now_ms
    floor.sell(10)
    floor.book(100, 101)
    assert settle(floor, instant) == []


def test_one_that_was_held_then_pays_also_when_the_settlement_is_looked_up_later(floor: Floor) -> None:
    floor.buy(10)
    floor.book(99, 100)
    instant = floor.now_ms
    floor.last(101)
    assert [one.lots for one in settle(floor, instant)] == [10]


def test_one_that_was_turned_round_after_the_instant_is_another_position(floor: Floor) -> None:
    floor.buy(10)
    floor.book(99, 100)
    instant = floor.now_ms
    floor.sell(20)
    floor.book(99, 100)
    assert settle(floor, instant) == []
