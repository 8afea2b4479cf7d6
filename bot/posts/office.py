"""Sends what is said in public, each post once: a send whose answer never came is asked about before it is repeated."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramServerError,
)
from aiogram.methods import SendMessage, SendPhoto, TelegramMethod
from prometheus_client import Counter

from bot.ending import stop_if_cancelled
from bot.ports import Clock, People
from bot.posts.letters import Letter, Writer
from bot.sending.posting import Priority, posted_as
from bot.sending.unknown import find_delivered
from bot.texts import Texts
from bot.views.reader import Links, Place, Reader
from engine.club.people import Locale, Preferences
from engine.club.posts import DuePost, PostBook
from engine.errors import EngineError

log = structlog.get_logger()

_POSTED = Counter("helix_posts", "Posts by how they ended", ["kind", "end"])
_EVERY_S = 1.0
_AT_ONCE = 10
_LEASE_S = 60.0  # then a send that nobody heard of is asked about
_RETRY_S = 30.0
_MOST_ATTEMPTS = 200  # at half a minute each: what cannot be said for two hours is given up


@dataclass(frozen=True, slots=True)
class PostOffice:
    """`writers` by kind; posts of other kinds wait for whoever has their writer. `zone`: of the channel's readers."""

    bot: Bot
    book: PostBook
    writers: Mapping[str, Writer]
    people: People
    texts: Texts
    links: Links
    clock: Clock
    zone: str

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            stop_if_cancelled()
            try:
                await self.send_due()
            except EngineError as error:
                log.warning("posts_wait", error=str(error)[:200])
            await asyncio.sleep(_EVERY_S)

    async def send_due(self) -> int:
        """One pass over what is due; how many were sent."""
        if not self.writers:
            return 0
        return sum([await self._send(due) for due in await self.book.claim(list(self.writers), _AT_ONCE, _LEASE_S)])

    async def _send(self, due: DuePost) -> bool:
        post = due.post
        if post.good_until is not None and self.clock.now() > post.good_until:
            return await self._drop(due, "too late")
        if due.attempt > _MOST_ATTEMPTS:
            return await self._drop(due, "given up")
        try:
            letter = await self.writers[post.kind](post, await self._reader(post.chat_id))
            if letter is None:
                return await self._drop(due, "nothing to say")
            message_id = await self._deliver(due, letter)
        except (TelegramForbiddenError, TelegramBadRequest) as error:
            log.warning("post_refused", key=post.key, chat_id=post.chat_id, error=error.message)
            return await self._drop(due, error.message[:200])
        except (TelegramNetworkError, TelegramServerError) as error:
            log.warning("post_unanswered", key=post.key, error=str(error)[:200])
            return False  # it stays an intent: the next attempt asks first
        except (TelegramAPIError, EngineError) as error:
            await self.book.delay(post, _RETRY_S, str(error)[:200])
            _POSTED.labels(post.kind, "delayed").inc()
            return False
        await self.book.confirm(post, message_id)
        _POSTED.labels(post.kind, "sent").inc()
        return True

    async def _deliver(self, due: DuePost, letter: Letter) -> int:
        method = letter.method(due)
        if due.is_unknown and due.anchor_id is not None:
            found = await find_delivered(_plain, self.bot, method, due.anchor_id)
            if found is not None:
                return found.message_id
        if due.newest_id is not None:
            await self.book.anchor(due.post, due.newest_id)
        message_id = await self._sent(method)
        if letter.is_pinned:
            await self._pin(due.post.chat_id, message_id)
        return message_id

    async def _sent(self, method: SendMessage | SendPhoto) -> int:
        with posted_as(Priority.BROADCAST, is_kept=True):
            return (await self.bot(method)).message_id

    async def _pin(self, chat_id: int, message_id: int) -> None:
        """Without a sound; a channel that does not let us has its post all the same."""
        try:
            await self.bot.pin_chat_message(chat_id, message_id, disable_notification=True)
        except TelegramBadRequest as error:
            log.info("post_not_pinned", chat_id=chat_id, error=error.message)

    async def _reader(self, chat_id: int) -> Reader:
        """A person in their language; the channel in English and the house's zone."""
        person = await self.people.find(chat_id) if chat_id > 0 else None
        prefers = person.prefers if person is not None else Preferences(Locale.EN, self.zone)
        place = Place.PRIVATE if chat_id > 0 else Place.CHANNEL
        return Reader(self.texts.of(prefers.locale), prefers, self.clock.now(), place, self.links, person)

    async def _drop(self, due: DuePost, why: str) -> bool:
        await self.book.drop(due.post, why)
        log.info("post_dropped", key=due.post.key, chat_id=due.post.chat_id, why=why)
        _POSTED.labels(due.post.kind, "dropped").inc()
        return False


async def _plain(bot: Bot, method: TelegramMethod[Any]) -> Any:
    return await bot(method)
