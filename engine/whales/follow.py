"""Looks at public accounts one after another, for ever, as fast as the venue allows."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

import structlog
from prometheus_client import Counter, Gauge

from engine.errors import StorageAway, VenueAway
from engine.feeds.pacing import Backoff
from engine.market.ports import Clock
from engine.market.values import MarketSource
from engine.whales.ports import PublicAccounts, WhaleStore

LOOKS = Counter("helix_whale_looks_total", "Looks at a public account, by outcome", ["outcome"])
WATCHED = Gauge("helix_whale_accounts", "Public accounts that are looked at")
LIST_EVERY = timedelta(hours=12)
LIST_AGAIN = timedelta(minutes=10)  # after the leaderboard did not answer
CONTEXTS_EVERY = timedelta(minutes=1)
FORGET_AFTER = timedelta(days=2)
EMPTY_EVERY = 8  # an account without positions is looked at in every eighth round only
log = structlog.get_logger()


class FollowWhales:
    """`extra`: addresses the owner named, always watched. The venue's client does the pacing.

    `least_round`: a round takes at least so long, so that few accounts are not asked all the time.
    """

    def __init__(
        self,
        venue: PublicAccounts,
        store: WhaleStore,
        clock: Clock,
        rng: Random,
        *,
        extra: Sequence[str] = (),
        largest: int = 400,
        least_round: timedelta = timedelta(seconds=60),
        first_wait_s: float = 2.0,
    ) -> None:
        self._venue = venue
        self._store = store
        self._clock = clock
        self._extra = [account.lower() for account in extra]
        self._largest = largest
        self._least_round_s = least_round.total_seconds()
        self._backoff = Backoff(first_wait_s, 120.0, rng)
        self._listed: list[str] = []
        self._list_at: datetime | None = None
        self._contexts_at: datetime | None = None
        self._empty: set[str] = set()
        self._round = 0

    async def run(self) -> None:
        """Until cancelled. What is away is asked again later; nothing is made up meanwhile."""
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            try:
                await self.look_around()
            except StorageAway as error:
                log.warning("whales_not_kept", error=str(error)[:200])
                await asyncio.sleep(self._backoff.failed())
            else:
                await asyncio.sleep(max(began + self._least_round_s - loop.time(), 0.0))

    async def look_around(self) -> None:
        """One round over all accounts."""
        await self._list()
        watched = list(dict.fromkeys([*self._extra, *self._listed]))
        WATCHED.set(len(watched))
        for account in watched:
            await self._contexts()
            if account not in self._empty or self._round % EMPTY_EVERY == 0:
                await self._look(account)
        if not watched:
            await self._contexts()
        self._round += 1
        await self._store.forget(MarketSource.LIVE, self._clock.now() - FORGET_AFTER)

    async def _list(self) -> None:
        now = self._clock.now()
        if self._largest == 0 or (self._list_at is not None and now < self._list_at):
            return
        try:
            self._listed = list(await self._venue.largest(self._largest))
            self._list_at = now + LIST_EVERY
            log.info("whales_listed", accounts=len(self._listed))
        except VenueAway as error:
            self._list_at = now + LIST_AGAIN
            if not self._listed:
                self._listed = list(await self._store.accounts(MarketSource.LIVE, now - FORGET_AFTER))
            log.warning("whales_not_listed", error=str(error)[:200], known=len(self._listed))

    async def _contexts(self) -> None:
        now = self._clock.now()
        if self._contexts_at is not None and now - self._contexts_at < CONTEXTS_EVERY:
            return
        self._contexts_at = now
        try:
            await self._store.keep_contexts(MarketSource.LIVE, await self._venue.contexts(now))
        except VenueAway as error:
            log.warning("whale_contexts_away", error=str(error)[:200])

    async def _look(self, account: str) -> None:
        now = self._clock.now()
        try:
            positions = await self._venue.positions(account, now)
        except VenueAway as error:
            LOOKS.labels("away").inc()
            wait_s = self._backoff.failed()
            log.warning("whale_away", account=account, error=str(error)[:200], wait_s=wait_s)
            await asyncio.sleep(wait_s)
            return
        self._backoff.succeeded()
        LOOKS.labels("ok").inc()
        (self._empty.discard if positions else self._empty.add)(account)
        await self._store.keep(MarketSource.LIVE, account, positions, now)
