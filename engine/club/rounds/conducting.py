"""One look at the competitions: what has ended is closed, scored, checked and said; what runs lets people in."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from engine.club.rounds.calendar import round_at
from engine.club.rounds.entering import Doorkeeper
from engine.club.rounds.limiting import Limiter
from engine.club.rounds.publishing import Publisher
from engine.club.rounds.ringing import Ringer, is_too_late
from engine.club.rounds.scoring import Scorer
from engine.club.rounds.stores import BellStore, KeptRound, MemberStore, RoundStore
from engine.club.rounds.telling import Teller
from engine.club.rounds.values import Period, RoundState
from engine.market.ports import Clock

_AT_THE_BELL = timedelta(minutes=1)
_RESETS_EVERY = timedelta(seconds=20)
_KEPT = timedelta(days=2)  # prices between bells

Step = Callable[[KeptRound, datetime], Coroutine[Any, Any, object]]


@dataclass(slots=True)
class Conductor:
    """Idempotent: every step is taken in one state only, so two at once, or one after a crash, do no harm."""

    clock: Clock
    zone: ZoneInfo
    rounds: RoundStore
    bells: BellStore
    members: MemberStore
    ringer: Ringer
    doorkeeper: Doorkeeper
    scorer: Scorer
    publisher: Publisher
    limiter: Limiter
    teller: Teller
    _resets_at: datetime | None = field(default=None)

    async def look(self) -> None:
        """Raises `StorageAway`: then nothing is lost, the next look goes on."""
        now = self.clock.now()
        await self.limiter.look(now)
        await self._see_resets(now)
        for kept in await self.rounds.unfinished():
            if kept.round.ends_at <= now:
                await self._see_through(kept, now)
        for period in Period:
            await self._run(period, now)
        await self.publisher.see_to_prizes(now)

    async def _run(self, period: Period, now: datetime) -> None:
        current = round_at(period, now, self.zone)
        await self.rounds.begin(current)
        if now - current.starts_at < _AT_THE_BELL:
            await self.ringer.ring(current.starts_at)
        kept = await self.rounds.find(current.key)
        if kept is None or kept.state is not RoundState.RUNNING:
            return
        if kept.opened_by is None and await self.bells.find(current.starts_at) is not None:
            await self.rounds.opened(current.key, current.starts_at)
        await self.doorkeeper.let_in(kept, now)

    async def _see_through(self, kept: KeptRound, now: datetime) -> None:
        """As far as it goes now: each state's step, and what it became."""
        steps: dict[RoundState, Step] = {
            RoundState.RUNNING: self._close,
            RoundState.CLOSED: self.scorer.see_through,
            RoundState.CHECKED: self.publisher.publish,
        }
        while (step := steps.get(kept.state)) is not None and await step(kept, now):
            found = await self.rounds.find(kept.round.key)
            if found is None or found.state is kept.state:
                return
            kept = found

    async def _close(self, kept: KeptRound, now: datetime) -> bool:
        ends_at = kept.round.ends_at
        bell = await self.ringer.ring(ends_at)
        if bell is None:
            return False
        await self.members.drop_reset()
        if is_too_late(bell):
            await self.teller.cancelled(kept.round.key, "no-prices", now)
            return await self.rounds.cancel(kept.round.key, "no price was known within hours of the bell")
        return await self.rounds.close(kept.round.key, bell.at)

    async def _see_resets(self, now: datetime) -> None:
        if self._resets_at is None or now - self._resets_at >= _RESETS_EVERY:
            await self.members.drop_reset()
            await self.bells.forget(now - _KEPT)
            self._resets_at = now
