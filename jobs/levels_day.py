"""Once a day: put down that the channel is to be told what the market did to the levels."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from engine.club.posts import Post, PostBook
from engine.looking import look_on
from engine.market.ports import Clock
from engine.market.values import MarketSource

KIND = "levels-day"
_AFTER = timedelta(minutes=10)  # midnight's last bars have arrived by then
_AT_MOST = timedelta(hours=9)  # so long the day's bars are held
_LOOK_EVERY_S = 30.0


class Chats(Protocol):
    """Where it is said."""

    async def chats(self) -> Sequence[int]: ...


@dataclass(slots=True)
class LevelsDay:
    """The day by the house's zone, of 23, 24 or 25 hours. Any number of processes may run it: a post is put once."""

    posts: PostBook
    chats: Chats
    clock: Clock
    source: MarketSource
    zone: ZoneInfo
    _done: set[str] = field(default_factory=set)

    async def run(self) -> None:
        """Until cancelled."""
        await look_on(self.look, _LOOK_EVERY_S, "levels_day_waits")

    async def look(self) -> bool:
        """True where the day that ended was put down now."""
        since, until = last_day(self.clock.now(), self.zone)
        key = f"{KIND}:{self.source}:{since.astimezone(self.zone):%Y-%m-%d}"
        if key in self._done or not _AFTER <= self.clock.now() - until <= _AT_MOST:
            return False
        chats = await self.chats.chats()
        body = {"since": since.isoformat(), "until": until.isoformat()}
        put = [
            await self.posts.put(Post(key, chat, KIND, self.source, body, good_until=until + _AT_MOST))
            for chat in chats
        ]
        if chats:
            self._done = {key}
        return any(put)


def last_day(now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From midnight to midnight, the last whole day of the zone."""
    today = now.astimezone(zone).date()
    ends = datetime(today.year, today.month, today.day, tzinfo=zone)
    before = today - timedelta(days=1)
    return datetime(before.year, before.month, before.day, tzinfo=zone), ends
