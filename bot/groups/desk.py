"""A group's settings at hand, and readers in a group's language."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.texts import Texts
from bot.views.reader import Reader
from engine.club.groups import GroupBook, GroupSettings


@dataclass(frozen=True, slots=True)
class GroupDesk:
    """`house`: the zone of the bell."""

    book: GroupBook
    texts: Texts
    house: ZoneInfo

    def reading(self, settings: GroupSettings, reader: Reader) -> Reader:
        if settings.locale is None:
            return reader
        prefers = replace(reader.prefers, locale=settings.locale)
        return replace(reader, t=self.texts.of(settings.locale), prefers=prefers)
