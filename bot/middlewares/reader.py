"""Finds out for whom an update is: language, zone, place and role; and remembers whom it meets."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import Chat, TelegramObject, User

from bot.access import Access
from bot.callbacks import SHARED, owner_code
from bot.ports import Clock, People
from bot.texts import Texts
from bot.views.reader import Links, Place, Reader
from engine.club.people import Locale, Person, Preferences

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

_NOBODY = frozenset({777000, 136817688, 1087968824})  # Telegram itself, a channel, an anonymous admin


class ReaderMiddleware(BaseMiddleware):
    """Adds `reader`, `person` and `role`. Raises `StorageAway`: without it nobody is known."""

    def __init__(self, people: People, texts: Texts, access: Access, links: Links, clock: Clock, zone: str) -> None:
        self._people, self._texts, self._access = people, texts, access
        self._links, self._clock, self._zone = links, clock, zone

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        place = _place(chat)
        person, is_first = None, False
        if user is not None and not user.is_bot and user.id not in _NOBODY:
            known = await self._people.find(user.id)
            is_first = place is Place.PRIVATE and (known is None or not known.has_started)
            person = await self._met(known, user, place)
        data["is_first_contact"] = is_first
        data["person"], data["role"] = person, self._access.role_of(person)
        data["reader"] = self._reader(person, user, place)
        return await handler(event, data)

    async def _met(self, person: Person | None, user: User, place: Place) -> Person:
        is_private = place is Place.PRIVATE
        is_known = person is not None and person.first_name == user.first_name
        if person is not None and is_known and ((person.has_started and person.is_reachable) or not is_private):
            return person
        first = Preferences(Locale.nearest(user.language_code), self._zone)
        return await self._people.meet(user.id, user.first_name, user.username, first, has_started=is_private)

    def _reader(self, person: Person | None, user: User | None, place: Place) -> Reader:
        if person is not None:
            prefers = person.prefers
        else:
            prefers = Preferences(Locale.nearest(user.language_code if user else None), self._zone)
        owner = owner_code(person.user_id) if person is not None and place is Place.GROUP else SHARED
        return Reader(
            self._texts.of(prefers.locale), prefers, self._clock.now(), place, self._links, person=person, owner=owner
        )


def _place(chat: Chat | None) -> Place:
    if chat is None or chat.type == "private":
        return Place.PRIVATE
    return Place.CHANNEL if chat.type == "channel" else Place.GROUP
