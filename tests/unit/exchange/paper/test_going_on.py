"""Commands are carried out once, what came of them is announced once it is written, and a restart goes on with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from weakref import ref

from engine.exchange.contract import Contract
from engine.exchange.core.exchange import Exchange
from engine.exchange.core.rules import Rules
from engine.exchange.from_instrument import contract_of
from engine.exchange.inputs import Book, Prices
from engine.exchange.money import SCALE
from engine.exchange.orders import Cancel, OpenAccount, Order, OrderKind, Place, Reason, Sent, Way
from engine.exchange.outputs import Acted, Fill, OrderChanged
from engine.exchange.settling import Settlements
from engine.exchange.venues.paper.floor import MOST_UNWRITTEN, Floor
from engine.exchange.venues.paper.intake import Intake
from engine.exchange.venues.paper.listing import Listing
from engine.exchange.venues.paper.ports import CommandRow
from engine.exchange.venues.paper.scribe import Scribe
from engine.exchange.venues.paper.taking_up import take_up
from engine.feeds.pacing import Backoff
from engine.market.values import Instrument, Symbol
from tests.unit.exchange.contracts import some_instrument
from tests.unit.exchange.core.floor import contract
from tests.unit.exchange.paper.fakes import BTC, ETH, HeardNews, MemoryJournal, StillClock, floor
from tests.unit.exchange.paper.test_market_side import Venues, kept

NOW_MS = int(StillClock().at.timestamp() * 1000)
NAMES: list[Symbol] = []


async def no_wake(within_s: float) -> None:
    """Nobody wakes anybody here."""


def intake_of(on: Floor, journal: MemoryJournal) -> Intake:
    NAMES.clear()
    return Intake(on, journal, no_wake, NAMES.append)


def scribe_of(on: Floor, journal: MemoryJournal, news: HeardNews | None = None, number: int = 0) -> Scribe:
    return Scribe(on, journal, news or HeardNews(), StillClock(), number, Backoff(0.0, 0.0, Random(1)))


def book(on: Floor, bid: int = 99, ask: int = 101, after_ms: int = 1) -> None:
    on.hear(Prices(BTC, NOW_MS + after_ms, last_ticks=100, mark_ticks=100))
    on.hear(Book(BTC, NOW_MS + after_ms, ((bid, 1_000),), ((ask, 1_000),)))


def buy(command_id: int, lots: int = 10, limit: int | None = None) -> Place:
    kind = OrderKind.MARKET if limit is None else OrderKind.LIMIT
    return Place(Order(command_id, 1, BTC, Way.BUY, lots, kind, limit))


def fills(journal: MemoryJournal) -> list[Fill]:
    return [one for batch in journal.batches for one in batch.outputs if isinstance(one, Fill)]


async def opened(journal: MemoryJournal) -> Floor:
    on = floor()
    journal.send(4, OpenAccount(1, 10_000 * SCALE))
    await intake_of(on, journal).take_in()
    await scribe_of(on, journal).write()
    return on


async def test_an_order_is_carried_out_once_however_often_its_row_is_seen() -> None:
    journal = MemoryJournal()
    on = await opened(journal)
    journal.send(8, buy(8))
    intake = intake_of(on, journal)
    assert [await intake.take_in(), await intake.take_in()] == [1, 0]
    book(on)
    await scribe_of(on, journal, number=1).write()
    assert [(one.order_id, one.ticks, one.lots) for one in fills(journal)] == [(8, 101, 10)]
    assert journal.rows == {}


@dataclass
class Counted(MemoryJournal):
    """How many rows were read."""

    read: int = 0

    async def waiting(self, after_id: int, limit: int) -> Sequence[CommandRow]:
        rows = await super().waiting(after_id, limit)
        self.read += len(rows)
        return rows


async def test_what_waits_for_its_market_is_read_once_however_often_others_send() -> None:
    journal = Counted()
    on = await opened(journal)
    on.act(Sent(buy(8, 10, 90), NOW_MS))
    book(on)
    intake, before = intake_of(on, journal), journal.read
    for command_id in range(12, 412, 4):
        journal.send(command_id, Cancel(1, 8))
        await intake.take_in()
    assert len(journal.rows) == journal.read - before == 100


async def test_what_was_not_written_is_not_announced() -> None:
    journal, news = MemoryJournal(away=3), HeardNews()
    on = floor()
    journal.send(4, OpenAccount(1, 10_000 * SCALE))
    await intake_of(on, journal).take_in()
    heard: list[int] = []
    scribe = Scribe(
        on, journal, news, StillClock(), 0, Backoff(0.0, 0.0, Random(1)), [lambda out: heard.append(len(out))]
    )
    await scribe.write()
    assert len(journal.batches) == 1, "tried until it was taken"
    assert [one.account_id for one in news.told] == [1]
    assert len(heard) == 1


async def test_a_batch_whose_confirmation_was_lost_is_written_once() -> None:
    journal = MemoryJournal(away=2, is_late=True)
    on = floor()
    journal.send(4, OpenAccount(1, 10_000 * SCALE))
    await intake_of(on, journal).take_in()
    await scribe_of(on, journal).write()
    assert [batch.number for batch in journal.batches] == [1]


async def test_a_restart_before_the_write_carries_the_order_out_and_one_after_it_does_not_repeat_it() -> None:
    journal = MemoryJournal()
    on = await opened(journal)
    journal.send(8, buy(8))
    await intake_of(on, journal).take_in()
    book(on)  # filled in memory, and the process dies before anything is written

    async def named(symbols: object) -> list[object]:
        return [contract(), contract(ETH)]

    for died_after_write in (False, True):
        taken = await take_up(journal, named, Rules(latency_ms=0))  # type: ignore[arg-type]
        again = taken.floor
        again.list(contract())
        assert await intake_of(again, journal).take_in() == (0 if died_after_write else 1)
        book(again, after_ms=5)
        await scribe_of(again, journal, number=taken.batch).write()
        assert len(fills(journal)) == 1


async def test_a_cancel_on_its_way_is_sent_again_after_a_restart() -> None:
    journal = MemoryJournal()
    on = await opened(journal)
    journal.send(8, buy(8, limit=50))
    await intake_of(on, journal).take_in()
    book(on)
    await scribe_of(on, journal, number=1).write()
    journal.send(12, Cancel(1, 8))
    await intake_of(on, journal).take_in()
    assert 12 in journal.rows, "it has not reached the book"

    async def named(symbols: object) -> list[object]:
        return [contract(), contract(ETH)]

    taken = await take_up(journal, named, Rules(latency_ms=0))  # type: ignore[arg-type]
    assert (taken.adopted.orders, taken.adopted.positions) == (1, 0)
    assert await intake_of(taken.floor, journal).take_in() == 1
    book(taken.floor, after_ms=9)
    await scribe_of(taken.floor, journal, number=taken.batch).write()
    ended = [one for one in journal.batches[-1].outputs if isinstance(one, OrderChanged)]
    assert [one.reason for one in ended] == [Reason.BY_USER]
    assert journal.rows == {}


async def test_an_account_in_a_contract_nobody_knows_any_more_stands_still_and_the_others_go_on() -> None:
    journal = MemoryJournal()
    on = await opened(journal)
    journal.send(8, buy(8))
    journal.send(12, OpenAccount(2, 10_000 * SCALE))
    await intake_of(on, journal).take_in()
    book(on)
    await scribe_of(on, journal, number=1).write()

    async def named(symbols: object) -> list[object]:
        return [contract(ETH)]

    taken = await take_up(journal, named, Rules(latency_ms=0))  # type: ignore[arg-type]
    assert taken.adopted.strays == (BTC,)
    assert (taken.adopted.accounts, taken.adopted.positions) == (1, 0)
    assert taken.floor.exchange.image(2).account.cash == 10_000 * SCALE


async def test_a_command_of_an_unknown_contract_is_refused_and_done() -> None:
    journal = MemoryJournal()
    on = await opened(journal)
    on.is_listed = True
    journal.send(8, Place(Order(8, 1, Symbol("NOPEUSDT"), Way.BUY, 1)))
    await intake_of(on, journal).take_in()
    await scribe_of(on, journal, number=1).write()
    assert [(one.command_id, one.refusal) for one in journal.batches[-1].done] == [(8, Reason.DELISTED)]


async def test_before_the_venue_was_heard_a_contract_is_not_gone_and_what_was_sent_after_waits_with_it() -> None:
    """At a start all that was sent meanwhile waits, and the venue's list may come later than the rows."""
    journal, listed = MemoryJournal(), list[Instrument]()
    on = Floor(Exchange([], Rules(latency_ms=0)))
    listing = Listing(on, Venues(listed).all, contract_of, kept, StillClock(), Settlements().forget)
    journal.send(4, OpenAccount(1, 10_000 * SCALE))
    journal.send(8, buy(8, 1, 90))
    journal.send(12, Cancel(1, 8))
    journal.send(16, OpenAccount(2, 10_000 * SCALE), 2)
    intake = intake_of(on, journal)
    await listing.look()
    assert await intake.take_in() == 2
    listed.append(some_instrument())
    await listing.look()
    assert await intake.take_in() == 2
    refused = [one.reason for one in on.take() if isinstance(one, Acted) and one.reason is not None]
    assert refused == []


