"""Where events wait for a reader who may be slow: all of them in order, but of some kinds only the newest."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from itertools import count
from typing import Generic, TypeVar

Event = TypeVar("Event")


class Mailbox(Generic[Event]):
    """`key`: what an event replaces while it still waits, in the place of the newer one; None: it is kept for itself.

    Whoever puts waits while `room` events do.
    """

    def __init__(self, key: Callable[[Event], Hashable | None], room: int = 10_000) -> None:
        self._key = key
        self._room = room
        self._waiting: OrderedDict[Hashable, Event] = OrderedDict()
        self._numbers = count()
        self._came = asyncio.Event()
        self._left = asyncio.Event()

    def __len__(self) -> int:
        return len(self._waiting)

    async def put(self, event: Event, /) -> None:
        key = self._key(event)
        if key is not None:
            self._waiting.pop(key, None)
        while len(self._waiting) >= self._room:
            self._left.clear()
            await self._left.wait()
        self._waiting[next(self._numbers) if key is None else key] = event
        self._came.set()

    async def get(self) -> Event:
        while not self._waiting:
            self._came.clear()
            await self._came.wait()
        _, event = self._waiting.popitem(last=False)
        self._left.set()
        return event
