"""REST with manners: paced, bounded in time, retried a little, and silent for long when the venue says stop."""

import asyncio
import json
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import aiohttp
import structlog

from engine.errors import VenueAway
from engine.feeds.metrics import REQUESTS
from engine.feeds.pacing import Backoff, RateLimiter
from engine.feeds.reading import UNREADABLE
from engine.market.values import Venue

BANNED_FOR_S = 600.0  # a 403 of Bybit bans the address for about ten minutes; asking on prolongs it
_TIMEOUT = aiohttp.ClientTimeout(total=15, connect=5)
_ATTEMPTS = 4

log = structlog.get_logger()


class TryAgain(Exception):
    """The answer says "later": retried after `after_s`, or after the back-off where it says nothing."""

    def __init__(self, reason: str, after_s: float | None = None) -> None:
        super().__init__(reason)
        self.after_s = after_s


class Banned(Exception):
    """The venue has shut this address out: nothing is asked for `for_s` seconds."""

    def __init__(self, reason: str, for_s: float = BANNED_FOR_S) -> None:
        super().__init__(reason)
        self.for_s = for_s


Judge = Callable[[int, Mapping[str, str], Any], Any]
"""(status, headers, JSON) to the part that matters. Raises `TryAgain`, `Banned` or `VenueAway`."""


class JsonClient:
    """`judge` knows how the venue says no. `headers` go with every question; `attempts`: asked so often at most."""

    def __init__(
        self,
        venue: Venue | str,
        session: aiohttp.ClientSession,
        base_url: str,
        limiter: RateLimiter,
        judge: Judge,
        rng: Random,
        first_wait_s: float = 0.5,
        *,
        headers: Mapping[str, str] | None = None,
        attempts: int = _ATTEMPTS,
    ) -> None:
        self._venue = venue
        self._headers = headers
        self._attempts = attempts
        self._session = session
        self._base_url = base_url.rstrip("/")
        self._limiter = limiter
        self._judge = judge
        self._rng = rng
        self._first_wait_s = first_wait_s
        self._banned_until = 0.0

    async def get(self, path: str, params: Mapping[str, str | int] | None = None, units: int = 1) -> Any:
        """Raises `VenueAway` when it does not answer, answers nonsense four times, or has banned us."""
        return await self._persist("GET", path, {"params": params or {}}, units)

    async def post(self, path: str, body: Mapping[str, Any], units: int = 1) -> Any:
        """A question whose words go as JSON; it may be asked twice. Raises what `get` raises."""
        return await self._persist("POST", path, {"json": body}, units)

    async def _persist(self, method: str, path: str, asked: Mapping[str, Any], units: int) -> Any:
        backoff = Backoff(self._first_wait_s, 8.0, self._rng)
        while True:
            self._refuse_while_banned()
            await self._limiter.take(units)
            try:
                answer = await self._ask(method, path, asked)
            except Banned as ban:
                raise self._stop(path, ban) from ban
            except (TryAgain, aiohttp.ClientError, TimeoutError, OSError, *UNREADABLE) as error:
                await self._wait_or_give_up(path, error, backoff)
            else:
                REQUESTS.labels(self._venue, "ok").inc()
                return answer

    async def _ask(self, method: str, path: str, asked: Mapping[str, Any]) -> Any:
        url = self._base_url + path
        async with self._session.request(method, url, headers=self._headers, timeout=_TIMEOUT, **asked) as response:
            body = await response.read()
            try:
                answer = json.loads(body)
            except ValueError:
                answer = None  # an error page: the status decides
            return self._judge(response.status, response.headers, answer)

    async def _wait_or_give_up(self, path: str, error: Exception, backoff: Backoff) -> None:
        REQUESTS.labels(self._venue, "failed").inc()
        wait_s = backoff.failed()
        if backoff.failures >= self._attempts:
            raise VenueAway(f"{self._venue} {path}: {error!r}") from error
        if isinstance(error, TryAgain) and error.after_s is not None:
            self._limiter.pause(error.after_s)
            return
        await asyncio.sleep(wait_s)

    def _stop(self, path: str, ban: Banned) -> VenueAway:
        self._banned_until = asyncio.get_running_loop().time() + ban.for_s
        REQUESTS.labels(self._venue, "banned").inc()
        log.error("venue_banned_us", venue=self._venue, path=path, reason=str(ban), silent_for_s=ban.for_s)
        return VenueAway(f"{self._venue} {path}: {ban}")

    def _refuse_while_banned(self) -> None:
        left_s = self._banned_until - asyncio.get_running_loop().time()
        if left_s > 0:
            raise VenueAway(f"{self._venue} has shut us out for another {left_s:.0f} s")
