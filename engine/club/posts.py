"""What is said in public: written down under its own name before it is sent, so that it is said once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Post:
    """One thing to say in one chat. `key` names it for good; `kind` says who writes it, from `body` alone (JSON values
    that never change), so that a second attempt says the same. `good_until` by the market's clock: later it is dropped.
    """

    key: str
    chat_id: int
    kind: str
    body: Mapping[str, Any]
    reply_to_key: str | None = None
    good_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class DuePost:
    """A post to be sent now. `is_unknown`: an earlier attempt may have reached the chat after `anchor_id`."""

    post: Post
    attempt: int
    is_unknown: bool
    anchor_id: int | None
    newest_id: int | None  # of our own posts in that chat
    reply_to_id: int | None


class PostBook(Protocol):
    """Raises `StorageAway`."""

    async def put(self, post: Post) -> bool:
        """False where it was put before: it is said once, whoever asks again."""
        ...

    async def claim(self, kinds: Sequence[str], limit: int, lease_s: float) -> Sequence[DuePost]: ...

    async def anchor(self, post: Post, message_id: int) -> None: ...

    async def confirm(self, post: Post, message_id: int) -> None: ...

    async def drop(self, post: Post, why: str) -> None: ...

    async def delay(self, post: Post, delay_s: float, why: str) -> None: ...

    async def sent_id(self, key: str, chat_id: int) -> int | None:
        """The message it became; None where it was not sent."""
        ...
