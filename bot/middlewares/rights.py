"""Holds the command table true: who may use what, and what is answered in private only."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import Message, TelegramObject

from bot.commands import BotCommandSpec, Role, may
from bot.keyboards.buttons import keyboard, link
from bot.keyboards.screens import main_keyboard
from bot.speech import say_text
from bot.views.reader import Place, Reader

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class RightsMiddleware(BaseMiddleware):
    """Inner middleware of messages; reads the `spec` flag of the handler."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        spec: BotCommandSpec | None = get_flag(data, "spec")
        if spec is None or not isinstance(event, Message):
            return await handler(event, data)
        reader, role = data["reader"], data["role"]
        if not may(role, spec):
            return await self._refuse(event, spec, reader)
        if spec.is_private and reader.place is not Place.PRIVATE:
            return await self._go_private(event, spec, reader)
        return await handler(event, data)

    async def _refuse(self, message: Message, spec: BotCommandSpec, reader: Reader) -> None:
        if spec.role is Role.MEMBER:
            await self._go_private(message, spec, reader)
            return
        await say_text(message, reader.t("not-allowed"), main_keyboard(reader))

    async def _go_private(self, message: Message, spec: BotCommandSpec, reader: Reader) -> None:
        open_bot = link(reader.t.plain("button-open-bot"), reader.links.start(spec.name))
        await say_text(message, reader.t(_why_private(spec)), keyboard([open_bot]))


def _why_private(spec: BotCommandSpec) -> str:
    if spec.name.startswith("alert"):
        return "alert-needs-start"
    return "private-only" if spec.is_private else "member-needs-start"
