"""Keeps all messages that follow an order up to date: at once on news, and now and then for the running result."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import ReplyParameters
from prometheus_client import Counter

from bot.editing import Edited, edit
from bot.paper.cards import CardDesk, Shown
from bot.paper.stories import Ending, Over
from bot.ports import Clock, People
from bot.sending.posting import Priority, Stale, posted_as
from bot.texts import Texts
from bot.views.paper_end import bell_text
from bot.views.reader import Links, Place, Reader
from engine.club.paper_cards import PaperCard
from engine.errors import EngineError
from engine.exchange.contract import Contract
from engine.exchange.venues.paper.ports import AccountNews
from engine.looking import look_on

log = structlog.get_logger()

_LOOKED = Counter("helix_paper_cards", "Paper cards by what a look at them led to", ["end"])
_EVERY_S = 1.0
_EACH_S = 30.0  # between two looks at the same card that nobody told news of
_AT_ONCE = 50
_PATIENCE_S = 60.0
_LISTEN_AGAIN_S = 2.0


@dataclass(frozen=True, slots=True)
class PaperKeeper:
    """Any number of processes may run one: a card is handed to one of them, and its text is edited only when it
    changed."""

    bot: Bot
    desk: CardDesk
    people: People
    texts: Texts
    links: Links
    clock: Clock

    async def run(self) -> None:
        """Until cancelled. Adopts what an earlier process kept: it is all in the table."""
        async with asyncio.TaskGroup() as group:
            group.create_task(look_on(self.look, _EVERY_S, "paper_cards_wait", EngineError), name="paper cards due")
            group.create_task(look_on(self._listen, _LISTEN_AGAIN_S, "paper_news_wait", EngineError), name="paper news")

    async def look(self, priority: Priority = Priority.BROADCAST) -> int:
        """One pass over what is due; how many cards were edited."""
        due = await self.desk.parts.cards.due(self.desk.parts.source, _AT_ONCE, _EACH_S)
        return sum([await self._renew(card, priority) for card in due])

    async def hear(self, news: Sequence[AccountNews]) -> None:
        """Every process hears it, and each card is taken by one."""
        if await self.desk.parts.cards.wake(news):
            await self.look(Priority.ALERT)

    async def _listen(self) -> None:
        """What is missed while the line is down is seen when its card is due."""
        async for news in self.desk.parts.news.listen():
            await self.hear(news)

    async def _renew(self, card: PaperCard, priority: Priority) -> bool:
        person = await self.people.find(card.user_id)
        if person is None:
            return await self._ended(card, "nobody")
        t = self.texts.of(person.prefers.locale)
        reader = Reader(t, person.prefers, self.clock.now(), Place.PRIVATE, self.links, person)
        shown = await self.desk.show(card, reader)
        if shown.text_hash == card.text_hash:
            _LOOKED.labels("same").inc()
            return False
        is_edited = await self._edit(card, shown, Priority.ALERT if shown.told.is_ended else priority)
        if is_edited and isinstance(shown.told.story, Over) and shown.told.story.ending is not Ending.CLOSED:
            await self._ring(card, shown.told.story, shown.told.contract, reader)
        return is_edited

    async def _ring(self, card: PaperCard, over: Over, contract: Contract | None, reader: Reader) -> None:
        """At most once, and without a sound in the member's quiet hours."""
        quiet = reader.person.quiet if reader.person is not None else None
        try:
            with posted_as(Priority.ALERT, good_for_s=_PATIENCE_S):
                await self.bot.send_message(
                    card.chat_id,
                    bell_text(over, contract, reader),
                    reply_parameters=ReplyParameters(message_id=card.message_id, allow_sending_without_reply=True),
                    disable_notification=quiet is not None and quiet.covers(reader.now, reader.zone),
                )
        except (TelegramAPIError, Stale) as error:
            log.warning("paper_bell_not_rung", chat_id=card.chat_id, error=str(error)[:200])

    async def _edit(self, card: PaperCard, shown: Shown, priority: Priority) -> bool:
        with posted_as(priority, good_for_s=_PATIENCE_S):
            edited = await edit(self.bot, shown.card, card.chat_id, card.message_id, "paper_card")
        if edited.is_lost:
            return await self._ended(card, edited.value)
        if edited is not Edited.SHOWN:
            return False
        _LOOKED.labels("ended" if shown.told.is_ended else "edited").inc()
        return await self.desk.parts.cards.shows(card.order_id, shown.text_hash, is_ended=shown.told.is_ended)

    async def _ended(self, card: PaperCard, why: str) -> bool:
        await self.desk.parts.cards.shows(card.order_id, card.text_hash, is_ended=True)
        log.info("paper_card_ended", chat_id=card.chat_id, why=why)
        _LOOKED.labels("dropped").inc()
        return False
