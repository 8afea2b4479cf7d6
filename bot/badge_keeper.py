"""Hears of what happens on paper accounts and tells their owners of new badges, without a sound."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from prometheus_client import Counter

from bot.keyboards.learn import badges_keyboard
from bot.ports import Clock, People
from bot.sending.posting import Priority, Stale, posted_as
from bot.texts import Texts
from bot.views.card import lines
from bot.views.lessons.trade_texts import badge_line
from bot.views.reader import Links, Place, Reader
from engine.club.lessons.awards import LookForBadges
from engine.club.lessons.badges import Badge
from engine.errors import EngineError
from engine.exchange.venues.paper.ports import AccountNews, News, PaperReader
from engine.looking import look_on
from engine.market.cancelling import heed_cancellation

log = structlog.get_logger()

_TOLD = Counter("helix_badges_told", "Messages about new badges")
_AT_ONCE = 50
_MOST_WAITING = 10_000
_AGAIN_S = 1.0
_PATIENCE_S = 600.0


@dataclass(frozen=True, slots=True)
class BadgeKeeper:
    """News that is lost, or does not fit, is no harm: badges are looked for again with the next, and in /learn.

    Every process hears; the store lets one of them award, and that one tells.
    """

    bot: Bot
    news: News
    paper: PaperReader
    look_for: LookForBadges
    people: People
    texts: Texts
    links: Links
    clock: Clock
    every_s: float = 5.0
    _waiting: dict[int, None] = field(default_factory=dict)  # accounts, the longest waiting first

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(look_on(self._listen, _AGAIN_S, "badge_news_wait", EngineError), name="badge news")
            group.create_task(self._look_on(), name="badges")

    def hear(self, news: Sequence[AccountNews]) -> None:
        for one in news:
            if len(self._waiting) < _MOST_WAITING:
                self._waiting.setdefault(one.account_id)

    async def look(self) -> int:
        """One pass over who was heard of; how many were told of a badge."""
        due = list(self._waiting)[:_AT_ONCE]
        told = 0
        for account_id in due:
            told += await self._look_at(account_id)
            self._waiting.pop(account_id, None)
        return told

    async def _listen(self) -> None:
        async for news in self.news.listen():
            self.hear(news)

    async def _look_on(self) -> None:
        while True:
            heed_cancellation()
            await asyncio.sleep(self.every_s)
            try:
                await self.look()
            except EngineError as error:
                log.warning("badges_wait", error=str(error)[:200])

    async def _look_at(self, account_id: int) -> bool:
        account = await self.paper.account(account_id)
        if account is None:
            return False
        new = await self.look_for(account.user_id, self.clock.now())
        return bool(new) and await self._tell(account.user_id, [badge for badge in Badge if badge in new])

    async def _tell(self, user_id: int, badges: Sequence[Badge]) -> bool:
        person = await self.people.find(user_id)
        if person is None or not person.is_reachable:
            return False
        t = self.texts.of(person.prefers.locale)
        reader = Reader(t, person.prefers, self.clock.now(), Place.PRIVATE, self.links, person)
        text = lines(*(badge_line(badge, reader) for badge in badges))
        try:
            with posted_as(Priority.BROADCAST, good_for_s=_PATIENCE_S):
                await self.bot.send_message(
                    user_id, text, reply_markup=badges_keyboard(reader), disable_notification=True
                )
        except (TelegramAPIError, Stale) as error:
            log.info("badge_not_told", error=str(error)[:200])
            return False
        _TOLD.inc()
        return True
