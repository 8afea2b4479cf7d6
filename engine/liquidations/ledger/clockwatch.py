"""Does the clock go as time does? A step of the wall clock, or a sleeping machine, is seen and remembered."""

from collections.abc import Callable
from datetime import datetime, timedelta

from engine.market.ports import Clock

_TOLERANCE = timedelta(seconds=60)


class ClockWatch:
    """`monotonic` None: the clock is a replay's, which goes by a monotonic one already."""

    def __init__(self, clock: Clock, monotonic: Callable[[], float] | None) -> None:
        self._clock = clock
        self._monotonic = monotonic
        self._seen = self._look()

    def jumped(self) -> tuple[datetime, datetime] | None:
        """The clock's times before and after a jump since the last call, earliest first; None where it went on."""
        before, after = self._seen, self._look()
        self._seen = after
        if (
            self._monotonic is None
            or abs((after[0] - before[0]) - timedelta(seconds=after[1] - before[1])) < _TOLERANCE
        ):
            return None
        return min(before[0], after[0]), max(before[0], after[0])

    def _look(self) -> tuple[datetime, float]:
        return self._clock.now(), 0.0 if self._monotonic is None else self._monotonic()
