"""What follows a checked result: prizes, the post at the bell, the question to the winner, what was not claimed."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Protocol

from engine.club.rounds.boarding import Placed, line_of
from engine.club.rounds.ranking import Standing
from engine.club.rounds.result import ResultFacts, read
from engine.club.rounds.rules import CLAIM_WITHIN
from engine.club.rounds.stores import EntryStore, KeptRound, PrizeStore, RoundStore
from engine.club.rounds.telling import Teller
from engine.club.rounds.values import PrizeState, RoundKey, RoundResult, RoundState

SHOWN = 5
_JUDGED_WITHIN = timedelta(days=60)
_SAID_FOR = CLAIM_WITHIN + CLAIM_WITHIN  # so long it is made sure that an unclaimed prize was told of


class PublicNames(Protocol):
    async def names(self, user_ids: Sequence[int]) -> Mapping[int, str]: ...


@dataclass(frozen=True, slots=True)
class Publisher:
    rounds: RoundStore
    entries: EntryStore
    prizes: PrizeStore
    names: PublicNames
    teller: Teller
    _said: set[int] = field(default_factory=set)  # prizes whose end was put down in every chat, by this process

    async def publish(self, checked: KeptRound, now: datetime) -> bool:
        """Everything is put under its own key, so that a second time changes nothing; the state comes last."""
        result = await self.result(checked)
        if result is None:
            return False
        await self._award(checked, result, now)
        await self._tell_the_reviewed(checked, now)
        if result.traders:
            await self.teller.end(result, now)
        return await self.rounds.publish(checked.round.key, now)

    async def result(self, kept: KeptRound) -> RoundResult | None:
        """None: there is none yet. Names as they are today."""
        if kept.result is None or kept.link is None:
            return None
        facts = read(kept.result, kept.round)
        top = await self.entries.first(kept.round.key, SHOWN)
        wanted = [standing.user_id for standing in top] + ([facts.winner[0]] if facts.winner else [])
        return _result(facts, kept.link.proof, kept.state, top, await self.names.names(wanted))

    async def _award(self, checked: KeptRound, result: RoundResult, now: datetime) -> None:
        """Where the best is under review, their prize is held beside the one of the first who is not: nobody loses by a
        suspicion that turns out wrong."""
        if not result.prize_usd:
            return
        key, money = checked.round.key, result.prize_usd
        for winner in await self.entries.first(key, 1):
            await self.prizes.make(key, winner.user_id, winner.account_id, money, PrizeState.DUE, now)
        await self._hold(key, money, frozenset(), now)

    async def _hold(self, key: RoundKey, money: Decimal, cheats: Set[int], now: datetime) -> None:
        """For the best of those under review, where they are before the first with a rank and none of the `cheats`."""
        first = await self.entries.first(key, 1)
        left = [one for one in await self.entries.reviewed(key) if one.user_id not in cheats]
        if left and (not first or left[0].order < first[0].order):
            await self.prizes.make(key, left[0].user_id, left[0].account_id, money, PrizeState.HELD, now)

    async def _tell_the_reviewed(self, checked: KeptRound, now: datetime) -> None:
        for standing in await self.entries.reviewed(checked.round.key):
            await self.teller.review(checked.round.key, standing.user_id, now)

    async def see_to_prizes(self, now: datetime) -> None:
        for prize in await self.prizes.in_state(PrizeState.DUE):
            await self.teller.ask(prize, now)
            await self.prizes.asked(prize.prize_id, now)
        await self._hand_down(now)
        await self.prizes.expire(now - CLAIM_WITHIN)
        found = await self.prizes.unclaimed_since(now - _SAID_FOR)
        unclaimed = [prize for prize in found if prize.prize_id not in self._said]
        names = await self.names.names([prize.user_id for prize in unclaimed]) if unclaimed else {}
        for prize in unclaimed:
            await self.teller.unclaimed(prize, names.get(prize.user_id), now)
            self._said.add(prize.prize_id)

    async def _hand_down(self, now: datetime) -> None:
        """A held prize that was refused is held for the next who would have had it."""
        refused = [one for one in await self.prizes.in_state(PrizeState.REFUSED) if one.made_at > now - _JUDGED_WITHIN]
        for key, money in {(one.key, one.amount_usd) for one in refused}:
            await self._hold(key, money, {one.user_id for one in refused if one.key == key}, now)


def _result(
    facts: ResultFacts, proof: str, state: RoundState, top: Sequence[Standing], names: Mapping[int, str]
) -> RoundResult:
    winner = facts.winner[0] if facts.winner else None
    return RoundResult(
        round=facts.round,
        state=state,
        traders=facts.traders,
        ranked=facts.ranked,
        top=tuple(line_of(Placed(standing, rank), names) for rank, standing in enumerate(top, 1)),
        prize_usd=facts.prize_usd,
        prize_user_id=winner,
        prize_name=None if winner is None else names.get(winner),
        fills_replayed=facts.fills_replayed,
        proof=proof,
        best=facts.best,
        middle_ppm=facts.middle_ppm,
        btc_ppm=facts.btc_ppm,
        is_late=facts.is_late,
    )
