"""Keeps this process's share of the market: renews its leases, gives up what is too much, takes what is free."""

import asyncio
import time
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Protocol

import structlog
from prometheus_client import Gauge

from engine.errors import StorageAway
from engine.feeds.pacing import Crowd
from engine.market.cancelling import heed_cancellation
from engine.market.share import LeasedShare
from engine.market.sharing import SHARDS, TTL_S, Member, Shard, Table, Told, share_out

BEAT_S = 1.0  # five tries before a lease runs out, and a death is healed after six seconds
_MARGIN_S = 0.5  # we stop so much before another may begin
_ANSWER_S = 1.5
_LEAVE_S = 1.0
MEMBERS = Gauge("helix_engines", "Engine processes that share the market")
SHARDS_HELD = Gauge("helix_share_shards", f"Shards of {SHARDS} this engine holds")
COINS_HELD = Gauge("helix_share_coins", "Coins this engine works on")
COINS_LISTED = Gauge("helix_share_coins_listed", "Coins of all engines together")
log = structlog.get_logger()


class ShareLeases(Protocol):
    """Of one member. Each call is one step that nobody comes between. Raises `StorageAway`."""

    @property
    def member(self) -> Member: ...

    async def beat(self, held: Collection[Shard], told: Told) -> Table:
        """I live; what I hold is renewed, also what ran out and nobody took."""
        ...

    async def swap(self, given_up: Collection[Shard], wanted: Collection[Shard]) -> Mapping[Shard, datetime | None]:
        """What I have of `wanted` now, each with when its last holder was last there."""
        ...

    async def leave(self) -> None:
        """I am gone, and what I held is free."""
        ...


class ShareKeeper:
    """`run` is endless; on cancellation everything is let go and given up at once.

    While the leases cannot be reached nobody can take them, and they count until they run out: then this process stops
    as well, since it cannot know whether it is the only one who cannot reach them.
    """

    def __init__(
        self,
        share: LeasedShare,
        leases: ShareLeases,
        crowd: Crowd,
        tell: Callable[[], Told],
        *,
        ttl_s: float = TTL_S,
        beat_s: float = BEAT_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._share = share
        self._leases = leases
        self._crowd = crowd
        self._tell = tell
        self._good_s = ttl_s - _MARGIN_S * ttl_s / TTL_S
        self._beat_s = beat_s
        self._monotonic = monotonic
        self._is_away = False

    async def run(self) -> None:
        try:
            while True:
                started = self._monotonic()
                await self.turn()
                heed_cancellation()
                await asyncio.sleep(max(0.0, started + self._beat_s - self._monotonic()))
        finally:
            await self._leave()

    async def turn(self) -> None:
        """One look at the table and what follows from it."""
        sent = self._monotonic()
        told = self._tell()
        try:
            async with asyncio.timeout(_ANSWER_S):
                table = await self._leases.beat(self._share.shards, told)
            await self._follow(table, sent)
        except (StorageAway, TimeoutError) as error:
            await self._wait_for_leases(error)
        else:
            self._is_away = False
        self._show(told)

    async def _wait_for_leases(self, error: Exception) -> None:
        if not self._is_away:
            log.warning("share_unreachable", reason=repr(error)[:200], shards=len(self._share.shards))
            self._is_away = True
        if self._share.is_over and self._share.shards:
            log.warning("share_ran_out", shards=len(self._share.shards))
            await self._share.become(())

    async def _follow(self, table: Table, sent: float) -> None:
        """Lets go before it gives up, and gives up before it takes."""
        mine = self._leases.member
        self._meet(table.members)
        kept = {shard for shard in self._share.shards if table.holders.get(shard) == mine}
        parts = share_out(table.members, table.holders)
        part = {shard for shard, member in parts.items() if member == mine}
        lost = self._share.shards - kept
        self._share.extend(sent + self._good_s)
        if lost:
            log.warning("share_lost", shards=sorted(lost))
        await self._share.become(kept & part)
        wanted = {shard for shard in part - kept if table.holders.get(shard, mine) == mine}
        if kept <= part and not wanted:
            return
        async with asyncio.timeout(_ANSWER_S):
            taken = await self._leases.swap(kept - part, wanted)
        await self._share.become(
            (kept & part) | taken.keys(), {shard: at for shard, at in taken.items() if at is not None}
        )
        if taken or not kept <= part:
            log.info("share_changed", given_up=len(kept - part), taken=len(taken), held=len(self._share.shards))

    def _meet(self, members: Collection[Member]) -> None:
        if set(members) != set(self._share.members):
            log.info("share_members", members=len(members), before=len(self._share.members))
        self._share.members = members
        self._crowd.size = max(len(members), 1)

    def _show(self, told: Told) -> None:
        MEMBERS.set(len(self._share.members))
        SHARDS_HELD.set(len(self._share.shards))
        COINS_HELD.set(told.coins)
        COINS_LISTED.set(told.of)

    async def _leave(self) -> None:
        try:
            await self._share.become(())
            async with asyncio.timeout(_LEAVE_S):
                await self._leases.leave()
        except (StorageAway, TimeoutError) as error:  # it runs out by itself
            log.warning("share_not_given_up", reason=repr(error)[:200])
