"""Hours in which a person is left alone: what happens then is kept and told together when they are over."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

_SPAN = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|to|a|до)\s*(\d{1,2})(?:[:.](\d{2}))?$")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """By the person's own clock, from `start` to just before `end`; over midnight where `end` is earlier."""

    start: time
    end: time

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def covers(self, now: datetime, zone: ZoneInfo) -> bool:
        at = now.astimezone(zone).time()
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    def ends_after(self, now: datetime, zone: ZoneInfo) -> datetime:
        """The next end, aware; on a day whose clock skips that time, when the clock has gone past it."""
        local = now.astimezone(zone)
        end = datetime.combine(local.date(), self.end, zone)
        return end if end > local else datetime.combine(local.date() + timedelta(days=1), self.end, zone)


def parse_quiet(typed: str) -> QuietHours | None:
    """`22-7`, `22:30-06:45`, `23 to 7`. None where it is no span, or one without length."""
    match = _SPAN.match(typed.strip().lower()[:20])
    if match is None:
        return None
    from_hour, from_minute, to_hour, to_minute = (int(part or 0) for part in match.groups())
    if max(from_hour, to_hour) > 24 or max(from_minute, to_minute) > 59:
        return None
    start, end = time(from_hour % 24, from_minute), time(to_hour % 24, to_minute)
    return None if start == end else QuietHours(start, end)
