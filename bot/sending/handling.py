"""The update being handled, known to everything below its handler."""

import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from prometheus_client import Histogram

from engine.club.inbox import Answer

_LATENCY = Histogram(
    "helix_bot_answer_seconds",
    "Update received to first visible answer",
    ["kind"],
    buckets=(0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)


@dataclass(slots=True)
class Handling:
    """`answers`: what an earlier attempt sent, by step. `trigger_id`: the message that asked, 0 where there is none."""

    update_id: int
    kind: str = "other"
    trigger_id: int = 0
    answers: dict[int, Answer] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)
    is_answered: bool = False
    _steps: "itertools.count[int]" = field(default_factory=itertools.count)

    def next_step(self) -> int:
        return next(self._steps)

    def note_answer(self) -> None:
        """The first visible answer ends the clock."""
        if not self.is_answered:
            self.is_answered = True
            _LATENCY.labels(self.kind).observe(time.monotonic() - self.started)


_current: ContextVar[Handling | None] = ContextVar("handling", default=None)


def current_handling() -> Handling | None:
    return _current.get()


def current_update_id() -> int | None:
    """Of the update being handled; None outside."""
    update = _current.get()
    return None if update is None else update.update_id


@contextmanager
def handling(update: Handling | None) -> Iterator[None]:
    """None: what is sent inside belongs to no update."""
    token = _current.set(update)
    try:
        yield
    finally:
        _current.reset(token)
