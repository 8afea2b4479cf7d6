"""The tape and the book come by different ways: a print may be told after a book that is younger than it."""

from engine.exchange.core.rules import Rules
from engine.exchange.inputs import Trade
from engine.exchange.orders import OrderStatus
from tests.unit.exchange.core.floor import BTC, Floor

LATENCY_MS = 100


def resting() -> tuple[Floor, int, int]:
    """With the order's id and when it was sent; ten lots stand before it."""
    floor = Floor(rules=Rules(latency_ms=LATENCY_MS))
    floor.open()
    floor.last(100)
    sent_ms = floor.now_ms
    order = floor.buy(5, 99)
    floor.book(99, 101, lots=10)
    assert floor.order(order).status is OrderStatus.OPEN
    return floor, order, sent_ms


def tell(floor: Floor, at_ms: int, ticks: int, lots: int) -> None:
    floor.apply(Trade(BTC, at_ms, ticks, lots, is_buy=False))


def test_a_print_from_before_the_order_was_there_does_not_go_through_it() -> None:
    floor, _, sent_ms = resting()
    tell(floor, sent_ms + LATENCY_MS - 1, 98, 100)
    assert floor.lots() == 0
    tell(floor, floor.now_ms + 1, 98, 1)
    assert floor.lots() == 5


def test_nor_does_it_move_its_queue() -> None:
    floor, _, sent_ms = resting()
    tell(floor, sent_ms + LATENCY_MS - 1, 99, 12)
    tell(floor, floor.now_ms + 1, 99, 10)
    assert floor.lots() == 0
    tell(floor, floor.now_ms + 2, 99, 3)
    assert floor.lots() == 3


def test_others_that_were_there_are_filled_by_it() -> None:
    floor, _, _ = resting()
    floor.now_ms += 1_000
    floor.buy(5, 99)
    floor.book(99, 101, lots=10)
    tell(floor, floor.now_ms - 1_500, 98, 1)
    assert floor.lots() == 5
