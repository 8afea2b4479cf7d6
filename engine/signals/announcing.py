"""From the store to the stream, each state once: also what a process that died had stored and not told."""

import asyncio
from dataclasses import dataclass, field

import structlog
from prometheus_client import Counter

from engine.errors import Unavailable
from engine.signals.ports import Announcements, SignalStream

ANNOUNCED = Counter("helix_signal_states_announced_total", "States of signals put on the stream", ["state"])
_LOOK_EVERY_S = 1.0  # for what other processes left; our own are told at once
_AT_ONCE = 200
log = structlog.get_logger()


@dataclass(slots=True)
class Announcer:
    """Any number may run at once. All go in the order of the store and the stream takes each state once, so no signal's
    states are told twice or out of order."""

    states: Announcements
    stream: SignalStream
    _wanted: asyncio.Event = field(default_factory=asyncio.Event)

    def look(self) -> None:
        """Something was stored: tell it now."""
        self._wanted.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._wanted.clear()
            try:
                while await self.announce() == _AT_ONCE:
                    pass
            except Unavailable as error:
                log.warning("announcing_put_off", error=str(error)[:200])
            try:
                async with asyncio.timeout(_LOOK_EVERY_S):
                    await self._wanted.wait()
            except TimeoutError:
                continue

    async def announce(self) -> int:
        """One look; how many states it found."""
        found, told = await self.states.unannounced(_AT_ONCE), list[int]()
        try:
            for one in found:
                if await self.stream.tell(one):
                    ANNOUNCED.labels(one.state).inc()
                told.append(one.number)
        finally:
            if told:
                await self.states.announced(told)
        return len(found)
