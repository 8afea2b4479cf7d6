"""Tells people what their alerts saw."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError
from aiogram.methods import SendMessage, TelegramMethod
from prometheus_client import Counter

from bot.callbacks import CardAction, CardKind, CardPress, GoPress, Screen
from bot.ending import stop_if_cancelled
from bot.keyboards.buttons import keyboard, press
from bot.ports import Clock, Firings, People
from bot.sending.anchors import Anchors
from bot.sending.posting import Priority, Stale, posted_as
from bot.sending.unknown import find_delivered
from bot.texts import Texts
from bot.views.alerts import firing_text
from bot.views.reader import Links, Place, Reader
from engine.club.people import Person
from engine.club.watch import Firing, WatchAlerts
from engine.errors import EngineError, StorageAway

log = structlog.get_logger()

_TOLD = Counter("helix_alerts", "Alerts by how they ended", ["end"])
_WORTH_TELLING = timedelta(minutes=30)  # a reached price is news for so long
_EVERY_S = 1.0
_AT_ONCE = 25
_LEASE_S = 60.0
_RETRY_S = 15.0


@dataclass(frozen=True, slots=True)
class AlertTeller:
    """One pass over what is due: `look` decides what fires, `tell` says it."""

    bot: Bot
    watch: WatchAlerts
    firings: Firings
    people: People
    texts: Texts
    links: Links
    clock: Clock
    anchors: Anchors

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            stop_if_cancelled()
            try:
                fired = await self.watch()
                if fired:
                    log.info("alerts_fired", count=fired)
                await self.tell()
            except StorageAway as error:
                log.warning("alerts_waiting_for_storage", error=str(error)[:200])
            except EngineError as error:
                log.warning("alerts_not_judged", error=str(error)[:200])
            await asyncio.sleep(_EVERY_S)

    async def tell(self) -> int:
        """Says everything that is due; returns how many were sent."""
        sent = 0
        for firing in await self.firings.claim(_AT_ONCE, _LEASE_S):
            sent += await self._tell(firing)
        return sent

    async def _tell(self, firing: Firing) -> bool:
        person = await self.people.find(firing.alert.asked.user_id)
        if person is None or not person.is_reachable:
            return await self._drop(firing, "unreachable")
        if self.clock.now() - firing.fired_at > _WORTH_TELLING:
            return await self._drop(firing, "too late")
        try:
            message_id = await self._say(firing, person)
        except TelegramForbiddenError:
            return await self._drop(firing, "blocked")
        except Stale:
            return await self._drop(firing, "too late")
        except TelegramAPIError as error:
            await self.firings.delay(firing.firing_id, _RETRY_S, str(error)[:200])
            _TOLD.labels("delayed").inc()
            return False
        await self.firings.confirm(firing.firing_id, message_id)
        _TOLD.labels("sent").inc()
        return True

    async def _say(self, firing: Firing, person: Person) -> int:
        method = self._message(firing, person)
        if firing.is_unknown and firing.anchor_id:
            found = await find_delivered(_plain, self.bot, method, firing.anchor_id)
            if found is not None:
                return found.message_id
        anchor = await self.anchors.newest(person.user_id)
        if anchor:
            await self.firings.anchor(firing.firing_id, anchor)
        with posted_as(Priority.ALERT, good_for_s=_WORTH_TELLING.total_seconds()):
            return (await self.bot(method)).message_id

    def _message(self, firing: Firing, person: Person) -> SendMessage:
        reader = self._reader(person)
        asked, t = firing.alert.asked, reader.t
        card = CardPress(do=CardAction.OPEN, kind=CardKind.HEATMAP, coin=asked.coin, window=asked.window)
        keys = keyboard(
            [press(t.plain("button-map"), card), press(t.plain("button-scan"), card.but(kind=CardKind.SCAN))],
            [press(t.plain("button-your-alerts"), GoPress(to=Screen.ALERTS))],
        )
        return SendMessage(chat_id=person.user_id, text=firing_text(firing, reader), reply_markup=keys)

    def _reader(self, person: Person) -> Reader:
        return Reader(
            self.texts.of(person.prefers.locale), person.prefers, self.clock.now(), Place.PRIVATE, self.links, person
        )

    async def _drop(self, firing: Firing, why: str) -> bool:
        await self.firings.drop(firing.firing_id, why)
        log.info("alert_dropped", firing_id=firing.firing_id, why=why)
        _TOLD.labels("dropped").inc()
        return False


async def _plain(bot: Bot, method: TelegramMethod[Any]) -> Any:
    return await bot(method)
