"""What a group has chosen holds for everything in it: language, silence, where and for how long answers stand."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import Chat, Message, TelegramObject, Update

from bot.commands import GROUP
from bot.groups.scope import GroupScope, in_group
from bot.ports import Chats
from bot.texts import Texts
from bot.views.reader import Place, Reader
from engine.club.groups import GroupBook
from engine.club.people import ChatKind
from engine.club.rounds.ports import GroupTraders

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
_REMEMBERED = 20_000


class GroupMiddleware(BaseMiddleware):
    """Outer middleware of updates, after the reader is known. `traders` None: there are no competitions."""

    def __init__(self, book: GroupBook, chats: Chats, texts: Texts, traders: GroupTraders | None) -> None:
        self._book, self._chats, self._texts, self._traders = book, chats, texts, traders
        self._met: OrderedDict[tuple[int, int], None] = OrderedDict()  # so that each is written down once

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        chat: Chat | None = data.get("event_chat")
        reader: Reader = data["reader"]
        if chat is None or reader.place is not Place.GROUP or not isinstance(event, Update):
            return await handler(event, data)
        settings = await self._book.of(chat.id)
        await self._meet(event, chat, reader)
        if settings.is_muted and event.message is not None and _is_talk(event.message):
            return None
        if settings.locale is not None:
            prefers = replace(reader.prefers, locale=settings.locale)
            data["reader"] = replace(reader, t=self._texts.of(settings.locale), prefers=prefers)
        with in_group(GroupScope(settings, self._book)):
            return await handler(event, data)

    async def _meet(self, update: Update, chat: Chat, reader: Reader) -> None:
        """The group, so that boards find it, and who trades in it."""
        if self._is_new(chat.id, 0):
            await self._chats.see(chat.id, ChatKind(chat.type), chat.title)
        if self._traders is None:
            return
        left = update.message.left_chat_member if update.message is not None else None
        if left is not None:
            self._met.pop((chat.id, left.id), None)
            await self._traders.gone(chat.id, left.id)
        elif reader.person is not None and self._is_new(chat.id, reader.person.user_id):
            await self._traders.seen(chat.id, reader.person.user_id)

    def _is_new(self, chat_id: int, user_id: int) -> bool:
        key = (chat_id, user_id)
        if key in self._met:
            self._met.move_to_end(key)
            return False
        self._met[key] = None
        while len(self._met) > _REMEMBERED:
            self._met.popitem(last=False)
        return True


def _is_talk(message: Message) -> bool:
    """What would be answered; the way back out of the silence is kept open."""
    text = (message.text or message.caption or "").lower()
    return bool(text) and not text.startswith(f"/{GROUP.name}")
