"""Tells every admin, in their language, what has failed three times."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError

from bot.ports import Clock, People
from bot.sending.posting import Priority, Stale, posted_as
from bot.texts import Texts
from bot.views.alarm import alarm_text
from bot.views.reader import Links, Place, Reader
from engine.club.people import Locale, Preferences
from engine.errors import StorageAway
from engine.market.cancelling import heed_cancellation
from engine.market.trouble import FeedAlarm

log = structlog.get_logger()

_WORTH_TELLING = timedelta(hours=6)
_PAUSE_S = 2.0


class Raised(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def alarm(self) -> FeedAlarm: ...


class Alarms(Protocol):
    """What was raised and not told yet. An alarm may come a second time after a crash. Raises `StorageAway`."""

    async def read(self) -> Sequence[Raised]: ...

    async def told(self, raised_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class AlarmTeller:
    bot: Bot
    alarms: Alarms
    people: People
    texts: Texts
    clock: Clock
    admin_ids: Sequence[int]
    zone: str

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            heed_cancellation()
            try:
                for raised in await self.alarms.read():
                    await self._tell(raised.alarm)
                    await self.alarms.told(raised.id)
            except StorageAway as error:
                log.warning("alarms_waiting_for_storage", error=str(error)[:200])
                await asyncio.sleep(_PAUSE_S)

    async def _tell(self, alarm: FeedAlarm) -> None:
        if self.clock.now() - alarm.at > _WORTH_TELLING:
            log.info("alarm_too_old", venue=alarm.venue, part=alarm.part)
            return
        for admin_id in self.admin_ids:
            text = alarm_text(alarm, await self._reader(admin_id))
            try:
                with posted_as(Priority.ALERT, good_for_s=_WORTH_TELLING.total_seconds()):
                    await self.bot.send_message(admin_id, text)
            except TelegramForbiddenError:
                log.warning("admin_not_reached", admin_id=admin_id)
            except (TelegramAPIError, Stale) as error:  # the log has the alarm in any case
                log.warning("alarm_not_sent", admin_id=admin_id, error=str(error)[:200])

    async def _reader(self, admin_id: int) -> Reader:
        """Somebody who never wrote to the bot reads English, and is told as soon as they may be."""
        person = await self.people.find(admin_id)
        prefers = person.prefers if person is not None else Preferences(Locale.EN, self.zone)
        return Reader(self.texts.of(prefers.locale), prefers, self.clock.now(), Place.PRIVATE, Links(""), person)
