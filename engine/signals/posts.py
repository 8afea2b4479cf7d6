"""What the channel is told of signals: the intent is kept before the message is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from engine.market.values import MarketSource
from engine.signals.values import Signal


class PostKind(StrEnum):
    CONFIRMED = "confirmed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it was about to be sent, to find it again. `after_id`: the channel's newest message then, 0: none
    known."""

    text: str
    is_photo: bool
    after_id: int


@dataclass(frozen=True, slots=True)
class SignalPost:
    """`said`: what an earlier attempt may have sent; None where nothing left the house. `reply_to`: the message that
    told of its confirmation."""

    signal: Signal
    what: PostKind
    chat_id: int
    attempt: int
    said: Said | None
    reply_to: int | None


class SignalPosts(Protocol):
    """Raises `StorageAway`."""

    async def plan(self, source: MarketSource, chat_id: int, confirmed_within_s: float, ended_within_s: float) -> int:
        """A row for what was announced so lately and the channel was not told; how many were new.

        Of one coin's signals to one side one is told while it lives, and its end; an admin's always.
        """
        ...

    async def claim(self, source: MarketSource, chat_id: int, limit: int, lease_s: float) -> Sequence[SignalPost]:
        """For so long no other process gets them; one whose teller died comes again after it."""
        ...

    async def intend(self, post: SignalPost, said: Said) -> None: ...

    async def confirm(self, post: SignalPost, message_id: int) -> None: ...

    async def drop(self, post: SignalPost, why: str) -> None: ...

    async def put_off(self, post: SignalPost, delay_s: float, why: str) -> None:
        """It was refused: nothing was sent, and it may be tried anew."""
        ...

    async def doubt(self, post: SignalPost, delay_s: float, why: str) -> None:
        """Nobody answered: it may be there. Later it is asked for, not sent again."""
        ...

    async def newest(self, chat_id: int) -> int:
        """Our newest message there that is known; 0 for none."""
        ...
