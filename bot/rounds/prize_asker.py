"""Sees that winners are asked how to be paid and that admins hear what they said: as posts, each said once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.ending import stop_if_cancelled
from bot.ports import Clock
from bot.rounds.prize_words import ASK_KIND, CLAIMED_KIND
from engine.club.posts import Post, PostBook
from engine.club.rounds.ports import Prizes
from engine.club.rounds.values import Prize, PrizeState
from engine.errors import EngineError
from engine.market.values import MarketSource

log = structlog.get_logger()

_EVERY_S = 10.0
_ASKED_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PrizeAsker:
    prizes: Prizes
    book: PostBook
    source: MarketSource
    admin_ids: Sequence[int]
    clock: Clock

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            stop_if_cancelled()
            try:
                await self.look()
            except EngineError as error:
                log.warning("prizes_wait", error=str(error)[:200])
            await asyncio.sleep(_EVERY_S)

    async def look(self) -> int:
        """One pass; how many posts were put down."""
        return sum([await self._see_to(prize) for prize in await self.prizes.open()])

    async def _see_to(self, prize: Prize) -> int:
        if prize.state is PrizeState.DUE:
            put = await self._put(ASK_KIND, prize, prize.user_id)
            await self.prizes.asked(prize.prize_id, self.clock.now())
            return put
        if prize.state is PrizeState.CLAIMED:
            return sum([await self._put(CLAIMED_KIND, prize, admin_id) for admin_id in self.admin_ids])
        return 0

    async def _put(self, kind: str, prize: Prize, chat_id: int) -> int:
        until = self.clock.now() + _ASKED_FOR
        body = {"prize_id": prize.prize_id}
        return await self.book.put(Post(f"{kind}:{prize.prize_id}", chat_id, kind, self.source, body, good_until=until))
