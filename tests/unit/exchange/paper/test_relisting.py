"""A contract that ends is over; one listed again is a new one. Rows of one nobody knows any more stand still."""

from collections.abc import Sequence
from weakref import ref

from engine.exchange.contract import Contract
from engine.exchange.core.rules import Rules
from engine.exchange.inputs import Book, Delisting
from engine.exchange.money import SCALE
from engine.exchange.orders import OpenAccount, Order, OrderKind, OrderStatus, Place, Sent, Way
from engine.exchange.outputs import OrderChanged
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.taking_up import take_up
from engine.market.values import Symbol
from tests.unit.exchange.core.floor import contract
from tests.unit.exchange.paper.fakes import BTC, ETH, MemoryJournal, floor
from tests.unit.exchange.paper.test_going_on import NOW_MS, book, buy, opened, scribe_of


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


async def test_what_is_open_in_a_contract_nobody_knows_stands_still_and_the_rest_goes_on() -> None:
    journal = MemoryJournal()
    on = await opened(journal)
    for command_id, symbol in ((8, BTC), (12, ETH)):
        on.act(Sent(Place(Order(command_id, 1, symbol, Way.BUY, 10)), NOW_MS))
        on.act(Sent(Place(Order(command_id + 8, 1, symbol, Way.BUY, 10, OrderKind.LIMIT, 95)), NOW_MS))
        on.hear(Book(symbol, NOW_MS + 1, ((99, 1_000),), ((100, 1_000),)))
    await scribe_of(on, journal, number=1).write()

    async def only_eth(symbols: Sequence[Symbol]) -> Sequence[Contract]:
        return [contract(ETH)]

    taken = await take_up(journal, only_eth, Rules(latency_ms=0))
    assert taken.adopted.strays == (BTC,)
    image = taken.floor.exchange.image(1)
    assert [one.symbol for one in image.positions] == [ETH]
    assert [one.order.symbol for one in image.orders] == [ETH]
    taken.floor.act(Sent(Place(Order(40, 1, ETH, Way.SELL, 10)), NOW_MS))
    taken.floor.hear(Book(ETH, NOW_MS + 2, ((99, 1_000),), ((100, 1_000),)))
    assert taken.floor.exchange.image(1).positions == ()


async def test_an_exchange_that_is_taken_up_anew_leaves_nothing_of_the_one_before() -> None:
    journal = MemoryJournal()
    await opened(journal)

    async def named(symbols: Sequence[Symbol]) -> Sequence[Contract]:
        return [contract()]

    before = ref((await take_up(journal, named, Rules(latency_ms=0))).floor.exchange)
    await take_up(journal, named, Rules(latency_ms=0))
    assert before() is None
