"""Stops a flood before it costs anything."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update, User

from bot.flood import FloodGuard, Patience
from bot.speech import say_text
from bot.texts import Texts
from engine.club.people import Locale

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class PatienceMiddleware(BaseMiddleware):
    def __init__(self, guard: FloodGuard, texts: Texts) -> None:
        self._guard, self._texts = guard, texts

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if isinstance(event, Update) and event.message is not None and event.message.is_automatic_forward:
            return None  # a channel's post in its comments: answered in the channel
        user: User | None = data.get("event_from_user")
        asks = isinstance(event, Update) and (event.message is not None or event.callback_query is not None)
        if user is None or not asks:
            return await handler(event, data)
        patience = await self._guard.judge(user.id)
        if patience is Patience.FINE:
            return await handler(event, data)
        if patience is Patience.TOO_MUCH and isinstance(event, Update):
            await self._say(event, user)
        return None

    async def _say(self, update: Update, user: User) -> None:
        t = self._texts.of(Locale.nearest(user.language_code))
        seconds = round(self._guard.limits.silence_s)
        if update.callback_query is not None:
            await update.callback_query.answer(t.plain("flood", seconds=seconds), show_alert=True)
        elif update.message is not None:
            await say_text(update.message, t("flood", seconds=seconds))
