"""Once a day: how far paper fills were from the market, for those in charge, with every fill in a file."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Protocol

import structlog

from engine.club.posts import Post
from engine.exchange.drift_day import POST_KIND, DriftDays, bounds, day_body, post_key
from engine.looking import look_on
from engine.market.ports import Clock
from engine.market.values import MarketSource
from jobs.drift_file import write_day
from jobs.levels_day import Chats

log = structlog.get_logger()

_SETTLES = timedelta(minutes=15)  # after midnight UTC: a candle's fills are looked at after two candles
_GOOD_FOR = timedelta(days=2)  # after its day
_LOOK_EVERY_S = 30.0


class Puts(Protocol):
    async def put(self, post: Post) -> bool:
        """False where it was put before. Raises `StorageAway`."""
        ...


@dataclass(slots=True)
class DriftReporter:
    """The last whole day of UTC; days before it that nobody was up to report are in the store. Run it under a lease:
    two at once put the post once all the same, and write the same file twice. `folder`: where reports are."""

    source: MarketSource
    days: DriftDays
    posts: Puts
    chats: Chats
    clock: Clock
    folder: Path
    _done: date | None = field(default=None)

    async def run(self) -> None:
        """Until cancelled."""
        await look_on(self.look, _LOOK_EVERY_S, "paper_drift_report_waits")

    async def look(self) -> int:
        """How many posts were put down."""
        day = last_day(self.clock.now())
        if day == self._done:
            return 0
        _, ends = bounds(day)
        put = await self._report(day, ends) if await self.days.is_begun(ends) else 0
        self._done = day
        return put

    async def _report(self, day: date, ends: datetime) -> int:
        """The file is there before anybody is told of it; a disk that is full costs the file, not the report."""
        one = await self.days.of_day(day)
        if one.whole is not None:
            try:
                await write_day(self.days, self.source, day, self.folder)
            except OSError as error:
                log.error("paper_drift_not_filed", error=str(error)[:200])
        key, body = post_key(self.source, day), day_body(one)
        put = [
            await self.posts.put(Post(key, chat, POST_KIND, self.source, body, good_until=ends + _GOOD_FOR))
            for chat in await self.chats.chats()
        ]
        log.info("paper_drift_reported", day=day.isoformat(), leaning=one.leaning.value, made=one.made)
        return sum(put)


def last_day(now: datetime) -> date:
    """Of UTC, once what belongs to it has been looked at."""
    midnight = datetime.combine((now - _SETTLES).astimezone(UTC).date(), time(), UTC)
    return (midnight - timedelta(days=1)).date()
