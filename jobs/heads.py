"""Makes the head of each day once it is over, and puts down that it is to be posted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

import structlog

from engine.club.posts import Post, PostBook
from engine.liquidations.ledger.heads import POST_KIND, MadeHead, head_body, head_key
from engine.looking import look_on
from engine.market.ports import Clock
from engine.market.values import MarketSource
from jobs.levels_day import Chats

log = structlog.get_logger()

_SETTLES = timedelta(minutes=5)  # after midnight UTC
_BACK = timedelta(days=7)  # heads of older days are made and not posted any more
_GOOD_FOR = timedelta(days=10)  # after its day: a head said later vouches for nothing
_EVERY_S = 5.0
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class HeadStore(Protocol):
    """Raises `StorageAway`."""

    async def make_due(self, source: MarketSource, since: datetime, until: datetime, now: datetime) -> int: ...

    async def newest(self, source: MarketSource, since: date) -> Sequence[MadeHead]: ...


@dataclass(slots=True)
class HeadPoster:
    """Any number of processes may run it: a head is made once, and its post is put once a chat."""

    source: MarketSource
    store: HeadStore
    posts: PostBook
    chats: Chats
    clock: Clock
    _put: set[tuple[str, int]] = field(default_factory=set)

    async def run(self) -> None:
        """Until cancelled."""
        await look_on(self.look, _EVERY_S, "heads_wait")

    async def look(self) -> int:
        """How many posts were put down."""
        now = self.clock.now()
        midnight = datetime.combine((now - _SETTLES).date(), time(), UTC)
        made = await self.store.make_due(self.source, _BEGINNING, midnight, now)
        if made:
            log.info("day_heads_made", days=made)
        put, chats = 0, await self.chats.chats()
        for head in reversed(await self.store.newest(self.source, (midnight - _BACK).date())) if chats else ():
            put += sum([await self._put_down(head, chat_id) for chat_id in chats])
        return put

    async def _put_down(self, made: MadeHead, chat_id: int) -> bool:
        key = head_key(made.head)
        if (key, chat_id) in self._put:
            return False
        ends = datetime.combine(made.head.day, time(), UTC) + timedelta(days=1)
        post = Post(key, chat_id, POST_KIND, self.source, head_body(made), good_until=ends + _GOOD_FOR)
        is_new = await self.posts.put(post)
        self._put.add((key, chat_id))
        return is_new
