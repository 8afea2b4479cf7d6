"""All of Helix on recorded data, as if it were live."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.feeds.recorded.clock import ReplayClock


@dataclass(frozen=True, slots=True)
class Replay:
    """What `helix up --replay` was given. `start` None: where the recording begins to hold a day."""

    files: tuple[Path, ...]
    start: datetime | None
    speed: float


@dataclass(frozen=True, slots=True)
class StillClock:
    """Speed 0: one recorded instant, for as long as one likes to look at it."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    async def sleep_until(self, at: datetime) -> None:
        if at > self.at:
            await asyncio.Event().wait()


def replay_clock(start: datetime, speed: float) -> ReplayClock | StillClock:
    return ReplayClock(start, speed) if speed > 0 else StillClock(start)
