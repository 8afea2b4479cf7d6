"""Recorded time, running faster or slower than ours."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta


class ReplayClock:
    """At `from_at` when made, then `speed` recorded seconds a second (60: a minute a second)."""

    def __init__(self, from_at: datetime, speed: float = 1.0, monotonic: Callable[[], float] = time.monotonic) -> None:
        if speed <= 0 or from_at.tzinfo is None:
            raise ValueError("a replay needs an aware start and a speed above zero")
        self._from_at = from_at
        self._speed = speed
        self._monotonic = monotonic
        self._started = monotonic()

    def now(self) -> datetime:
        return self._from_at + timedelta(seconds=(self._monotonic() - self._started) * self._speed)

    async def sleep_until(self, at: datetime) -> None:
        """Returns when recorded time has reached `at`; at once when it has passed."""
        await asyncio.sleep(max((at - self.now()).total_seconds() / self._speed, 0.0))
