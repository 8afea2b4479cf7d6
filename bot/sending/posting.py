"""How urgent a message is, and until when it is true. Set around a send, read by the sender."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import IntEnum


class Priority(IntEnum):
    REPLY = 0
    ALERT = 1
    BROADCAST = 2


@dataclass(frozen=True, slots=True)
class Posting:
    """`good_until` on the monotonic clock: a price that waited longer is dropped, not sent. None: never stale.

    `is_kept`: whoever sends has it in a table and finds out by itself whether an unanswered send arrived.
    """

    priority: Priority
    good_until: float | None = None
    is_kept: bool = False


class Stale(Exception):
    """The message waited past its time and was not sent. `wait_s`: it would have had to wait so much longer; None:
    nobody knows."""

    def __init__(self, wait_s: float | None = None) -> None:
        super().__init__()
        self.wait_s = wait_s


_posting: ContextVar[Posting | None] = ContextVar("posting", default=None)


def current_posting() -> Posting:
    return _posting.get() or Posting(Priority.REPLY)


@contextmanager
def posted_as(priority: Priority, good_for_s: float | None = None, *, is_kept: bool = False) -> Iterator[None]:
    good_until = None if good_for_s is None else time.monotonic() + good_for_s
    token = _posting.set(Posting(priority, good_until, is_kept))
    try:
        yield
    finally:
        _posting.reset(token)
