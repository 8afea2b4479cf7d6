"""A gate people pass one by one, the most urgent first, each when its quota allows."""

import asyncio
import heapq
import itertools
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.sending.posting import Posting, Stale
from engine.market.cancelling import heed_cancellation


@dataclass(order=True, slots=True)
class _Ticket:
    priority: int
    number: int
    turn: asyncio.Event = field(compare=False, default_factory=asyncio.Event)


class Gate:
    """`take` answers 0 when one may pass, else the seconds until it is worth asking again."""

    def __init__(self, take: Callable[[], Awaitable[float]]) -> None:
        self._take = take
        self._queue: list[_Ticket] = []
        self._numbers = itertools.count()
        self._closed_until = 0.0

    def __len__(self) -> int:
        return len(self._queue)

    @property
    def is_idle(self) -> bool:
        return not self._queue and self._closed_until <= time.monotonic()

    def close_for(self, seconds: float) -> None:
        """Nobody passes for so long: Telegram's `retry_after`."""
        self._closed_until = max(self._closed_until, time.monotonic() + seconds)

    async def pass_through(self, posting: Posting) -> None:
        """Raises `Stale` when the posting's time is over before its turn comes."""
        ticket = _Ticket(posting.priority, next(self._numbers))
        heapq.heappush(self._queue, ticket)
        try:
            while (wait_s := await self._wait_of(ticket)) != 0:
                heed_cancellation()
                await self._sleep(ticket, wait_s, posting)
        finally:
            self._queue.remove(ticket)
            heapq.heapify(self._queue)
            if self._queue:
                self._queue[0].turn.set()

    async def _wait_of(self, ticket: _Ticket) -> float | None:
        """0: pass. None: others are before you. Else seconds."""
        if self._queue[0] is not ticket:
            return None
        closed_s = self._closed_until - time.monotonic()
        return closed_s if closed_s > 0 else await self._take()

    async def _sleep(self, ticket: _Ticket, wait_s: float | None, posting: Posting) -> None:
        if posting.good_until is not None:
            left_s = posting.good_until - time.monotonic()
            if left_s <= 0 or (wait_s is not None and wait_s > left_s):
                raise Stale(wait_s)
            wait_s = left_s if wait_s is None else wait_s
        ticket.turn.clear()
        try:
            async with asyncio.timeout(wait_s):
                await ticket.turn.wait()
        except TimeoutError:
            return
