"""Several connections of one venue, heard as one stream."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Sequence
from typing import Any, Protocol

from engine.feeds.ports import FeedEvent

_WAITING = 10_000  # events; when the reader is that far behind the connections wait, nothing is dropped


class Emit(Protocol):
    async def __call__(self, event: FeedEvent, /) -> None: ...


class Source(Protocol):
    """An endless teller: a connection, a poller."""

    def __call__(self, emit: Emit, /) -> Coroutine[Any, Any, None]: ...


async def heard_together(sources: Sequence[Source]) -> AsyncGenerator[FeedEvent, None]:
    """Endless. Close it (`contextlib.aclosing`) to close the connections."""
    queue: asyncio.Queue[FeedEvent] = asyncio.Queue(_WAITING)
    try:
        async with asyncio.TaskGroup() as group:
            for source in sources:
                group.create_task(source(queue.put))
            while True:
                event = await queue.get()
                try:
                    yield event
                except GeneratorExit:
                    raise _ReaderGone from None
    except* _ReaderGone:
        pass  # the connections were cancelled on the way out


class _ReaderGone(Exception):
    """Closing a generator inside a task group must look like an ordinary end to the group."""
