"""What is said in public: written down under its own name before it is sent, so that it is said once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from engine.market.values import MarketSource


@dataclass(frozen=True, slots=True)
class Post:
    """One thing to say in one chat. `key` names it for good; `kind` says who writes it, from `body` (JSON values that
    never change). `good_until` by the market's clock: later it is dropped. What answers a post that was never said is
    dropped too.
    """

    key: str
    chat_id: int
    kind: str
    source: MarketSource
    body: Mapping[str, Any]
    reply_to_key: str | None = None
    good_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it was about to be sent, to find it again. `after_id`: the chat's newest message known then, 0 for
    none."""

    text: str
    after_id: int


@dataclass(frozen=True, slots=True)
class DuePost:
    """A post to be seen to now. `said`: what an earlier attempt may have sent; None where nothing left the house."""

    post: Post
    attempt: int
    said: Said | None
    newest_id: int  # of our own posts in that chat; 0 for none
    reply_to_id: int | None


@dataclass(frozen=True, slots=True)
class SentPost:
    post: Post
    message_id: int


class PostBook(Protocol):
    """Raises `StorageAway`."""

    async def put(self, post: Post) -> bool:
        """False where it was put before: it is said once, whoever asks again."""
        ...

    async def claim(self, source: MarketSource, kinds: Sequence[str], limit: int, lease_s: float) -> Sequence[DuePost]:
        """Oldest first. For so long no other process gets them; what its holder did not finish comes again after it."""
        ...

    async def intend(self, due: DuePost, said: Said, lease_s: float) -> bool:
        """Before the send; holds it anew. False: its time ran out and another process has it, so nothing is sent."""
        ...

    async def confirm(self, due: DuePost, message_id: int) -> None: ...

    async def drop(self, due: DuePost, why: str) -> None: ...

    async def put_off(self, due: DuePost, delay_s: float, why: str) -> None:
        """Nothing was sent; it may be tried anew."""
        ...

    async def doubt(self, due: DuePost, delay_s: float, why: str) -> None:
        """Nobody answered: it may be there. Later it is asked about before it is sent again."""
        ...

    async def sent_id(self, key: str, chat_id: int) -> int | None:
        """The message it became; None where it was not sent."""
        ...

    async def sent(self, source: MarketSource, kind: str) -> Sequence[SentPost]:
        """Everything of a kind that stands in a chat, oldest first."""
        ...
