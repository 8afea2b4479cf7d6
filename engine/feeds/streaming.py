"""Several connections of one venue, heard as one stream."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Sequence
from typing import Any, Protocol, TypeVar

_WAITING = 10_000  # events; when the reader is that far behind the connections wait, nothing is dropped

Event = TypeVar("Event")
Told = TypeVar("Told", contravariant=True)
Teller = TypeVar("Teller", covariant=True)


class Emit(Protocol[Told]):
    async def __call__(self, event: Told, /) -> None: ...


class Source(Protocol[Teller]):
    """An endless teller: a connection, a poller."""

    def __call__(self, emit: Emit[Teller], /) -> Coroutine[Any, Any, None]: ...


class Waiting(Protocol[Event]):
    """Where events wait for the reader."""

    async def put(self, event: Event, /) -> None: ...

    async def get(self) -> Event: ...


async def heard_together(
    sources: Sequence[Source[Event]], waiting: Waiting[Event] | None = None
) -> AsyncGenerator[Event, None]:
    """Endless. Close it (`contextlib.aclosing`) to close the connections."""
    queue: Waiting[Event] = asyncio.Queue(_WAITING) if waiting is None else waiting  # an empty mailbox is false
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
