"""Events that wait for a slow reader."""

import asyncio
from contextlib import aclosing

from engine.feeds.mailbox import Mailbox
from engine.feeds.streaming import Emit, heard_together


def _books_by_name(event: str) -> str | None:
    return event.split()[1] if event.startswith("book") else None


async def _all(mailbox: Mailbox[str]) -> list[str]:
    return [await mailbox.get() for _ in range(len(mailbox))]


async def test_of_the_books_that_wait_only_the_newest_is_told_after_what_came_before_it() -> None:
    mailbox = Mailbox(_books_by_name)
    for event in ("book BTC 1", "trade 1", "book ETH 1", "book BTC 2", "trade 2"):
        await mailbox.put(event)
    assert await _all(mailbox) == ["trade 1", "book ETH 1", "book BTC 2", "trade 2"]


async def test_books_that_are_read_at_once_are_all_told() -> None:
    mailbox, heard = Mailbox(_books_by_name), list[str]()
    for event in ("book BTC 1", "book BTC 2"):
        await mailbox.put(event)
        heard += await _all(mailbox)
    assert heard == ["book BTC 1", "book BTC 2"]


async def test_a_full_mailbox_makes_the_venue_wait_and_loses_nothing() -> None:
    mailbox = Mailbox(_books_by_name, room=2)

    async def tell() -> None:
        for number in range(6):
            await mailbox.put(f"trade {number}")

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(tell())
        heard = [await mailbox.get() for _ in range(6)]
    assert heard == [f"trade {number}" for number in range(6)]


async def test_a_stream_lets_events_wait_in_the_mailbox_it_was_given() -> None:
    async def tell(emit: Emit[str]) -> None:
        for event in ("book BTC 1", "trade 1", "book BTC 2"):
            await emit(event)
        await asyncio.Event().wait()

    async with asyncio.timeout(5), aclosing(heard_together([tell], Mailbox(_books_by_name))) as events:
        assert [await anext(events) for _ in range(2)] == ["trade 1", "book BTC 2"]
