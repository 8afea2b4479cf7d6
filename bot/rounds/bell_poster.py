"""Puts the post at the bell down for every group that wants boards; the post office sends it."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

import structlog

from bot.ports import Clock
from bot.rounds.group_posts import GroupPosts
from engine.club.posts import Post, PostBook
from engine.club.rounds.values import Period, Round
from engine.errors import EngineError
from engine.market.cancelling import heed_cancellation

log = structlog.get_logger()

KIND, LIVE_KIND = "round-bell", "round-live"
_EVERY_S = 5.0
_FIRST_BOARDS_EVERY = 12  # turns
_NEWS_FOR = timedelta(hours=23)
_WAIT_FOR_LONGER = timedelta(minutes=15)  # a week or month that ended at the same bell is told with the day


@dataclass(slots=True)
class BellPoster:
    """Any number of processes may run one: a post is put down once."""

    posts: GroupPosts
    book: PostBook
    clock: Clock
    _done: set[tuple[str, int]] = field(default_factory=set)

    async def run(self) -> None:
        """Until cancelled."""
        for turn in count():
            heed_cancellation()
            try:
                await self.look()
                if turn % _FIRST_BOARDS_EVERY == 0:
                    await self.first_boards()
            except EngineError as error:
                log.warning("bell_waits", error=str(error)[:200])
            await asyncio.sleep(_EVERY_S)

    async def look(self) -> int:
        """One pass; how many posts were put down. Raises `StorageAway`."""
        now, boards = self.clock.now(), self.posts.desk.parts.boards
        ended = await boards.last_ended(Period.DAY, now)
        result = await boards.result(ended.key)
        if result is None or not result.traders or not await self._is_whole(ended, now):
            return 0  # a day without anybody is no news
        return await self._bell(ended, now)

    async def _is_whole(self, ended: Round, now: datetime) -> bool:
        if now - ended.ends_at > _WAIT_FOR_LONGER:
            return True
        return len(await self.posts.recaps_of(ended)) == len(self.posts.longer_rounds(ended))

    async def _bell(self, ended: Round, now: datetime) -> int:
        put = 0
        for group in await self.posts.groups.book.with_boards():
            due_at = ended.ends_at + timedelta(minutes=group.board_minute)
            if due_at <= now <= due_at + _NEWS_FOR:
                key = f"{KIND}:{ended.key}"
                put += await self._put(key, group.chat_id, KIND, {"key": ended.key}, due_at + _NEWS_FOR)
        return put

    async def first_boards(self) -> int:
        """Where no post at the bell can become a group's board, it gets one with its first trader."""
        desk, put, now = self.posts.desk, 0, self.clock.now()
        ended = await desk.parts.boards.last_ended(Period.DAY, now)
        result = await desk.parts.boards.result(ended.key)
        if result is not None and result.traders:
            return 0
        present = {one.chat_id for one in await desk.parts.live.all(desk.source)}
        running = await desk.parts.boards.running(Period.DAY, now)
        for group in await self.posts.groups.book.with_boards():
            key = f"{LIVE_KIND}:{running.key}"
            if group.chat_id in present or (key, group.chat_id) in self._done:
                continue
            page = await desk.parts.boards.group_page(running.key, group.chat_id, 0, 1)
            if page.traders:
                put += await self._put(key, group.chat_id, LIVE_KIND, {"key": running.key}, running.ends_at)
        return put

    async def _put(self, key: str, chat_id: int, kind: str, body: dict[str, str], until: datetime) -> bool:
        if (key, chat_id) in self._done:
            return False
        is_new = await self.book.put(Post(key, chat_id, kind, self.posts.desk.source, body, good_until=until))
        self._done.add((key, chat_id))
        return is_new
