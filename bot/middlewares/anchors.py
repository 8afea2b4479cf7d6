"""Notes where a channel stands when others post in it: what we send next stands after that."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import Message, TelegramObject

from bot.sending.anchors import Anchors

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class AnchorMiddleware(BaseMiddleware):
    """Outer middleware of a channel's posts."""

    def __init__(self, anchors: Anchors) -> None:
        self._anchors = anchors

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if isinstance(event, Message):
            await self._anchors.note(event.chat.id, event.message_id)
        return await handler(event, data)