async def test_nothing_is_filled_that_cannot_be_written_down() -> None:
    journal = MemoryJournal()
    on = await opened(journal)
    journal.send(8, buy(8))
    await intake_of(on, journal).take_in()
    on._outputs.extend([on.exchange.image(1).account] * MOST_UNWRITTEN)
    assert not on.hear(Book(BTC, NOW_MS + 1, ((99, 10),), ((101, 10),)))
    on.take()
    assert on.hear(Book(BTC, NOW_MS + 2, ((99, 10),), ((101, 10),)))


async def test_a_market_is_wanted_as_soon_as_an_order_needs_it() -> None:
    journal = MemoryJournal()
    on = await opened(journal)
    journal.send(8, buy(8))
    await intake_of(on, journal).take_in()
    assert NAMES == [BTC]


async def test_an_exchange_that_is_taken_up_anew_leaves_nothing_of_the_one_before() -> None:
    journal = MemoryJournal()
    await opened(journal)

    async def named(symbols: Sequence[Symbol]) -> Sequence[Contract]:
        return [contract()]

    before = ref((await take_up(journal, named, Rules(latency_ms=0))).floor.exchange)
    await take_up(journal, named, Rules(latency_ms=0))
    assert before() is None


async def first_fill_ms(behind_ms: int) -> int | None:
    """When an order is filled that is sent by a clock so far behind the venue's; books come every 50 ms."""
    journal = MemoryJournal()
    on = floor(Rules(latency_ms=100))
    journal.send(4, OpenAccount(1, 10_000 * SCALE))
    await intake_of(on, journal).take_in()
    book(on, after_ms=behind_ms)
    journal.send(8, buy(8))
    await intake_of(on, journal).take_in()
    for after_ms in range(behind_ms + 50, behind_ms + 301, 50):
        book(on, after_ms=after_ms)
    return next((one.at_ms - NOW_MS - behind_ms for one in on.take() if isinstance(one, Fill)), None)


async def test_a_clock_that_is_behind_gives_nobody_a_book_of_the_past() -> None:
    assert [await first_fill_ms(behind_ms) for behind_ms in (0, 3_000, 9_999)] == [100, 100, 100]


async def test_what_waited_while_nobody_took_it_in_is_as_old_as_it_is() -> None:
    """At market it is given up, not carried out so late."""
    assert await first_fill_ms(600_000) is None
