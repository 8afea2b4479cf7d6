"""Telegram's flood control, as its FAQ publishes it: 30 messages a second over all, 20 a minute in one group."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.telegram.refusals import too_many


@dataclass(frozen=True, slots=True)
class Rates:
    """Messages per window; a burst in one private chat may go up to the overall rate."""

    overall: int = 30
    overall_window_s: float = 1.0
    group: int = 20
    group_window_s: float = 60.0


@dataclass(slots=True)
class Window:
    limit: int
    window_s: float
    sent_at_s: deque[float] = field(default_factory=deque)

    def wait_s(self, now_s: float, count: int) -> float:
        """Seconds until `count` more fit; 0 when they fit now."""
        while self.sent_at_s and self.sent_at_s[0] <= now_s - self.window_s:
            self.sent_at_s.popleft()
        surplus = len(self.sent_at_s) + min(count, self.limit) - self.limit
        return 0.0 if surplus <= 0 else self.sent_at_s[surplus - 1] + self.window_s - now_s


class Limits:
    def __init__(self, steady: Callable[[], float], rates: Rates | None = None) -> None:
        self.steady = steady
        self.rates = rates or Rates()
        self.clear()

    def clear(self) -> None:
        self.overall = Window(self.rates.overall, self.rates.overall_window_s)
        self.groups: dict[int, Window] = {}

    def windows(self, chat_id: int) -> list[Window]:
        if chat_id > 0:
            return [self.overall]
        group = self.groups.setdefault(chat_id, Window(self.rates.group, self.rates.group_window_s))
        return [group, self.overall]

    def check(self, chat_id: int, count: int = 1) -> None:
        now_s = self.steady()
        wait_s = max(window.wait_s(now_s, count) for window in self.windows(chat_id))
        if wait_s > 0:
            raise too_many(max(1, math.ceil(wait_s)))

    def count(self, chat_id: int, count: int = 1) -> None:
        now_s = self.steady()
        for window in self.windows(chat_id):
            window.sent_at_s.extend([now_s] * count)
