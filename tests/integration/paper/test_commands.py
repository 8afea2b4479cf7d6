"""Commands: durable when acknowledged, each intent once, in the order of their ids and without a hole."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from redis.asyncio import Redis

from db.database import Database
from db.paper.book import PaperCommandBook
from db.paper.journal import PaperJournal
from db.paper.wakes import CommandWakes
from db.pool import open_redis
from engine.exchange.orders import CancelAll, Command, Order, Place, Reason, Way
from engine.exchange.venues.paper.ports import CommandDone, CommandState
from tests.integration.paper.conftest import House
from tests.integration.paper.made import BTC, NOON, SIMULATED, batch


def place(command_id: int, account_id: int) -> Command:
    return Place(Order(command_id, account_id, BTC, Way.BUY, 1))


async def sent(book: PaperCommandBook, account_id: int, intent: str) -> int:
    return (await book.send(account_id, lambda i: place(i, account_id), NOON, intent)).command_id


async def test_a_command_is_named_by_the_id_it_is_given(house: House, book: PaperCommandBook) -> None:
    trader = await house.trader()
    row = await book.send(trader.account_id, lambda i: place(i, trader.account_id), NOON, "a")
    assert row.command == place(row.command_id, trader.account_id)
    assert (row.state, row.sent_at, row.command_id % 4) == (CommandState.WAITING, NOON, 0)
    assert await book.find(row.command_id) == row
    assert list(await house.journal.waiting(0, 10)) == [row]
    assert list(await house.journal.waiting(row.command_id, 10)) == []


async def test_the_same_intent_from_two_devices_is_one_command(house: House, book: PaperCommandBook) -> None:
    trader = await house.trader()
    ids = await asyncio.gather(*(sent(book, trader.account_id, "tap") for _ in range(10)))
    assert len(set(ids)) == 1
    assert len(await house.journal.waiting(0, 100)) == 1


async def test_different_intents_at_once_are_all_there(house: House, book: PaperCommandBook) -> None:
    trader = await house.trader()
    ids = await asyncio.gather(*(sent(book, trader.account_id, str(n)) for n in range(40)))
    assert [one.command_id for one in await house.journal.waiting(0, 100)] == sorted(ids)


async def test_no_command_turns_up_behind_one_that_was_read(house: House, book: PaperCommandBook) -> None:
    """Ids are given out before rows can be seen: who follows them by the last id must not miss any."""
    trader = await house.trader()
    followed: list[int] = []

    async def follow() -> None:
        while len(followed) < 120:
            after = followed[-1] if followed else 0
            followed.extend(one.command_id for one in await house.journal.waiting(after, 7))

    async with asyncio.timeout(30):
        _, *ids = await asyncio.gather(follow(), *(sent(book, trader.account_id, str(n)) for n in range(120)))
    assert followed == sorted(ids)


async def test_a_command_for_an_account_there_is_none_of_is_an_error(book: PaperCommandBook) -> None:
    with pytest.raises(LookupError):
        await book.send(123_456_789, lambda _: CancelAll(1), NOON, "x")


async def test_an_outcome_that_does_not_come_is_none(house: House, book: PaperCommandBook) -> None:
    trader = await house.trader()
    command_id = await sent(book, trader.account_id, "a")
    assert await book.outcome(command_id, 0.06) is None
    with pytest.raises(LookupError):
        await book.outcome(command_id + 4, 0.06)


async def test_a_refusal_comes_with_its_numbers(house: House, book: PaperCommandBook) -> None:
    trader = await house.trader()
    command_id = await sent(book, trader.account_id, "a")
    refused = CommandDone(command_id, Reason.NO_MONEY, (("need", "101"), ("have", "100")))
    await house.journal.write(batch(2, done=[refused]))
    row = await book.outcome(command_id, 1)
    assert row is not None
    assert (row.state, row.refusal, row.numbers) == (CommandState.REFUSED, refused.refusal, refused.numbers)
    assert list(await house.journal.waiting(0, 10)) == []


async def test_the_outcome_is_found_with_redis_away(house: House, database: Database) -> None:
    nowhere = open_redis("redis://127.0.0.1:1/0")
    wakes = CommandWakes(nowhere, SIMULATED)
    book, journal = PaperCommandBook(database, wakes), PaperJournal(database, SIMULATED, wakes)
    trader = await house.trader()
    command_id = await sent(book, trader.account_id, "a")
    waiter = asyncio.gather(book.outcome(command_id, 20), journal.write(batch(2, done=[CommandDone(command_id)])))
    row, _ = await waiter
    assert row is not None
    assert row.state is CommandState.DONE
    await nowhere.aclose()


@asynccontextmanager
async def running(wakes: CommandWakes, redis: Redis, listeners: int) -> AsyncIterator[None]:
    """Until the subscription stands: what is told before is not heard."""
    async with asyncio.TaskGroup() as group:
        task = group.create_task(wakes.run())
        async with asyncio.timeout(5):
            while dict(await redis.pubsub_numsub("helix:paper:sent:simulated")).popitem()[1] < listeners:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        yield
        task.cancel()


async def test_who_waits_for_commands_is_woken_by_a_send(house: House, database: Database, redis: Redis) -> None:
    trader = await house.trader()
    exchange, chat = CommandWakes(redis, SIMULATED), CommandWakes(redis, SIMULATED)
    async with running(exchange, redis, 1), asyncio.timeout(10):
        await asyncio.gather(exchange.sent(60), sent(PaperCommandBook(database, chat), trader.account_id, "a"))


async def test_who_waits_for_an_outcome_is_woken_by_the_batch(house: House, database: Database, redis: Redis) -> None:
    trader = await house.trader()
    exchange, chat = CommandWakes(redis, SIMULATED), CommandWakes(redis, SIMULATED)
    book = PaperCommandBook(database, chat)
    command_id = await sent(book, trader.account_id, "a")
    async with running(chat, redis, 1), asyncio.timeout(10):
        with chat.done(command_id) as told:
            journal = PaperJournal(database, SIMULATED, exchange)
            await asyncio.gather(told.wait(), journal.write(batch(2, done=[CommandDone(command_id)])))
