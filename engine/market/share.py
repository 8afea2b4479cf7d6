"""The coins this process works on: all of them, or those of the shards whose leases it holds now."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime
from typing import Protocol

import structlog

from engine.market.sharing import Member, Shard, shard_of
from engine.market.values import Coin

_LET_GO_S = 1.5  # a lease has to be renewed meanwhile
log = structlog.get_logger()

ShareWatcher = Callable[[], Awaitable[None]]
"""Called in the event loop at every change. When it returns, this process works no more on what it lost."""


class Share(Protocol):
    """One event loop reads and writes."""

    def holds(self, coin: Coin) -> bool:
        """Whether it is followed, as far as was known at the last look."""
        ...

    def owns(self, coin: Coin) -> bool:
        """The same, and for certain nobody else's at this moment: ask right before anything is announced."""
        ...

    def heard_until(self, coin: Coin) -> datetime | None:
        """When the one who had the coin before was last there; None where nobody had."""
        ...

    def watch(self, watcher: ShareWatcher) -> None: ...


class WholeMarket:
    """`helix up`: everything, for as long as the process lives."""

    def holds(self, coin: Coin) -> bool:
        return True

    def owns(self, coin: Coin) -> bool:
        return True

    def heard_until(self, coin: Coin) -> datetime | None:
        return None

    def watch(self, watcher: ShareWatcher) -> None:
        """Nothing ever changes."""


class LeasedShare:
    """Changed by its keeper alone. Not renewed in time it owns nothing, whatever else this process was busy with."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._good_until = -math.inf
        self._heard_until: dict[Shard, datetime] = {}
        self._watchers: list[ShareWatcher] = []
        self.shards: frozenset[Shard] = frozenset()
        self.members: Collection[Member] = ()
        """All living ones, as of the last look."""
        self.settled = asyncio.Event()
        """Set once anything is held."""

    def holds(self, coin: Coin) -> bool:
        return shard_of(coin) in self.shards

    def owns(self, coin: Coin) -> bool:
        return not self.is_over and self.holds(coin)

    def heard_until(self, coin: Coin) -> datetime | None:
        return self._heard_until.get(shard_of(coin))

    def watch(self, watcher: ShareWatcher) -> None:
        self._watchers.append(watcher)

    @property
    def is_over(self) -> bool:
        """The leases may be another's by now."""
        return self._monotonic() >= self._good_until

    def extend(self, good_until: float) -> None:
        """`good_until`: by the monotonic clock, earlier than the leases run out."""
        self._good_until = good_until

    async def become(self, shards: Collection[Shard], heard_until: Mapping[Shard, datetime] | None = None) -> None:
        """Returns when everybody has let go of what is not held any more, at the latest after a moment."""
        now_held = frozenset(shards)
        if now_held == self.shards:
            return
        self.shards = now_held
        self._heard_until |= heard_until or {}
        try:
            async with asyncio.timeout(_LET_GO_S), asyncio.TaskGroup() as group:
                for watcher in self._watchers:
                    group.create_task(_told(watcher))
        except TimeoutError:
            log.warning("share_not_let_go", within_s=_LET_GO_S)
        if self.shards:
            self.settled.set()


async def _told(watcher: ShareWatcher) -> None:
    await watcher()
