"""A send whose answer never came: was it delivered? Asked, since a second copy would show.

A bot cannot read a chat, but it can try to edit: giving a message the content it already has is answered with
"message is not modified", and by nothing else. The message would stand right after the one that asked.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import EditMessageCaption, EditMessageText, SendDocument, SendMessage, SendPhoto, TelegramMethod
from aiogram.types import Chat, InlineKeyboardMarkup, Message

log = structlog.get_logger()

_LOOK_AT = 5  # messages after the one that asked

Send = Callable[[Bot, TelegramMethod[Any]], Awaitable[Any]]


async def find_delivered(send: Send, bot: Bot, method: TelegramMethod[Any], after_id: int) -> Message | None:
    """The message that `method` made, if it made one."""
    chat_id = getattr(method, "chat_id", None)
    if not isinstance(chat_id, int) or after_id <= 0:
        return None
    for edit in _same_content(method, range(after_id + 1, after_id + 1 + _LOOK_AT)):
        if await _is_there(send, bot, edit):
            log.info("unknown_send_was_delivered", chat_id=chat_id, message_id=edit.message_id)
            chat = Chat(id=chat_id, type="private" if chat_id > 0 else "supergroup")
            return Message(message_id=edit.message_id or 0, chat=chat, date=datetime.now(UTC)).as_(bot)
    return None


def _same_content(method: TelegramMethod[Any], ids: Iterable[int]) -> Iterable[EditMessageText | EditMessageCaption]:
    markup = getattr(method, "reply_markup", None)
    keyboard = markup if isinstance(markup, InlineKeyboardMarkup) else None
    for message_id in ids:
        if isinstance(method, SendMessage):
            yield EditMessageText(
                chat_id=method.chat_id,
                message_id=message_id,
                text=method.text,
                parse_mode=method.parse_mode,
                link_preview_options=method.link_preview_options,
                reply_markup=keyboard,
            )
        elif isinstance(method, SendPhoto | SendDocument):
            yield EditMessageCaption(
                chat_id=method.chat_id,
                message_id=message_id,
                caption=method.caption,
                parse_mode=method.parse_mode,
                reply_markup=keyboard,
            )


async def _is_there(send: Send, bot: Bot, edit: EditMessageText | EditMessageCaption) -> bool:
    try:
        await send(bot, edit)
    except TelegramBadRequest as error:
        return "not modified" in error.message
    return False
