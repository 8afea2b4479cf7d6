"""Says day heads of the ledger in chats, and reads there what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramServerError,
)
from aiogram.types import Message

from bot.ports import Clock, People
from bot.sending.anchors import Anchors
from bot.sending.posting import Priority, Stale, posted_as
from bot.texts import Texts
from bot.views.head import head_text
from bot.views.reader import Links, Place, Reader
from engine.club.people import Locale, Preferences
from engine.liquidations.ledger.heads import DuePost, Head, NotPosted, PostedAt, find_heads
from engine.market.values import MarketSource

log = structlog.get_logger()

_LOOK_AT = 30  # messages after the newest known one
_GOOD_FOR_S = 600.0


@dataclass(frozen=True, slots=True)
class HeadTeller:
    """Implements `HeadSpeaker`. `readers`: chats to forward into where something has to be read again."""

    bot: Bot
    people: People
    texts: Texts
    clock: Clock
    anchors: Anchors
    zone: str
    readers: tuple[int, ...]

    async def chat_id(self, chat: str) -> int:
        """Of a number or an @name. Raises `NotPosted`."""
        if chat.lstrip("-").isdigit():
            return int(chat)
        try:
            return (await self.bot.get_chat(chat)).id
        except TelegramAPIError as error:
            raise _not_posted(error) from error

    async def newest(self, chat_id: int) -> int | None:
        return await self.anchors.newest(chat_id)

    async def found(self, post: DuePost, chat_id: int) -> int | None:
        """Reads what stands after the newest message we knew: a second copy would show, and an edit could harm."""
        if post.anchor_id is None:
            return None
        reader = HeadReader(self.bot, (chat_id, *self.readers) if chat_id > 0 else self.readers)
        for message_id in range(post.anchor_id + 1, post.anchor_id + 1 + _LOOK_AT):
            if post.made.head in (await reader.read(chat_id, message_id)).heads:
                log.info("day_head_was_posted", day=post.made.head.day, chat=post.chat)
                return message_id
        return None

    async def say(self, post: DuePost, chat_id: int) -> int:
        text = head_text(post, await self._reader(chat_id))
        try:
            with posted_as(Priority.BROADCAST, good_for_s=_GOOD_FOR_S):
                return (await self.bot.send_message(chat_id, text, disable_notification=True)).message_id
        except (TelegramAPIError, Stale) as error:
            raise _not_posted(error) from error

    async def _reader(self, chat_id: int) -> Reader:
        """A channel, and somebody we do not know, read English."""
        person = await self.people.find(chat_id) if chat_id > 0 else None
        prefers = person.prefers if person is not None else Preferences(Locale.EN, self.zone)
        place = Place.PRIVATE if chat_id > 0 else Place.CHANNEL
        return Reader(self.texts.of(prefers.locale), prefers, self.clock.now(), place, Links(""), person)


@dataclass(frozen=True, slots=True)
class ReadPost:
    """What a message says now. `posted_at`: when it was first said, as Telegram tells it; None where it does not."""

    heads: tuple[Head, ...]
    posted_at: datetime | None


@dataclass(frozen=True, slots=True)
class HeadReader:
    """A bot cannot read a chat, but what it forwards comes back to it: forwarded, read, and the copy removed."""

    bot: Bot
    into: tuple[int, ...]

    async def read(self, chat_id: int, message_id: int) -> ReadPost:
        """Nothing where the message is gone or cannot be forwarded."""
        for reader_id in self.into:
            try:
                copy = await self.bot.forward_message(reader_id, chat_id, message_id, disable_notification=True)
            except (TelegramBadRequest, TelegramForbiddenError, TelegramNotFound):
                continue
            await self._remove(copy)
            origin = copy.forward_origin
            posted_at = None if origin is None else _aware(origin.date)
            return ReadPost(tuple(find_heads(copy.text or copy.caption or "")), posted_at)
        return ReadPost((), None)

    async def _remove(self, copy: Message) -> None:
        try:
            await self.bot.delete_message(copy.chat.id, copy.message_id)
        except TelegramAPIError as error:
            log.info("copy_stays", error=str(error)[:200])


@dataclass(frozen=True, slots=True)
class Witness:
    """One posted head as Telegram tells it. `why`: what is wrong with it as a witness; empty where nothing is."""

    day: date
    chat: str
    head: Head | None
    why: str


_LATEST_DAYS = 10  # after its day: a head said later was perhaps made up later


async def read_back(reader: HeadReader, source: MarketSource, posts: Sequence[PostedAt]) -> list[Witness]:
    """What the chats say now. Raises what aiogram raises where Telegram is not reached at all."""
    found = []
    for post in posts:
        read = await reader.read(post.chat_id or int(post.chat), post.message_id)
        head = next((one for one in read.heads if one.day == post.day and one.source is source), None)
        said_at = read.posted_at if source is MarketSource.LIVE else None  # others' days are not the calendar's
        found.append(Witness(post.day, post.chat, head, _doubt(post, head, said_at)))
    return found


def _doubt(post: PostedAt, head: Head | None, posted_at: datetime | None) -> str:
    if head is None:
        return "the message is gone, or says no head of that day"
    if posted_at is not None and (posted_at.date() - post.day).days > _LATEST_DAYS:
        return f"was posted only on {posted_at:%Y-%m-%d}"
    return ""


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def _not_posted(error: Exception) -> NotPosted:
    is_unknown = isinstance(error, TelegramNetworkError | TelegramServerError)
    return NotPosted(f"{type(error).__name__}: {error}", is_unknown=is_unknown)
