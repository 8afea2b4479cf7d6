"""Every press is answered, once: with the toast its handler returns, or silently; and only its owner's counts."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.callbacks import SHARED, owner_code
from bot.views.reader import Reader

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
_TOAST = 200


class PressMiddleware(BaseMiddleware):
    """Inner middleware of callback queries. A handler returns the text of its toast, or None."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if not isinstance(event, CallbackQuery):
            return await handler(event, data)
        reader: Reader = data["reader"]
        owner = getattr(data.get("callback_data"), "owner", SHARED)
        if owner != SHARED and owner != owner_code(event.from_user.id):
            name = _asker(event) or "?"
            await event.answer(reader.t.plain("press-not-yours", name=name)[:_TOAST], show_alert=True)
            return None
        toast = await handler(event, data)
        await event.answer(toast[:_TOAST] if isinstance(toast, str) else None)
        return None


def _asker(query: CallbackQuery) -> str | None:
    """The first name of whoever the card answered, where the message still says so."""
    message = query.message
    asked = message.reply_to_message if isinstance(message, Message) else None
    return asked.from_user.first_name if asked is not None and asked.from_user is not None else None
