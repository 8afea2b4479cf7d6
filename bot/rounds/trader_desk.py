"""Finds a trader and what may be shown of them."""

from dataclasses import dataclass
from datetime import timedelta

from bot.round_parts import RoundParts
from bot.rounds.trader_card import Profile, trader_keyboard, trader_text
from bot.views.card import Card
from bot.views.reader import Reader
from engine.club.rounds.values import Own, Period, Round
from engine.market.values import MarketSource

_DAYS, _WEEKS = 7, 4


@dataclass(frozen=True, slots=True)
class TraderDesk:
    parts: RoundParts
    source: MarketSource

    async def card(self, trader_id: int, reader: Reader) -> Card | None:
        """None for who hides, except to themselves."""
        profile = await self._profile(trader_id, reader)
        if profile is None:
            return None
        return Card(trader_text(profile, self.parts.zone, reader), trader_keyboard(profile, reader))

    async def _profile(self, trader_id: int, reader: Reader) -> Profile | None:
        parts, me = self.parts, None if reader.person is None else reader.person.user_id
        if me != trader_id and await parts.privacy.is_hidden(trader_id):
            return None
        return Profile(
            handle=await parts.names.handle(trader_id),
            name=await parts.names.name(trader_id),
            running=await self._standings(await self._running(reader), trader_id),
            ended=await self._standings(await self._ended(reader), trader_id),
            badges=[] if parts.badges is None else await parts.badges(trader_id),
            followers=len(await parts.follows.followers(trader_id)),
            may_follow=await parts.privacy.may_be_followed(trader_id),
            is_followed=me is not None and trader_id in await parts.follows.following(me),
            is_own=me == trader_id,
            source=self.source,
        )

    async def _running(self, reader: Reader) -> list[Round]:
        return [await self.parts.boards.running(period, reader.now) for period in Period]

    async def _ended(self, reader: Reader) -> list[Round]:
        boards, now = self.parts.boards, reader.now
        ago = [(Period.DAY, timedelta(days=n)) for n in range(1, _DAYS + 1)]
        ago += [(Period.WEEK, timedelta(weeks=n)) for n in range(1, _WEEKS + 1)]
        found = {one.key: one for one in [await boards.running(period, now - span) for period, span in ago]}
        return [one for one in found.values() if one.ends_at <= now]

    async def _standings(self, rounds: list[Round], trader_id: int) -> list[tuple[Round, Own]]:
        found = [(one, await self.parts.boards.own(one.key, trader_id)) for one in rounds]
        return [(one, own) for one, own in found if own is not None]
