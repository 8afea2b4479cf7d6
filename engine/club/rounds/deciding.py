"""What admins make of a suspicion, and what that means for a prize that is held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.club.rounds.reviewing import Judged, Verdict
from engine.club.rounds.values import Prize, PrizeState


class Verdicts(Protocol):
    async def judge(self, suspicion_id: int, verdict: Verdict, admin_id: int, now: datetime) -> Judged | None:
        """None: there is no such suspicion, or somebody decided before."""
        ...

    async def verdicts(self, judged: Judged) -> Sequence[Verdict | None]:
        """Of everything that account was found with in that round; None: not decided yet."""
        ...


class HeldPrizes(Protocol):
    async def of(self, user_id: int) -> Sequence[Prize]: ...

    async def release(self, prize_id: int, now: datetime) -> bool: ...

    async def refuse(self, prize_id: int, now: datetime) -> bool: ...


@dataclass(frozen=True, slots=True)
class DecideSuspicion:
    """One guilty verdict is enough to lose a held prize; it takes all to be cleared to get it. Raises `StorageAway`."""

    suspicions: Verdicts
    prizes: HeldPrizes

    async def __call__(self, suspicion_id: int, verdict: Verdict, admin_id: int, now: datetime) -> bool:
        """False: it was decided before. After a crash in between, deciding the next one of that account, or releasing
        the prize by hand, sets it right."""
        judged = await self.suspicions.judge(suspicion_id, verdict, admin_id, now)
        if judged is None:
            return False
        verdicts = await self.suspicions.verdicts(judged)
        for prize in await self.prizes.of(judged.user_id):
            if prize.key != judged.key or prize.state is not PrizeState.HELD:
                continue
            if Verdict.GUILTY in verdicts:
                await self.prizes.refuse(prize.prize_id, now)
            elif all(one is Verdict.CLEARED for one in verdicts):
                await self.prizes.release(prize.prize_id, now)
        return True
