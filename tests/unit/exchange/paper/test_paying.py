"""A contract with very many holders: its funding is paid a part at a time, and everything else goes on in between."""

import asyncio
from datetime import timedelta

from engine.exchange.core.rules import Rules
from engine.exchange.inputs import Book, Funding, Prices
from engine.exchange.money import SCALE
from engine.exchange.orders import OpenAccount, Order, Place, Sent, Way
from engine.exchange.outputs import FundingPaid
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.paying import pay_in_parts
from engine.exchange.venues.paper.ports import Unfinished
from engine.exchange.venues.paper.scribe import Scribe, news_of
from engine.exchange.venues.paper.valuing import Valuer
from tests.unit.exchange.paper.fakes import BTC, ETH, HeardNews, MemoryJournal, StillClock, floor
from tests.unit.exchange.paper.test_going_on import scribe_of
from tests.unit.exchange.paper.test_market_side import Points

NOW_MS = int(StillClock().at.timestamp() * 1000)
HOLDERS = 2_000
INSTANT = Funding(BTC, NOW_MS + 10, 10_000, 100)


def crowd(holders: int = HOLDERS) -> Floor:
    """All long at 101."""
    on = floor(Rules(latency_ms=0, holders_at_once=0))
    for account_id in range(1, holders + 1):
        on.act(Sent(OpenAccount(account_id, 10_000 * SCALE), NOW_MS))
        on.act(Sent(Place(Order(4 * account_id, account_id, BTC, Way.BUY, 10)), NOW_MS))
    on.take()
    on.hear(Prices(BTC, NOW_MS + 1, last_ticks=100, mark_ticks=100))
    on.hear(Book(BTC, NOW_MS + 1, ((99, 10**9),), ((101, 10**9),)))
    on.take()
    return on


def paid(outputs: object) -> list[int]:
    return [one.account_id for one in outputs if isinstance(one, FundingPaid)]  # type: ignore[attr-defined]


async def test_no_more_is_paid_than_can_be_written_and_the_market_is_heard_meanwhile() -> None:
    on = crowd()
    on.act(INSTANT)
    for _ in range(20):
        on.settle()
    waiting = len(on._outputs)
    assert on.owing.is_set()
    assert waiting < 7_000
    assert on.hear(Prices(ETH, NOW_MS + 20, last_ticks=100))
    first = paid(on.take())
    on.settle()
    assert paid(on.take())[0] == first[-1] + 1


async def test_it_is_paid_to_the_end_while_the_scribe_writes() -> None:
    on, journal = crowd(), MemoryJournal()
    scribe: Scribe = scribe_of(on, journal, HeardNews())
    on.act(INSTANT)
    async with asyncio.TaskGroup() as group:
        running = [group.create_task(pay_in_parts(on)), group.create_task(scribe.run())]
        while on.owing.is_set() or on.changed.is_set():  # noqa: ASYNC110  # two things to wait for
            await asyncio.sleep(0.01)
        for task in running:
            task.cancel()
    ids = [account_id for batch in journal.batches for account_id in paid(batch.outputs)]
    assert ids == list(range(1, HOLDERS + 1))
    assert max(len(batch.outputs) for batch in journal.batches) < 7_000


async def test_what_was_not_paid_before_the_end_of_the_process_goes_on_after_it() -> None:
    on = crowd(30)
    again = floor(Rules(latency_ms=0, holders_at_once=0))
    for account_id in on.exchange.account_ids():
        again.restore(on.exchange.image(account_id))
    again.resume(Unfinished(INSTANT, frozenset(range(1, 12))))
    assert again.owing.is_set()
    again.settle()
    assert paid(again.take()) == list(range(12, 31))
    assert not again.owing.is_set()


async def test_a_floor_that_has_ended_pays_nobody() -> None:
    on = crowd(3)
    on.act(INSTANT)
    on.end()
    on.settle()
    assert on.take() == ()
    assert on.exchange.is_settling


async def test_nobody_is_told_of_the_settlement_itself() -> None:
    on = crowd(3)
    on.act(INSTANT)
    assert news_of(on.take()) == []
    on.settle()
    assert [one.account_id for one in news_of(on.take())] == [1, 2, 3]


async def test_the_curve_gets_its_points_in_parts_too_and_wakes_nobody() -> None:
    on, clock, points = crowd(), StillClock(), Points()
    valuer = Valuer(on, points, clock)
    assert await valuer.value() == HOLDERS
    assert [account_id for account_id, _ in points.kept] == list(range(1, HOLDERS + 1))
    clock.at += timedelta(minutes=1)
    assert await valuer.value() == 0
