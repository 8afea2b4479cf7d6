"""From a feed's alarm to the stream the bots read."""

import asyncio
from dataclasses import dataclass, field

import structlog

from db.alarms import AlarmStream
from engine.errors import StorageAway
from engine.market.trouble import FeedAlarm

_MOST = 100
_AGAIN_S = 2.0
log = structlog.get_logger()


@dataclass(slots=True)
class AlarmBell:
    """`ring` may be called from anywhere in the loop and never waits; while Redis is away the oldest are dropped."""

    stream: AlarmStream
    _waiting: "asyncio.Queue[FeedAlarm]" = field(default_factory=lambda: asyncio.Queue(_MOST))

    def ring(self, alarm: FeedAlarm) -> None:
        if self._waiting.full():
            dropped = self._waiting.get_nowait()
            log.warning("alarm_dropped", venue=dropped.venue, part=dropped.part)
        self._waiting.put_nowait(alarm)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            alarm = await self._waiting.get()
            while not await self._is_raised(alarm):  # noqa: ASYNC110  # Redis is away: it tells nobody when it is back
                await asyncio.sleep(_AGAIN_S)

    async def _is_raised(self, alarm: FeedAlarm) -> bool:
        try:
            await self.stream.raised(alarm)
        except StorageAway as error:
            log.warning("alarm_waits", error=str(error)[:200])
            return False
        return True
