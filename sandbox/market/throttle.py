"""The venue's limit by address: 600 requests in 5 seconds, then 403 for ten minutes."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

WINDOW_S = 5.0


@dataclass(slots=True)
class IpLimit:
    """Everything here comes from loopback, so there is one address. `limit` 0 switches it off."""

    limit: int
    ban_s: float
    now_s: Callable[[], float]
    _asked: deque[float] = field(default_factory=deque)
    _banned_until: float = 0.0

    def admit(self) -> bool:
        """Count a request; False while banned."""
        now = self.now_s()
        if now < self._banned_until:
            return False
        while self._asked and self._asked[0] <= now - WINDOW_S:
            self._asked.popleft()
        self._asked.append(now)
        if self.limit and len(self._asked) > self.limit:
            self._banned_until = now + self.ban_s
            self._asked.clear()
            return False
        return True

    @property
    def left(self) -> int:
        return max(self.limit - len(self._asked), 0)
