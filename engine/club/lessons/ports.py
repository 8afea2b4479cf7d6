"""What lessons and badges ask of the store."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Protocol

from engine.club.lessons.badges import Badge


@dataclass(frozen=True, slots=True)
class HeldBadge:
    badge: Badge
    at: datetime


class Badges(Protocol):
    """Raises `StorageAway`."""

    async def of(self, user_id: int) -> Sequence[HeldBadge]:
        """Oldest first."""
        ...

    async def award(self, user_id: int, badges: Iterable[Badge], at: datetime) -> frozenset[Badge]:
        """Those of them that are new; what is held already keeps its day. Nothing is ever taken away."""
        ...


@dataclass(frozen=True, slots=True)
class Replay:
    """A practice trade that is being shown in a message. All that is drawn follows from lesson, code and age.

    `age`: how long it has been running. `step`: the newest one the message shows. `is_skipped`: straight to the end.
    """

    chat_id: int
    message_id: int
    user_id: int
    lesson: int
    code: str
    age: timedelta
    step: int
    is_skipped: bool


@dataclass(frozen=True, slots=True)
class LessonDone:
    user_id: int
    lesson: int
    code: str
    end: str
    net_usdt: Decimal


class LessonBook(Protocol):
    """Raises `StorageAway`. Times are the store's own clock."""

    async def done(self, user_id: int) -> frozenset[int]:
        """Numbers of the lessons whose practice trade came to its end."""
        ...

    async def begin(self, chat_id: int, message_id: int, user_id: int, lesson: int, code: str, wait_s: float) -> bool:
        """Due after `wait_s`. False where a replay runs in that message already."""
        ...

    async def running(self, chat_id: int, message_id: int) -> Replay | None: ...

    async def skip(self, chat_id: int, message_id: int) -> bool:
        """Due now, with its end. False where none runs there."""
        ...

    async def due(self, limit: int, lease_s: float) -> Sequence[Replay]:
        """Nobody else gets the same within `lease_s`."""
        ...

    async def shows(self, replay: Replay, step: int, wait_s: float) -> None:
        """Due again after `wait_s`; at once where it was skipped meanwhile."""
        ...

    async def give_up(self, replay: Replay) -> None:
        """Its message is gone."""
        ...

    async def finish(self, replay: Replay, result: LessonDone, badges: Iterable[Badge], at: datetime) -> None:
        """The replay's end, the lesson's result and its badges, in one transaction. Doing it again changes nothing."""
        ...
