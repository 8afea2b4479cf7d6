"""Sends what is said in public, each post once: a send whose answer never came is asked about before it is repeated."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import Message
from aiohttp import ClientConnectorError
from prometheus_client import Counter

from bot.pictures.gallery import Gallery
from bot.posts.audience import Audience
from bot.posts.letters import Letter, Writer
from bot.posts.readers import Readers
from bot.posts.reading import ChatReader, Unreadable
from bot.posts.trouble import Trouble
from bot.sending.anchors import Anchors
from bot.sending.posting import Priority, Stale, posted_as
from bot.speech import is_stale_file
from engine.club.posts import DuePost, PostBook, Said
from engine.errors import EngineError, StorageAway
from engine.looking import look_on
from engine.market.values import MarketSource

log = structlog.get_logger()

_POSTED = Counter("helix_posts", "Posts by how they ended", ["kind", "end"])
_EVERY_S = 1.0
_AT_ONCE = 10
_LEASE_S = 90.0  # a send takes less; then its holder is dead
_QUEUE_S = 10.0  # so long a post waits for its turn in a crowded chat; others are seen to meanwhile
_CROWDED_S = 5.0
_RETRY_S, _RETRY_AT_MOST_S = 15.0, 600.0
_MOST_ATTEMPTS = 1_500  # ten days at ten minutes each: until then the bot may have been let into the channel


@dataclass(frozen=True, slots=True)
class PostOffice:
    """`writers` by kind; others wait for whoever has their writer. Any number of processes may run one."""

    bot: Bot
    book: PostBook
    writers: Mapping[str, Writer]
    source: MarketSource
    readers: Readers
    audience: Audience
    history: ChatReader
    anchors: Anchors
    gallery: Gallery

    async def run(self) -> None:
        """Until cancelled."""
        await look_on(self.send_due, _EVERY_S, "posts_wait", EngineError)

    async def send_due(self) -> int:
        """One pass over what is due; how many are in their chat now. Raises `StorageAway`."""
        due = await self.book.claim(self.source, list(self.writers), _AT_ONCE, _LEASE_S)
        return sum([await self._see_to(one) for one in due])

    async def _see_to(self, due: DuePost) -> bool:
        if due.said is not None:
            try:
                found_id = await self.history.find(due.post.chat_id, due.said)
            except (Unreadable, TelegramAPIError) as error:
                return await self._unknown(due, due.said, str(error))
            if found_id is not None:
                return await self._confirm(due, found_id, "found")
        if (why := self._over(due)) is not None:
            return await self._drop(due, why)
        try:
            letter = await self.writers[due.post.kind](due.post, await self.readers.of(due.post.chat_id))
        except StorageAway:
            raise
        except EngineError as error:
            return await self._put_off(due, _pause_s(due), str(error))
        if letter is None:
            return await self._drop(due, "nothing to say")
        return await self._send(due, letter)

    async def _send(self, due: DuePost, letter: Letter) -> bool:
        chat_id = due.post.chat_id
        after_id = max(await self.anchors.newest(chat_id) or 0, due.newest_id)
        if not await self.book.intend(due, Said(letter.text, after_id), _LEASE_S):
            return False
        priority = Priority.ALERT if letter.is_urgent else Priority.BROADCAST
        try:
            with posted_as(priority, good_for_s=_QUEUE_S, is_kept=True):
                message: Message = await self.bot(letter.method(due))
        except Stale as error:
            return await self._put_off(due, error.wait_s or _CROWDED_S, "the chat is crowded")
        except (TelegramNetworkError, TelegramServerError) as error:
            return await self._unanswered(due, error)
        except TelegramAPIError as error:
            return await self._refused(due, letter, error)
        if letter.picture is not None:
            await self.gallery.sent(letter.picture, message)
        await self._confirm(due, message.message_id, "sent")
        if letter.is_pinned:
            await self._pin(chat_id, message.message_id)
        return True

    async def _unanswered(self, due: DuePost, error: TelegramNetworkError | TelegramServerError) -> bool:
        if isinstance(error.__cause__, ClientConnectorError):  # there was nobody to send it to
            return await self._put_off(due, _pause_s(due), error.message)
        log.warning("post_unanswered", key=due.post.key, chat_id=due.post.chat_id, error=error.message[:200])
        await self.book.doubt(due, _RETRY_S, error.message[:200])
        return False

    async def _unknown(self, due: DuePost, said: Said, why: str) -> bool:
        """It may be there and cannot be asked about now. Given up rather than said twice, and the admins are told."""
        if said.after_id > 0 and self._over(due) is None:
            await self.book.doubt(due, _pause_s(due), why[:200])
            return False
        await self.audience.trouble(due.post.chat_id, Trouble.LOST, due.post.key)
        return await self._drop(due, f"unknown: {why}", "lost")

    async def _refused(self, due: DuePost, letter: Letter, error: TelegramAPIError) -> bool:
        """Tried again until it is no news: the admins are told, and may let the bot in meanwhile."""
        if isinstance(error, TelegramRetryAfter):
            return await self._put_off(due, float(error.retry_after), error.message)
        if isinstance(error, TelegramBadRequest) and letter.thread_id is not None and "thread" in error.message:
            return await self._send(due, replace(letter, thread_id=None))  # that topic is no longer there
        if isinstance(error, TelegramBadRequest) and letter.picture is not None and is_stale_file(error):
            await self.gallery.forget(letter.picture)
        elif isinstance(error, TelegramBadRequest | TelegramForbiddenError) and letter.is_dispensable:
            return await self._drop(due, f"refused: {error.message}")
        elif isinstance(error, TelegramBadRequest | TelegramForbiddenError | TelegramNotFound):
            await self.audience.trouble(due.post.chat_id, Trouble.REFUSED, error.message)
        return await self._put_off(due, _pause_s(due), error.message)

    async def _pin(self, chat_id: int, message_id: int) -> None:
        """Without a sound; a channel that does not let us has its post all the same."""
        try:
            await self.bot.pin_chat_message(chat_id, message_id, disable_notification=True)
        except TelegramAPIError as error:
            log.info("post_not_pinned", chat_id=chat_id, error=str(error)[:200])

    def _over(self, due: DuePost) -> str | None:
        """Why it is not said any more."""
        post = due.post
        if post.good_until is not None and self.readers.clock.now() > post.good_until:
            return "too late"
        if due.attempt > _MOST_ATTEMPTS:
            return "given up"
        if post.reply_to_key is not None and due.reply_to_id is None:
            return "nothing to answer"
        return None

    async def _confirm(self, due: DuePost, message_id: int, end: str) -> bool:
        await self.book.confirm(due, message_id)
        log.info("post_sent", key=due.post.key, chat_id=due.post.chat_id, message_id=message_id, end=end)
        _POSTED.labels(due.post.kind, end).inc()
        return True

    async def _put_off(self, due: DuePost, delay_s: float, why: str) -> bool:
        log.info("post_put_off", key=due.post.key, chat_id=due.post.chat_id, delay_s=round(delay_s), why=why[:200])
        await self.book.put_off(due, delay_s, why[:200])
        _POSTED.labels(due.post.kind, "put off").inc()
        return False

    async def _drop(self, due: DuePost, why: str, end: str = "dropped") -> bool:
        await self.book.drop(due, why[:200])
        log.warning("post_dropped", key=due.post.key, chat_id=due.post.chat_id, why=why[:200])
        _POSTED.labels(due.post.kind, end).inc()
        return False


def _pause_s(due: DuePost) -> float:
    return min(_RETRY_S * 2.0 ** min(due.attempt - 1, 10), _RETRY_AT_MOST_S)
