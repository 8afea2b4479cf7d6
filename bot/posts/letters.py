"""How a post is written: each kind has a writer that makes a letter of it."""

from dataclasses import dataclass
from typing import Protocol

from aiogram.methods import SendMessage, SendPhoto
from aiogram.types import InlineKeyboardMarkup, ReplyParameters

from bot.pictures.gallery import Picture
from bot.views.reader import Reader
from engine.club.posts import DuePost, Post


@dataclass(frozen=True, slots=True)
class Letter:
    """Words, and a picture above them where there is one (then 1,024 characters at most). `is_urgent`: goes before
    other broadcasts where Telegram's limits make messages wait. `is_dispensable`: a chat that refuses it goes without,
    and nobody is told."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    picture: Picture | None = None
    is_pinned: bool = False
    is_silent: bool = False
    is_urgent: bool = False
    is_dispensable: bool = False
    thread_id: int | None = None  # a group's topic

    def method(self, due: DuePost) -> SendMessage | SendPhoto:
        reply = None
        if due.reply_to_id is not None:
            reply = ReplyParameters(message_id=due.reply_to_id, allow_sending_without_reply=True)
        chat_id, silent = due.post.chat_id, self.is_silent or None
        if self.picture is None:
            return SendMessage(
                chat_id=chat_id,
                text=self.text,
                message_thread_id=self.thread_id,
                reply_markup=self.keyboard,
                reply_parameters=reply,
                disable_notification=silent,
            )
        return SendPhoto(
            chat_id=chat_id,
            photo=self.picture.media,
            caption=self.text,
            message_thread_id=self.thread_id,
            reply_markup=self.keyboard,
            reply_parameters=reply,
            disable_notification=silent,
        )


class Writer(Protocol):
    """Writes posts of one kind. None: there is nothing to say any more. Raises `EngineError`: not now, later."""

    async def __call__(self, post: Post, reader: Reader) -> Letter | None: ...
