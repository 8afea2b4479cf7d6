"""Tells the admins that a winner said how to be paid: as posts, so that each hears it once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.ports import Clock
from bot.rounds.prize_words import CLAIMED_KIND
from engine.club.posts import Post, PostBook
from engine.club.rounds.ports import Prizes
from engine.club.rounds.values import PrizeState
from engine.errors import EngineError
from engine.looking import look_on
from engine.market.values import MarketSource

_EVERY_S = 10.0
_TOLD_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ClaimTeller:
    prizes: Prizes
    book: PostBook
    source: MarketSource
    admin_ids: Sequence[int]
    clock: Clock

    async def run(self) -> None:
        """Until cancelled."""
        await look_on(self.look, _EVERY_S, "claims_wait", EngineError)

    async def look(self) -> int:
        """One pass; how many posts were put down."""
        claimed = [prize for prize in await self.prizes.open() if prize.state is PrizeState.CLAIMED]
        return sum([await self._tell(prize.prize_id, admin) for prize in claimed for admin in self.admin_ids])

    async def _tell(self, prize_id: int, admin_id: int) -> bool:
        key, until = f"{CLAIMED_KIND}:{prize_id}", self.clock.now() + _TOLD_FOR
        body = {"prize_id": prize_id}
        return await self.book.put(Post(key, admin_id, CLAIMED_KIND, self.source, body, good_until=until))
