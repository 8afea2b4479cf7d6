"""How fast to ask, and how long to wait before trying again."""

import asyncio
from collections import deque
from random import Random


class Crowd:
    """How many processes share what a venue allows one address. Told by whoever counts them."""

    def __init__(self) -> None:
        self.size = 1


class RateLimiter:
    """At most `limit` units in any `per_s` seconds for all of the crowd; whoever comes first goes first."""

    def __init__(self, limit: int, per_s: float, crowd: Crowd | None = None) -> None:
        self._limit = limit
        self._per_s = per_s
        self._crowd = crowd or Crowd()
        self._taken: deque[float] = deque()
        self._turn = asyncio.Lock()
        self._not_before = 0.0

    async def take(self, units: int = 1) -> None:
        """Returns when the units may be used. Raises `ValueError` for more than the limit at once."""
        if units > self._limit:
            raise ValueError(f"{units} of {self._limit} at once")
        async with self._turn:
            while True:
                wait_s = self._wait_s(units)
                if wait_s <= 0:
                    break
                await asyncio.sleep(wait_s)
            self._taken.extend([asyncio.get_running_loop().time()] * units)

    def pause(self, seconds: float) -> None:
        """The venue said to wait: nobody goes before that."""
        self._not_before = max(self._not_before, asyncio.get_running_loop().time() + seconds)

    def resize(self, limit: int) -> None:
        """The venue told how much it allows."""
        self._limit = max(limit, 1)

    def wait_s(self, units: int = 1) -> float:
        """How long `take` would wait now, with nobody before us; 0 or less is not at all."""
        return self._wait_s(units)

    def _wait_s(self, units: int) -> float:
        now = asyncio.get_running_loop().time()
        while self._taken and self._taken[0] <= now - self._per_s:
            self._taken.popleft()
        wait_s = self._not_before - now
        part = max(self._limit // self._crowd.size, units)  # what is asked in one piece cannot be asked in less
        over = len(self._taken) + units - part
        if over > 0:
            wait_s = max(wait_s, self._taken[over - 1] + self._per_s - now)
        return wait_s


class Backoff:
    """Waiting times that double up to `cap_s`, each cut by a random part so that many clients do not return at once."""

    def __init__(self, first_s: float, cap_s: float, rng: Random) -> None:
        self._first_s = first_s
        self._cap_s = cap_s
        self._rng = rng
        self.failures = 0

    def failed(self) -> float:
        """Counts one more failure; returns how long to wait now."""
        wait_s = min(self._first_s * 2.0 ** min(self.failures, 30), self._cap_s)
        self.failures += 1
        return wait_s * self._rng.uniform(0.5, 1.0)

    def succeeded(self) -> None:
        self.failures = 0
