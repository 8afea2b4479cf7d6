"""A contract that ends is over; one listed again is a new one. Rows of one nobody knows any more stand still."""

from engine.exchange.inputs import Delisting
from engine.exchange.money import SCALE
from engine.exchange.orders import OpenAccount, OrderStatus, Place, Sent
from engine.exchange.outputs import OrderChanged
from engine.exchange.venues.paper.floor import Floor
from tests.unit.exchange.core.floor import contract
from tests.unit.exchange.paper.fakes import BTC, floor
from tests.unit.exchange.paper.test_going_on import NOW_MS, book, buy


def sent(on: Floor, order_id: int, at_ms: int = NOW_MS) -> OrderStatus:
    on.act(Sent(Place(buy(order_id).order), at_ms))
    book(on)
    said = [one for one in on.take() if isinstance(one, OrderChanged)]
    return said[-1].status


def test_a_contract_that_is_listed_again_as_it_was_can_be_traded_again() -> None:
    on = floor()
    on.act(Sent(OpenAccount(1, 10_000 * SCALE), NOW_MS))
    book(on)
    on.hear(Delisting(BTC, NOW_MS + 1, 100))
    assert BTC not in on.contracts
    assert BTC not in on.marks
    on.list(contract())
    assert sent(on, 8) is OrderStatus.FILLED
