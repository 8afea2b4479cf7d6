"""What moves the market: the wall's time, as fast as wanted, or nothing but a word from outside."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


class Clock(Protocol):
    """Simulated time in unix ms. Never goes back. `speed`: simulated seconds a second, 0 where it stands still."""

    @property
    def speed(self) -> float: ...

    def start(self, stored_ms: int) -> None:
        """`stored_ms`: where a kept market stands, 0 for a new one."""
        ...

    def now_ms(self) -> int: ...


@dataclass(slots=True)
class MarketClock:
    """The wall's time, or `speed` times as fast from where it was started."""

    speed: float
    wall_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000
    start_wall_ms: int = 0
    start_ms: int = 0

    def start(self, stored_ms: int) -> None:
        self.start_wall_ms = self.wall_ms()
        self.start_ms = max(stored_ms, self.start_wall_ms)

    def now_ms(self) -> int:
        return self.start_ms + int((self.wall_ms() - self.start_wall_ms) * self.speed)


@dataclass(slots=True)
class SteppedClock:
    """Stands at `at_ms`, a whole second, until it is moved: a test's market is then the same every time."""

    at_ms: int
    speed: float = 0.0

    def start(self, stored_ms: int) -> None:
        self.at_ms = max(stored_ms, self.at_ms)

    def now_ms(self) -> int:
        return self.at_ms

    def move(self, by_ms: int) -> None:
        self.at_ms += by_ms
