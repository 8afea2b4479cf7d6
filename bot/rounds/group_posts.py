"""What groups are told: the post at the bell, and the board that is edited below it while the next round runs."""

from dataclasses import dataclass
from datetime import datetime

from bot.groups.desk import GroupDesk
from bot.rounds.bell_text import Bell, GroupStanding, Running, bell_text, live_text, ranks_of, recap_text
from bot.rounds.desk import RoundDesk
from bot.rounds.keys import bell_keyboard
from bot.texts import Markup
from bot.views.card import Card, lines
from bot.views.reader import Links, Place, Reader
from engine.club.groups import GroupSettings
from engine.club.people import Locale, Preferences
from engine.club.rounds.calendar import round_at, round_of
from engine.club.rounds.values import Period, Round, RoundKey, RoundResult

_TOP = 5


@dataclass(frozen=True, slots=True)
class GroupPosts:
    desk: RoundDesk
    groups: GroupDesk
    links: Links

    def reader(self, settings: GroupSettings, now: datetime) -> Reader:
        """A group reads in its language, English where it chose none, and in the house's zone."""
        locale = settings.locale or Locale.EN
        prefers = Preferences(locale, self.desk.parts.zone.key)
        return Reader(self.groups.texts.of(locale), prefers, now, Place.GROUP, self.links)

    async def bell(self, chat_id: int, ended: RoundKey, now: datetime) -> Card | None:
        """The post as it goes out; None while the result is not published."""
        settings = await self.groups.book.of(chat_id)
        reader = self.reader(settings, now)
        text = await self._bell_text(chat_id, ended, reader)
        if text is None:
            return None
        running = await self.desk.parts.boards.running(Period.DAY, now)
        return Card(text, bell_keyboard(ended, running, self.desk.parts.zone, reader))

    async def live(self, chat_id: int, ended: RoundKey | None, now: datetime) -> tuple[Card, str]:
        """The same with the running day's board below, and what of it an edit has to differ in."""
        settings = await self.groups.book.of(chat_id)
        reader, house = self.reader(settings, now), self.desk.parts.zone
        running = await self.desk.parts.boards.running(Period.DAY, now)
        page = await self.desk.parts.boards.page(running.key, 0, _TOP)
        group = await self.desk.group_standing(running.key, chat_id)
        above = None if ended is None else await self._bell_text(chat_id, ended, reader)
        seen = Running(running, page, group, self.desk.source)
        # before anybody has a rank there is nothing to add to what the bell said
        below = live_text(seen, house, reader, is_alone=above is None) if page.lines or above is None else None
        shown = f"{running.key}|{ranks_of(page.lines)}|{ranks_of(group.best)}|{group.ranked}|{above is not None}"
        return Card(lines(above, below), bell_keyboard(ended, running, house, reader)), shown

    async def _bell_text(self, chat_id: int, ended: RoundKey, reader: Reader) -> Markup | None:
        parts = self.desk.parts
        result = await parts.boards.result(ended)
        if result is None:
            return None
        following = round_at(Period.DAY, result.round.ends_at, parts.zone)
        group = await self.desk.group_standing(ended, chat_id)
        recaps = [await self._recap(one, chat_id, reader) for one in await self.recaps_of(result.round)]
        bell = Bell(result, group, following, self.desk.source)
        return bell_text(bell, parts.zone, reader, tuple(recaps))

    async def channel_text(self, ended: RoundKey, reader: Reader) -> Markup | None:
        """For whoever reads the channel; None while the result is not published."""
        parts = self.desk.parts
        result = await parts.boards.result(ended)
        if result is None:
            return None
        following = round_at(result.round.period, result.round.ends_at, parts.zone)
        return bell_text(Bell(result, GroupStanding((), 0), following, self.desk.source), parts.zone, reader)

    async def is_group(self, chat_id: int) -> bool:
        """Rather than a channel."""
        return any(group.chat_id == chat_id for group in await self.groups.book.with_boards())

    async def chats(self) -> list[int]:
        """The groups that want to hear of rounds."""
        return [group.chat_id for group in await self.groups.book.with_boards()]

    async def _recap(self, result: RoundResult, chat_id: int, reader: Reader) -> Markup:
        group = await self.desk.group_standing(result.round.key, chat_id)
        return recap_text(Bell(result, group, None, self.desk.source), self.desk.parts.zone, reader)

    def longer_rounds(self, day: Round) -> list[Round]:
        """The week and the month that ended at the same bell."""
        house = self.desk.parts.zone
        longer = [round_at(period, day.starts_at, house) for period in (Period.WEEK, Period.MONTH)]
        return [one for one in longer if one.ends_at == day.ends_at]

    async def recaps_of(self, day: Round) -> list[RoundResult]:
        found = [await self.desk.parts.boards.result(one.key) for one in self.longer_rounds(day)]
        return [one for one in found if one is not None]

    def day(self, key: RoundKey) -> Round:
        return round_of(key, self.desk.parts.zone)
