"""Keeps all watch cards up to date: looked at once a minute, edited only where they would say something else."""

from dataclasses import dataclass

import structlog
from aiogram import Bot
from prometheus_client import Counter

from bot.editing import Edited, edit
from bot.ports import Clock, People
from bot.sending.posting import Priority, posted_as
from bot.texts import Texts
from bot.views.reader import Links, Place, Reader
from bot.watchdesk import Shown, WatchDesk
from engine.club.limits import WATCH_EVERY
from engine.club.watching import WatchCard
from engine.errors import EngineError
from engine.looking import look_on

log = structlog.get_logger()

_LOOKED = Counter("helix_watch_cards", "Watch cards by what a look at them led to", ["end"])
_EVERY_S = 5.0
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class WatchKeeper:
    bot: Bot
    desk: WatchDesk
    people: People
    texts: Texts
    links: Links
    clock: Clock

    async def run(self) -> None:
        """Until cancelled."""
        await look_on(self.look, _EVERY_S, "watch_cards_wait", EngineError)

    async def look(self) -> int:
        """One pass over what is due; how many cards were edited."""
        source, every_s = self.desk.desk.market.source, WATCH_EVERY.total_seconds()
        return sum([await self._renew(card) for card in await self.desk.book.due(source, _AT_ONCE, every_s)])

    async def _renew(self, card: WatchCard) -> bool:
        person = await self.people.find(card.user_id)
        if person is None:
            return await self._ended(card, "nobody")
        place = Place.PRIVATE if card.chat_id > 0 else Place.GROUP
        reader = Reader(
            self.texts.of(person.prefers.locale), person.prefers, self.clock.now(), place, self.links, person
        )
        shown = await self.desk.show(card.coins, card.window, reader)
        if shown.text_hash == card.text_hash:
            _LOOKED.labels("same").inc()
            return False
        return await self._edit(card, shown)

    async def _edit(self, card: WatchCard, shown: Shown) -> bool:
        with posted_as(Priority.BROADCAST, good_for_s=WATCH_EVERY.total_seconds()):
            edited = await edit(self.bot, shown.card, card.chat_id, card.message_id, "watch_card")
        if edited.is_lost:
            return await self._ended(card, edited.value)
        if edited is not Edited.SHOWN:
            return False
        await self.desk.book.shows(card, shown.text_hash)
        _LOOKED.labels("edited").inc()
        return True

    async def _ended(self, card: WatchCard, why: str) -> bool:
        await self.desk.book.end(card.chat_id, card.message_id)
        log.info("watch_card_ended", chat_id=card.chat_id, why=why)
        _LOOKED.labels("ended").inc()
        return False
