"""The one message of a group that shows a round while it runs: the post at the bell, with today's board below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.club.rounds.values import RoundKey
from engine.market.values import MarketSource


@dataclass(frozen=True, slots=True)
class LiveBoard:
    """One a group. `ended`: the round whose result stands above; None where the message began without one.
    `shown_hash`: of the ranks it shows. `message_id` 0: it was deleted, and until the next bell there is none."""

    chat_id: int
    source: MarketSource
    message_id: int
    ended: RoundKey | None
    shown_hash: str = ""


class LiveBoardBook(Protocol):
    """Raises `StorageAway`."""

    async def put(self, board: LiveBoard) -> LiveBoard | None:
        """Returns the board that the group had before, unless it is the same message."""
        ...

    async def all(self, source: MarketSource) -> Sequence[LiveBoard]: ...

    async def due(self, source: MarketSource, limit: int, every_s: float) -> Sequence[LiveBoard]:
        """Boards not looked at for that long; each is handed to one caller only."""
        ...

    async def shows(self, board: LiveBoard, shown_hash: str) -> None: ...

    async def lose(self, board: LiveBoard) -> None:
        """Its message was deleted."""
        ...

    async def end(self, board: LiveBoard) -> None: ...
