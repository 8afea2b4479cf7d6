"""Prizes from won to paid."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.round_parts import RoundParts
from bot.rounds.presses import PayoutTask, PayWay
from bot.rounds.prize_words import PAID_KIND, PAYOUTS_SHOWN, payout_line, payouts_card, sure_card
from bot.texts import Markup
from bot.views.card import Card
from bot.views.reader import Reader
from engine.club.posts import Post, PostBook
from engine.club.rounds.calendar import round_of
from engine.club.rounds.values import Prize, PrizeState
from engine.market.values import MarketSource

_TOLD_FOR = timedelta(days=7)
_CLAIMABLE = frozenset({PrizeState.DUE, PrizeState.ASKED})


@dataclass(frozen=True, slots=True)
class PayoutDesk:
    parts: RoundParts
    book: PostBook
    source: MarketSource

    async def is_claimable(self, prize_id: int, user_id: int) -> bool:
        prize = await self.parts.prizes.prize(prize_id)
        return prize is not None and prize.user_id == user_id and prize.state in _CLAIMABLE

    async def claim(self, prize_id: int, user_id: int, way: PayWay, typed: str, now: datetime) -> bool:
        return await self.parts.prizes.claim(prize_id, user_id, f"{way.value}: {typed}", now)

    async def card(self, reader: Reader) -> Card:
        prizes = await self.parts.prizes.open()
        shown = [await self._line(prize, reader) for prize in prizes[:PAYOUTS_SHOWN]]
        return payouts_card(shown, prizes, reader)

    async def sure(self, prize_id: int, reader: Reader) -> Card | None:
        """None where it is not waiting to be paid any more."""
        prize = await self.parts.prizes.prize(prize_id)
        if prize is None or prize.state is not PrizeState.CLAIMED:
            return None
        return sure_card(await self._line(prize, reader), prize, reader)

    async def do(self, what: PayoutTask, prize_id: int, now: datetime) -> bool:
        """False where it did nothing: another admin was first."""
        prizes = self.parts.prizes
        match what:
            case PayoutTask.PAID:
                is_paid = await prizes.paid(prize_id, now)
                await self._tell_paid(prize_id, now)
                return is_paid
            case PayoutTask.RELEASE:
                return await prizes.release(prize_id, now)
            case PayoutTask.REFUSE:
                return await prizes.refuse(prize_id, now)
        return False

    async def _tell_paid(self, prize_id: int, now: datetime) -> None:
        """Also when another admin was first: the post's key says it once."""
        prize = await self.parts.prizes.prize(prize_id)
        if prize is not None and prize.state is PrizeState.PAID:
            key, body = f"{PAID_KIND}:{prize_id}", {"prize_id": prize_id}
            await self.book.put(Post(key, prize.user_id, PAID_KIND, self.source, body, good_until=now + _TOLD_FOR))

    async def _line(self, prize: Prize, reader: Reader) -> Markup:
        one = round_of(prize.key, self.parts.zone)
        return payout_line(prize, await self.parts.names.name(prize.user_id), one, self.parts.zone, reader)
