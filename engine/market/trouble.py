"""Failures in a row: the third raises an alarm for the admins, once until it works again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from prometheus_client import Counter

from engine.market.ports import Clock
from engine.market.values import MarketSource, Venue

ALARM_AFTER = 3
ALARMS = Counter("helix_feed_alarms_total", "Sources that failed three times in a row", ["venue", "part"])
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class FeedAlarm:
    """For the admins. `part` is "stream", "rest" or "store"; `snapshot` is the state at that moment, for a log."""

    venue: Venue
    source: MarketSource
    part: str
    failures: int
    reason: str
    at: datetime
    snapshot: Mapping[str, str | int | float]


class TroubleBook:
    """`on_alarm` is called in the event loop and must be quick."""

    def __init__(
        self,
        venue: Venue,
        source: MarketSource,
        clock: Clock,
        snapshot: Callable[[], Mapping[str, str | int | float]],
        on_alarm: Callable[[FeedAlarm], None],
    ) -> None:
        self._venue = venue
        self._source = source
        self._clock = clock
        self._snapshot = snapshot
        self._on_alarm = on_alarm
        self._failures: dict[str, int] = {}

    @property
    def failures(self) -> Mapping[str, int]:
        """In a row, per part; a part that works is not listed."""
        return dict(self._failures)

    def failed(self, part: str, reason: str) -> None:
        self.failed_times(part, self._failures.get(part, 0) + 1, reason)

    def failed_times(self, part: str, failures: int, reason: str) -> None:
        """For whoever counts itself, as each of several stream connections does."""
        self._failures[part] = failures
        if failures == ALARM_AFTER:
            self._raise(part, failures, reason)

    def succeeded(self, part: str) -> None:
        if self._failures.pop(part, 0) >= ALARM_AFTER:
            log.info("feed_recovered", venue=self._venue, part=part)

    def _raise(self, part: str, failures: int, reason: str) -> None:
        ALARMS.labels(self._venue, part).inc()
        alarm = FeedAlarm(self._venue, self._source, part, failures, reason, self._clock.now(), self._snapshot())
        log.error("feed_alarm", venue=self._venue, part=part, failures=failures, reason=reason, **alarm.snapshot)
        self._on_alarm(alarm)
