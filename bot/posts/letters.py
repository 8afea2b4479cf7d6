"""How a post is written: each kind has a writer that makes a letter of it."""

from dataclasses import dataclass
from typing import Protocol

from aiogram.methods import SendMessage, SendPhoto
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, ReplyParameters

from bot.views.reader import Reader
from engine.club.posts import DuePost, Post


@dataclass(frozen=True, slots=True)
class Letter:
    """Words, and a picture above them where there is one (then 1,024 characters at most)."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    picture: bytes | None = None
    is_pinned: bool = False

    def method(self, due: DuePost) -> SendMessage | SendPhoto:
        post = due.post
        reply = None
        if due.reply_to_id is not None:
            reply = ReplyParameters(message_id=due.reply_to_id, allow_sending_without_reply=True)
        if self.picture is None:
            return SendMessage(chat_id=post.chat_id, text=self.text, reply_markup=self.keyboard, reply_parameters=reply)
        photo = BufferedInputFile(self.picture, "helix.png")
        return SendPhoto(
            chat_id=post.chat_id,
            photo=photo,
            caption=self.text,
            reply_markup=self.keyboard,
            reply_parameters=reply,
        )


class Writer(Protocol):
    """Writes posts of one kind. None: there is nothing to say any more. Raises `EngineError`: not now, later."""

    async def __call__(self, post: Post, reader: Reader) -> Letter | None: ...
