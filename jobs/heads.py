"""Posts the head of each day once it is over: to the channel, or to the admins where there is no channel."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

import structlog

from engine.errors import StorageAway
from engine.liquidations.ledger.heads import DuePost, NotPosted
from engine.market.ports import Clock
from engine.market.values import MarketSource

log = structlog.get_logger()

_SETTLES = timedelta(minutes=5)  # after midnight UTC
_BACK = timedelta(days=7)  # heads of older days are made and not posted any more
_LEASE = timedelta(minutes=2)
_RETRY, _RETRY_AT_MOST = timedelta(minutes=1), timedelta(hours=1)
_MOST_ATTEMPTS = 180  # a week: until then the bot may have been let into the channel
_EVERY_S = 5.0


class HeadStore(Protocol):
    """Raises `StorageAway`."""

    async def make_due(self, source: MarketSource, since: datetime, until: datetime, now: datetime) -> int: ...

    async def want_posts(self, source: MarketSource, since: date, chats: Sequence[str]) -> None: ...

    async def claim(self, source: MarketSource, lease: timedelta) -> DuePost | None: ...

    async def anchor(self, post: DuePost, chat_id: int, anchor_id: int | None) -> None: ...

    async def confirm(self, post: DuePost, chat_id: int, message_id: int) -> None: ...

    async def delay(self, post: DuePost, delay: timedelta, why: str) -> None: ...

    async def drop(self, post: DuePost, why: str) -> None: ...


class HeadSpeaker(Protocol):
    """Says a head in a chat. Raises `NotPosted`."""

    async def chat_id(self, chat: str) -> int: ...

    async def newest(self, chat_id: int) -> int | None:
        """The newest message known there; None where nobody knows."""
        ...

    async def found(self, post: DuePost, chat_id: int) -> int | None:
        """The message, where a send whose answer was never seen did arrive."""
        ...

    async def say(self, post: DuePost, chat_id: int) -> int:
        """The message's id."""
        ...


@dataclass(frozen=True, slots=True)
class HeadPoster:
    """`chats`: as they are set. A head is written down before it is sent, and asked after before it is sent again."""

    source: MarketSource
    store: HeadStore
    speaker: HeadSpeaker
    clock: Clock
    chats: Sequence[str]

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.post_due()
            except StorageAway as error:
                log.warning("heads_wait", error=str(error)[:200])
            await asyncio.sleep(_EVERY_S)

    async def post_due(self) -> int:
        """How many were said."""
        now = self.clock.now()
        midnight = datetime.combine((now - _SETTLES).date(), time(), UTC)
        made = await self.store.make_due(self.source, datetime(2000, 1, 1, tzinfo=UTC), midnight, now)
        if made:
            log.info("day_heads_made", days=made)
        await self.store.want_posts(self.source, (midnight - _BACK).date(), self.chats)
        said = 0
        while (post := await self.store.claim(self.source, _LEASE)) is not None:
            said += await self._post(post)
        return said

    async def _post(self, post: DuePost) -> bool:
        try:
            chat_id = post.chat_id or await self.speaker.chat_id(post.chat)
            message_id = await self.speaker.found(post, chat_id) if post.is_unknown else None
            if message_id is None:
                await self.store.anchor(post, chat_id, await self.speaker.newest(chat_id) or post.anchor_id)
                message_id = await self.speaker.say(post, chat_id)
        except NotPosted as error:
            await self._put_off(post, error)
            return False
        await self.store.confirm(post, chat_id, message_id)
        log.info("day_head_posted", day=post.made.head.day, chat=post.chat)
        return True

    async def _put_off(self, post: DuePost, error: NotPosted) -> None:
        log.warning("day_head_not_posted", day=post.made.head.day, chat=post.chat, error=str(error)[:200])
        if post.attempts >= _MOST_ATTEMPTS:
            await self.store.drop(post, str(error)[:200])
        elif not error.is_unknown:  # else it stays an intent: the next attempt asks first
            wait = min(_RETRY * 2 ** min(post.attempts - 1, 8), _RETRY_AT_MOST)
            await self.store.delay(post, wait, str(error)[:200])
