"""The ledger by the clock: freeze before each hour, score after it, judge when hours have added up."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from engine.errors import Unavailable
from engine.liquidations.ledger.clockwatch import ClockWatch
from engine.liquidations.ledger.freezer import HOUR, Freezer, hour_ahead
from engine.liquidations.ledger.judge import Judge
from engine.liquidations.ledger.ports import Ears, Listening
from engine.liquidations.ledger.scorer import Scorer
from engine.looking import look_on
from engine.market.ports import Clock
from engine.market.values import MarketSource, Venue

log = structlog.get_logger()

_LISTEN_S = 15.0
_SCORE_S = 20.0
_AGAIN_S = 5.0  # after the store was away


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between looks. A replay runs fast, so it looks more often."""

    freeze_s: float = 1.0
    score_s: float = _SCORE_S
    listen_s: float = _LISTEN_S


FAST = Pace(0.2, 1.0, 0.5)


@dataclass(slots=True)
class LedgerWork:
    """Everything one process with a market does for the ledger. `ready`: set once the market's history is there."""

    source: MarketSource
    clock: Clock
    freezer: Freezer
    scorer: Scorer
    judge: Judge
    ears: Ears
    listening: Listening
    holder: str
    monotonic: Callable[[], float] | None
    ready: Sequence[asyncio.Event] = ()
    pace: Pace = field(default_factory=Pace)

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(
                look_on(self.note_heard, self.pace.listen_s, "listening_not_noted"), name="ledger listens"
            )
            await self._first_ready()
            group.create_task(self._freeze(), name="ledger freezes")
            group.create_task(self._again("scoring", self.scorer.score_due), name="ledger scores")
            group.create_task(self._again("judging", self.judge.judge_due), name="ledger judges")

    async def _first_ready(self) -> None:
        if not self.ready:
            return
        async with asyncio.TaskGroup() as group:
            waits = [group.create_task(event.wait()) for event in self.ready]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()

    async def _freeze(self) -> None:
        watch = ClockWatch(self.clock, self.monotonic)
        closed = hour_ahead(self.clock.now()) - HOUR  # hours up to this one need no word any more
        has_said = False
        while True:
            try:
                if not has_said:
                    await self.freezer.say_outage()
                    has_said = True
                self._mind(watch.jumped())
                await self.freezer.attempt()
                closed = await self._close(closed)
            except Unavailable as error:
                log.warning("freezing_waits", error=str(error)[:200])
                await asyncio.sleep(_AGAIN_S)
            await asyncio.sleep(self.pace.freeze_s)

    async def _close(self, closed: datetime) -> datetime:
        """Hours that began since; a clock that went back has nothing to say of them again."""
        begun = hour_ahead(self.clock.now()) - HOUR
        while closed < begun and begun - closed < timedelta(days=1):
            await self.freezer.close(closed + HOUR)
            closed += HOUR
        return max(closed, begun) if self.monotonic is not None else begun

    def _mind(self, jump: tuple[datetime, datetime] | None) -> None:
        if jump is None:
            return
        log.error("clock_jumped", since=jump[0], until=jump[1])
        self.scorer.jumps.append(jump)
        self.freezer.suspect_until = hour_ahead(jump[1]) + HOUR

    async def _again(self, name: str, work: Callable[[], Awaitable[int]]) -> None:
        while True:
            try:
                await work()
            except Unavailable as error:
                log.warning(f"{name}_waits", error=str(error)[:200])
                await asyncio.sleep(_AGAIN_S)
            await asyncio.sleep(self.pace.score_s)

    async def note_heard(self) -> None:
        """Since when each venue is heard without a break, and until when."""
        for venue in Venue:
            since, until = self.ears.whole_since(venue), self.ears.heard_at(venue)
            if since is not None and until is not None and until >= since:
                await self.listening.heard(self.source, venue, self.holder, since, until)
