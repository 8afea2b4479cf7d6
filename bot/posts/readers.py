"""For whom a post is written: a person in their language; a channel in English and the house's zone."""

from dataclasses import dataclass

from bot.ports import Clock, People
from bot.texts import Texts
from bot.views.reader import Links, Place, Reader
from engine.club.people import Locale, Preferences


@dataclass(frozen=True, slots=True)
class Readers:
    people: People
    texts: Texts
    links: Links
    clock: Clock
    zone: str

    async def of(self, chat_id: int) -> Reader:
        """Somebody we do not know reads as a channel does."""
        person = await self.people.find(chat_id) if chat_id > 0 else None
        prefers = person.prefers if person is not None else Preferences(Locale.EN, self.zone)
        place = Place.PRIVATE if chat_id > 0 else Place.CHANNEL
        return Reader(self.texts.of(prefers.locale), prefers, self.clock.now(), place, self.links, person)
