"""Reads what stands in a chat. A bot cannot read, but what it forwards comes back to it: forwarded, read, removed.

Editing tells as much (the same content again is "not modified"), but makes a post of ours, or with the right to edit
anybody's, into another one where the guess is wrong.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError, TelegramNotFound
from aiogram.types import Message

from bot.sending.posting import Priority, posted_as
from engine.club.posts import Said

log = structlog.get_logger()

_LOOK_AT = 30  # messages after the newest known one
_TAG = re.compile(r"<[^>]+>")


class Unreadable(Exception):
    """Nobody can tell what stands there: no admin to read with, or the chat protects what it holds."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a message says now. `said_at`: when it was first said, as Telegram tells it; None where it does not."""

    text: str
    said_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChatReader:
    """`into`: chats of admins, tried in turn. Raises what aiogram raises where Telegram is away."""

    bot: Bot
    into: Sequence[int]

    async def read(self, chat_id: int, message_id: int) -> Read | None:
        """None: there is no such message, or one that says nothing. Raises `Unreadable`."""
        why = "no admin to read with"
        for reader_id in dict.fromkeys((chat_id, *self.into) if chat_id > 0 else self.into):
            try:
                copy = await self._copy(reader_id, chat_id, message_id)
            except (TelegramBadRequest, TelegramForbiddenError, TelegramNotFound) as error:
                if _is_absent(error):
                    return None
                why = error.message
                continue
            await self._remove(copy)
            origin = copy.forward_origin
            return Read(copy.text or copy.caption or "", None if origin is None else _aware(origin.date))
        raise Unreadable(why)

    async def find(self, chat_id: int, said: Said) -> int | None:
        """The message that says it, where a send whose answer was never seen did arrive. Raises `Unreadable`."""
        if said.after_id <= 0:
            raise Unreadable("no message known that it would stand after")
        for message_id in range(said.after_id + 1, said.after_id + 1 + _LOOK_AT):
            read = await self.read(chat_id, message_id)
            if read is not None and _letters(read.text) == _letters(unescape(_TAG.sub("", said.text))):
                return message_id
        return None

    async def _copy(self, reader_id: int, chat_id: int, message_id: int) -> Message:
        """Not tried again by the sender: a second copy would stay."""
        with posted_as(Priority.BROADCAST, is_kept=True):
            return await self.bot.forward_message(reader_id, chat_id, message_id, disable_notification=True)

    async def _remove(self, copy: Message) -> None:
        try:
            await self.bot.delete_message(copy.chat.id, copy.message_id)
        except TelegramAPIError as error:
            log.info("copy_stays", error=str(error)[:200])


def _is_absent(error: TelegramAPIError) -> bool:
    """Not there, or no message of ours: service messages cannot be forwarded."""
    said = error.message.lower()
    if "protected" in said:
        return False
    return "message to forward not found" in said or "message_id_invalid" in said or "can't be forwarded" in said


def _letters(text: str) -> str:
    """Telegram trims and joins blanks as it likes."""
    return "".join(text.split())


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
