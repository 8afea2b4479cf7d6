"""Tells people what their alerts saw: together what came together, and after quiet hours what was kept for then."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramServerError,
)
from aiogram.methods import SendMessage, TelegramMethod
from prometheus_client import Counter

from bot.keyboards.alerts import firings_keyboard
from bot.ports import Clock, Firings, People
from bot.sending.anchors import Anchors
from bot.sending.posting import Priority, Stale, posted_as
from bot.sending.unknown import find_delivered
from bot.texts import Texts
from bot.views.alerts import firings_text
from bot.views.reader import Links, Place, Reader
from engine.club.limits import BURST
from engine.club.people import Person
from engine.club.watch import Firing, WatchAlerts
from engine.errors import EngineError, StorageAway
from engine.market.cancelling import heed_cancellation

log = structlog.get_logger()

_TOLD = Counter("helix_alerts", "Alerts by how they ended", ["end"])
_WORTH_TELLING = timedelta(minutes=30)  # a reached price is news for so long
_EVERY_S = 1.0
_AT_ONCE = 100
_LEASE_S = 15.0  # then a send that nobody heard of is asked about
_RETRY_S = 15.0

Batch = Sequence[Firing]


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
    burst: timedelta = BURST

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            heed_cancellation()
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
        """Says everything that is due; returns how many messages were sent."""
        due = await self.firings.claim(_AT_ONCE, _LEASE_S, self.burst.total_seconds())
        together = groupby(sorted(due, key=lambda f: (f.batch_id, f.firing_id)), key=lambda f: f.batch_id)
        return sum([await self._tell(list(batch)) for _, batch in together])

    async def _tell(self, batch: Batch) -> bool:
        person = await self.people.find(batch[0].alert.asked.user_id)
        if person is None or not person.is_reachable:
            return await self._drop(batch, "unreachable")
        if await self._held(batch, person):
            return False
        fresh = await self._still_news(batch)
        return bool(fresh) and await self._sent(fresh, person)

    async def _held(self, batch: Batch, person: Person) -> bool:
        """Quiet hours. What may have been said already is asked about even then."""
        reader, now = self._reader(person), self.clock.now()
        if person.quiet is None or batch[0].is_unknown or not person.quiet.covers(now, reader.zone):
            return False
        wait_s = (person.quiet.ends_after(now, reader.zone) - now).total_seconds()
        await self.firings.delay(_ids(batch), wait_s, "quiet hours", is_held=True)
        _TOLD.labels("held").inc(len(batch))
        return True

    async def _still_news(self, batch: Batch) -> Batch:
        now = self.clock.now()
        late = [f for f in batch if not f.is_held and now - f.fired_at > _WORTH_TELLING]
        if late:
            await self._drop(late, "too late")
        return [f for f in batch if f not in late]

    async def _sent(self, batch: Batch, person: Person) -> bool:
        try:
            message_id = await self._say(batch, person)
        except TelegramForbiddenError:
            return await self._drop(batch, "blocked")
        except Stale:
            return await self._drop(batch, "too late")
        except (TelegramNetworkError, TelegramServerError) as error:
            log.warning("alert_unanswered", firing_ids=_ids(batch), error=str(error)[:200])
            return False  # it stays an intent: the next attempt asks first
        except TelegramAPIError as error:
            await self.firings.delay(_ids(batch), _RETRY_S, str(error)[:200])
            _TOLD.labels("delayed").inc(len(batch))
            return False
        await self.firings.confirm(_ids(batch), message_id)
        _TOLD.labels("sent").inc(len(batch))
        return True

    async def _say(self, batch: Batch, person: Person) -> int:
        reader = self._reader(person)
        method = SendMessage(
            chat_id=person.user_id, text=firings_text(batch, reader), reply_markup=firings_keyboard(batch, reader)
        )
        if batch[0].is_unknown and batch[0].anchor_id:
            found = await find_delivered(_plain, self.bot, method, batch[0].anchor_id)
            if found is not None:
                return found.message_id
        anchor = await self.anchors.newest(person.user_id)
        if anchor:
            await self.firings.anchor(_ids(batch), anchor)
        with posted_as(Priority.ALERT, good_for_s=_WORTH_TELLING.total_seconds(), is_kept=True):
            return (await self.bot(method)).message_id

    def _reader(self, person: Person) -> Reader:
        return Reader(
            self.texts.of(person.prefers.locale), person.prefers, self.clock.now(), Place.PRIVATE, self.links, person
        )

    async def _drop(self, batch: Batch, why: str) -> bool:
        await self.firings.drop(_ids(batch), why)
        log.info("alerts_dropped", firing_ids=_ids(batch), why=why)
        _TOLD.labels("dropped").inc(len(batch))
        return False


def _ids(batch: Batch) -> list[int]:
    return [firing.firing_id for firing in batch]


async def _plain(bot: Bot, method: TelegramMethod[Any]) -> Any:
    return await bot(method)
