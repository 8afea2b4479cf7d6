"""The limits and the order of what is sent."""

import asyncio
import time

import pytest

from bot.sending.gate import Gate
from bot.sending.limiter import Limiter, Limits
from bot.sending.posting import Posting, Priority, Stale, current_posting, posted_as
from bot.sending.quota import LocalQuota

REPLY, ALERT, BROADCAST = (Posting(p) for p in Priority)


async def test_a_quota_gives_so_many_and_then_says_how_long() -> None:
    quota = LocalQuota()
    assert [await quota.take("a", 2, 60.0) for _ in range(2)] == [0.0, 0.0]
    assert 59 < await quota.take("a", 2, 60.0) <= 60
    assert await quota.take("b", 2, 60.0) == 0.0


async def test_never_more_than_the_limit_in_any_span() -> None:
    limiter, sent = Limiter(LocalQuota(), Limits(overall=5, overall_span_s=0.1)), []

    async def one(chat: int) -> None:
        await limiter.wait(chat, REPLY)
        sent.append(time.monotonic())

    async with asyncio.TaskGroup() as group:
        for chat in range(1, 17):
            group.create_task(one(chat))
    assert len(sent) == 16
    assert all(sent[n + 5] - sent[n] >= 0.095 for n in range(len(sent) - 5))


async def test_a_burst_in_one_private_chat_goes_out_at_once_and_in_a_group_does_not() -> None:
    limiter = Limiter(LocalQuota(), Limits(overall=100, group=3, group_span_s=60))
    async with asyncio.timeout(1):
        for _ in range(20):
            await limiter.wait(7, REPLY)
        for _ in range(3):
            await limiter.wait(-7, REPLY)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await limiter.wait(-7, REPLY)
    async with asyncio.timeout(1):
        await limiter.wait(-8, REPLY)


async def test_replies_go_before_alerts_before_broadcasts() -> None:
    is_open, order = False, []

    async def take() -> float:
        return 0.0 if is_open else 0.01

    gate = Gate(take)

    async def one(posting: Posting, name: str) -> None:
        await gate.pass_through(posting)
        order.append(name)

    async with asyncio.TaskGroup() as group:
        for posting, name in ((BROADCAST, "b1"), (ALERT, "a1"), (BROADCAST, "b2"), (REPLY, "r1"), (ALERT, "a2")):
            group.create_task(one(posting, name))
        await asyncio.sleep(0)
        is_open = True
    assert order == ["r1", "a1", "a2", "b1", "b2"]


async def test_a_chat_told_to_wait_does_not_hold_up_the_others() -> None:
    limiter = Limiter(LocalQuota())
    limiter.close(1, 60)
    async with asyncio.timeout(1):
        await limiter.wait(2, REPLY)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await limiter.wait(1, REPLY)


async def test_a_price_that_would_wait_past_its_time_is_dropped_at_once() -> None:
    limiter = Limiter(LocalQuota())
    limiter.close(1, 60)
    with posted_as(Priority.ALERT, good_for_s=5):
        started = time.monotonic()
        with pytest.raises(Stale):
            await limiter.wait(1, current_posting())
        assert time.monotonic() - started < 1
    assert current_posting() == REPLY


async def test_somebody_who_leaves_the_queue_does_not_block_it() -> None:
    waits = iter([0.02, 0.0, 0.0])

    async def take() -> float:
        return next(waits, 0.0)

    gate = Gate(take)
    async with asyncio.TaskGroup() as group:
        first = group.create_task(gate.pass_through(REPLY))
        second = group.create_task(gate.pass_through(REPLY))
        await asyncio.sleep(0)
        first.cancel()
        async with asyncio.timeout(1):
            await second
    assert len(gate) == 0
