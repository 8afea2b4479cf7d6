"""Looks up what is known of a member toward badges: their paper account and the rounds that have ended last."""

from dataclasses import dataclass, replace
from datetime import datetime

from engine.club.lessons.badges import BadgeFacts
from engine.club.lessons.paper_facts import facts_of_paper
from engine.club.rounds.ports import Boards, Joining
from engine.club.rounds.values import Period
from engine.exchange.venues.paper.ports import PaperReader
from engine.market.values import MarketSource

_TRADES, _FILLS = 500, 500


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What is None is not looked at. Raises `StorageAway`."""

    source: MarketSource
    paper: PaperReader | None = None
    boards: Boards | None = None
    joining: Joining | None = None

    async def __call__(self, user_id: int, now: datetime) -> BadgeFacts:
        facts = await self._of_rounds(await self._of_paper(user_id), user_id, now)
        if self.joining is None:
            return facts
        return replace(facts, rounds_joined=len(await self.joining.memberships(user_id, now)))

    async def _of_paper(self, user_id: int) -> BadgeFacts:
        """Of the open account: a reset begins anew, but takes no badge away."""
        account = None if self.paper is None else await self.paper.account_of(user_id, self.source)
        if self.paper is None or account is None:
            return BadgeFacts()
        trades = await self.paper.trades(account.account_id, limit=_TRADES)
        return facts_of_paper(trades, await self.paper.fills(account.account_id, limit=_FILLS))

    async def _of_rounds(self, facts: BadgeFacts, user_id: int, now: datetime) -> BadgeFacts:
        """The newest round of each kind, once its result is published: before that a rank may still change."""
        if self.boards is None:
            return facts
        ranks = []
        for period in Period:
            key = (await self.boards.last_ended(period, now)).key
            own = await self.boards.own(key, user_id)
            if own is not None and own.line.rank is not None and await self.boards.result(key) is not None:
                ranks.append(own.line.rank)
        return replace(facts, rounds_ranked=len(ranks), best_rank=min(ranks, default=None))
