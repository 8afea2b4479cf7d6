"""Badges from paper trading and competitions, as soon as what they are for is written down."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from engine.club.lessons.awards import AwardBadges
from engine.club.lessons.badges import BadgeFacts
from engine.club.lessons.paper_facts import facts_of_paper
from engine.club.rounds.ports import Boards, Joining
from engine.club.rounds.values import Period
from engine.errors import StorageAway
from engine.exchange.venues.paper.ports import AccountNews, News, PaperReader
from engine.market.ports import Clock

log = structlog.get_logger()

_TRADES, _FILLS = 1_000, 5_000
_AGAIN_S = 2.0


@dataclass(frozen=True, slots=True)
class BadgeKeeper:
    """Any number of processes may run one: a badge is given once. News that are missed are made up for by the next."""

    news: News
    reader: PaperReader
    joining: Joining
    boards: Boards
    award: AwardBadges
    clock: Clock

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                async for news in self.news.listen():
                    await self.hear(news)
            except StorageAway as away:
                log.warning("badges_wait", reason=str(away)[:200])
            await asyncio.sleep(_AGAIN_S)

    async def hear(self, news: Sequence[AccountNews]) -> None:
        for one in news:
            if one.symbols:
                await self.look(one.account_id)

    async def look(self, account_id: int) -> None:
        """Raises `StorageAway`."""
        account = await self.reader.account(account_id)
        trades = await self.reader.trades(account_id, limit=_TRADES)
        if account is None or not trades:
            return
        fills = await self.reader.fills(account_id, limit=_FILLS)
        now = self.clock.now()
        facts = await self._with_rounds(facts_of_paper(trades, fills), account.user_id, now)
        await self.award(account.user_id, facts, now)

    async def _with_rounds(self, facts: BadgeFacts, user_id: int, now: datetime) -> BadgeFacts:
        memberships = await self.joining.memberships(user_id, now)
        owns = [await self.boards.own((await self.boards.last_ended(period, now)).key, user_id) for period in Period]
        ranks = [own.line.rank for own in owns if own is not None and own.line.rank is not None]
        return replace(
            facts, rounds_joined=len(memberships), rounds_ranked=len(ranks), best_rank=min(ranks, default=None)
        )
