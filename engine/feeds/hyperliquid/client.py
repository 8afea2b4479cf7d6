"""Hyperliquid's info endpoint, within half of what it allows an address."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any

import aiohttp

from engine.errors import VenueAway
from engine.feeds.http import Banned, JsonClient, TryAgain
from engine.feeds.hyperliquid.leaderboard import STATS_URL, largest_accounts
from engine.feeds.hyperliquid.parsing import NAME, parse_contexts, parse_positions
from engine.feeds.pacing import RateLimiter
from engine.feeds.reading import UNREADABLE
from engine.whales.values import CoinContext, WhalePosition

REST_URL = "https://api.hyperliquid.xyz"
_INFO = "/info"
_ACCOUNT_UNITS, _OTHER_UNITS = 2, 20  # of 1,200 a minute and address
_SLOW_DOWN_S = 10.0


def make_limiter() -> RateLimiter:
    """Half of the venue's 1,200 units a minute: the address may be shared."""
    return RateLimiter(600, 60.0)


def judge(status: int, headers: Mapping[str, str], answer: Any) -> Any:
    """The answer itself: there is no envelope."""
    if status == 429:
        raise TryAgain("429", _SLOW_DOWN_S)
    if status == 403:
        raise Banned("403")
    if status == 422:
        raise VenueAway(f"{NAME}: does not understand the question")
    if status != 200 or answer is None:
        raise TryAgain(f"HTTP {status}")
    return answer


class HyperliquidAccounts:
    """Implements `PublicAccounts`."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        rng: Random,
        *,
        rest_url: str = REST_URL,
        stats_url: str = STATS_URL,
        limiter: RateLimiter | None = None,
        first_wait_s: float = 0.5,
    ) -> None:
        self._session = session
        self._stats_url = stats_url
        self._http = JsonClient(NAME, session, rest_url, limiter or make_limiter(), judge, rng, first_wait_s)

    async def largest(self, count: int) -> Sequence[str]:
        return await largest_accounts(self._session, self._stats_url, count)

    async def contexts(self, now: datetime) -> Sequence[CoinContext]:
        answer = await self._http.post(_INFO, {"type": "metaAndAssetCtxs"}, _OTHER_UNITS)
        try:
            return parse_contexts(answer, now)
        except UNREADABLE as error:
            raise VenueAway(f"{NAME} contexts: {error!r}") from error

    async def positions(self, account: str, now: datetime) -> Sequence[WhalePosition]:
        answer = await self._http.post(_INFO, {"type": "clearinghouseState", "user": account}, _ACCOUNT_UNITS)
        try:
            return parse_positions(answer, account, now)
        except UNREADABLE as error:
            raise VenueAway(f"{NAME} {account}: {error!r}") from error
