"""The inbox: nothing lost, nothing twice, each lane in order."""

import asyncio

import pytest

from db.database import Database
from db.people.answers import AnswerRepository
from db.people.inbox import InboxRepository
from engine.club.inbox import AnswerState, Incoming
from engine.errors import StorageAway

BOT = 1


def update(number: int, lane: int = 7) -> Incoming:
    return Incoming(number, lane, f'{{"update_id": {number}}}')


@pytest.fixture
def inbox(database: Database) -> InboxRepository:
    return InboxRepository(database)


async def claim(inbox: InboxRepository, worker: str = "a", lease_s: float = 60) -> list[int]:
    return [c.update_id for c in await inbox.claim(BOT, worker, 10, lease_s)]


async def test_an_update_is_stored_once_and_not_again_after_it_was_handled(inbox: InboxRepository) -> None:
    assert await inbox.put(BOT, [update(1), update(2)]) == 2
    assert await inbox.put(BOT, [update(1), update(3)]) == 1
    assert await claim(inbox) == [1]
    await inbox.done(BOT, 1)
    assert await inbox.put(BOT, [update(1)]) == 0
    assert await inbox.waiting(BOT) == 2


async def test_a_lane_is_worked_in_order_and_lanes_side_by_side(inbox: InboxRepository) -> None:
    await inbox.put(BOT, [update(1, 7), update(2, 7), update(3, 8)])
    assert await claim(inbox, "a") == [1, 3]
    assert await claim(inbox, "b") == []
    await inbox.done(BOT, 1)
    assert await claim(inbox, "b") == [2]


async def test_what_a_dead_worker_held_is_worked_again_and_counted(inbox: InboxRepository) -> None:
    await inbox.put(BOT, [update(1)])
    assert await claim(inbox, "dead", lease_s=0.05) == [1]
    await asyncio.sleep(0.06)
    again = await inbox.claim(BOT, "alive", 10, 60)
    assert [(c.update_id, c.attempt) for c in again] == [(1, 2)]


async def test_an_extended_claim_stays_and_one_given_up_does_not(inbox: InboxRepository) -> None:
    await inbox.put(BOT, [update(1, 1), update(2, 2)])
    assert await claim(inbox, "a", lease_s=0.05) == [1, 2]
    await inbox.extend(BOT, "a", [1], 60)
    await asyncio.sleep(0.06)
    assert await claim(inbox, "b") == [2]


async def test_a_worker_that_stops_gives_its_claims_back_at_once(inbox: InboxRepository) -> None:
    await inbox.put(BOT, [update(1, 1), update(2, 2)])
    await inbox.claim(BOT, "a", 1, 60)
    await inbox.claim(BOT, "b", 1, 60)
    await inbox.give_back(BOT, "a")
    assert await claim(inbox, "c") == [1]


async def test_a_released_update_waits_and_holds_its_lane(inbox: InboxRepository) -> None:
    await inbox.put(BOT, [update(1), update(2)])
    await claim(inbox)
    await inbox.release(BOT, 1, 0.1, "database away")
    assert await claim(inbox) == []
    await asyncio.sleep(0.11)
    assert await claim(inbox) == [1]


async def test_two_workers_at_once_never_get_the_same_update(inbox: InboxRepository) -> None:
    await inbox.put(BOT, [update(n, n) for n in range(1, 201)])
    taken: list[int] = []

    async def work(worker: str) -> None:
        while got := await inbox.claim(BOT, worker, 7, 60):
            taken.extend(c.update_id for c in got)

    async with asyncio.TaskGroup() as group:
        for worker in "abcd":
            group.create_task(work(worker))
    assert sorted(taken) == list(range(1, 201))


async def test_what_is_old_is_forgotten(inbox: InboxRepository) -> None:
    await inbox.put(BOT, [update(1)])
    await inbox.done(BOT, 1)
    await inbox.forget(0)
    assert await inbox.put(BOT, [update(1)]) == 1


async def test_an_answer_is_intended_before_and_confirmed_after(database: Database) -> None:
    answers = AnswerRepository(database)
    await answers.intend(BOT, 5, 0, "sendMessage")
    await answers.intend(BOT, 5, 1, "sendPhoto")
    await answers.confirm(BOT, 5, 0, '{"message_id": 9}')
    first, second = await answers.of(BOT, 5)
    assert (first.state, first.result) == (AnswerState.SENT, '{"message_id": 9}')
    assert second.state is AnswerState.INTENT
    await answers.withdraw(BOT, 5, 0)
    await answers.withdraw(BOT, 5, 1)
    assert [a.step for a in await answers.of(BOT, 5)] == [0], "what was sent cannot be withdrawn"


async def test_a_database_that_is_away_says_so(database: Database) -> None:
    await database._pool.close()
    with pytest.raises(StorageAway):
        await InboxRepository(database).waiting(BOT)
