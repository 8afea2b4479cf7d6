"""Pushes what happens to the open pages. A page that reads too slowly is let go and loads afresh."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
QUEUE_LENGTH = 512


@dataclass(slots=True)
class Subscriber:
    """One open page. `overrun` means events were dropped and the page must start over."""

    user_id: int | None
    queue: asyncio.Queue[Json] = field(default_factory=lambda: asyncio.Queue(QUEUE_LENGTH))
    overrun: bool = False


class Hub:
    def __init__(self) -> None:
        self.subscribers: list[Subscriber] = []
        self.closed = False

    @contextmanager
    def listening(self, user_id: int | None) -> Iterator[Subscriber]:
        subscriber = Subscriber(user_id)
        self.subscribers.append(subscriber)
        try:
            yield subscriber
        finally:
            self.subscribers.remove(subscriber)

    def close(self) -> None:
        """Ends every open page's stream, so that a shutdown does not wait for them."""
        self.closed = True
        self.publish({"type": "closing"})

    def publish(self, event: Json, only_for: int | None = None) -> None:
        for subscriber in self.subscribers:
            if only_for is not None and subscriber.user_id not in (None, only_for):
                continue
            try:
                subscriber.queue.put_nowait(event)
            except asyncio.QueueFull:
                subscriber.overrun = True
