"""One venue's contracts kept with this process's share and the venue's list: lost ones are let go at once, gained ones
taken in, and the stream is told."""

import asyncio
import time
from collections.abc import Callable, Collection, Sequence
from typing import NoReturn

import structlog

from engine.feeds.ports import Changes, Gap
from engine.market.backfill import Backfill, in_order
from engine.market.gap_keeping import GapKeeper
from engine.market.liquidated import KEPT
from engine.market.memory import MemoryMarket
from engine.market.ports import Clock
from engine.market.recalling import StoreReader
from engine.market.values import Coin, Instrument, Symbol, Venue
from engine.market.writing import StoreWriter

TAKEN_OVER = "taken over"
_WRITE_S = 1.0
log = structlog.get_logger()


class TakingOver:
    """`run` is endless. `gaps` hears of the time in which nobody listened to what was taken over, `read` is called when
    its bars have been read.

    What is gained is asked from the store first and from the venue next, as after a restart: whoever had it before has
    written all it knew, or is dead.
    """

    def __init__(
        self,
        venue: Venue,
        market: MemoryMarket,
        memory: StoreReader,
        backfill: Backfill,
        writer: StoreWriter | None,
        clock: Clock,
        gaps: GapKeeper,
        read: Callable[[], object],
    ) -> None:
        self._venue = venue
        self._market = market
        self._memory = memory
        self._backfill = backfill
        self._writer = writer
        self._clock = clock
        self._gaps = gaps
        self._read = read
        self._changes: Changes = asyncio.Queue()
        self._recalled: set[Coin] = set()
        self._has_begun = False
        self._new: set[Symbol] = set()  # lately listed: nobody had them before
        self._has_changed = asyncio.Event()
        market.share.watch(self._let_go)

    def changes(self) -> Changes:
        """For a stream that begins now with the contracts in memory."""
        self._changes = asyncio.Queue()
        return self._changes

    def began(self) -> None:
        """The venue is heard, for the first time: those who had these contracts before are not there any more."""
        if not self._has_begun:
            self._has_begun = True
            self._mark(self._market.contracts(self._venue))

    async def _let_go(self) -> None:
        """Out of memory, out of the stream, and what waits to be stored is stored: the next owner reads it there."""
        lost = self._market.let_go(self._venue)
        self._recalled = {coin for coin in self._recalled if self._market.share.holds(coin)}
        self._new &= self._waiting()
        self._has_changed.set()
        if lost:
            self._tell_stream()
            log.info("share_let_go", venue=self._venue, contracts=len(lost))
        if lost and self._writer is not None:
            await self._writer.write_now(_WRITE_S)

    async def recall(self, contracts: Sequence[Instrument]) -> None:
        """The last week's forced closes of these, as stored; each counted once, so before its coin is heard."""
        new = {one.coin for one in contracts} - self._recalled
        if not new:
            return
        self._recalled |= new
        for event in await self._memory.liquidations(self._clock.now() - KEPT, new):
            if event.venue is self._venue and event.coin in self._recalled:  # else it was lost meanwhile
                self._market.recall(event)

    def relisted(self, came: Collection[Symbol]) -> None:
        """The venue lists other contracts than before; these are new."""
        self._new = (self._new | set(came)) & self._waiting()
        self._tell_stream()
        self._has_changed.set()

    async def run(self) -> NoReturn:
        async with asyncio.TaskGroup() as group:
            while True:
                await self._has_changed.wait()
                self._has_changed.clear()
                gained = await self._take_in()
                if gained:
                    group.create_task(self._fill(gained), name=f"take over {self._venue}")

    async def _take_in(self) -> Sequence[Instrument]:
        await self.recall(self._market.not_followed(self._venue))
        gained = [one for one in self._market.not_followed(self._venue) if one.coin in self._recalled]
        if not gained:
            return ()
        self._market.follow(gained)
        self._tell_stream()
        log.info("share_taken_in", venue=self._venue, contracts=len(gained))
        taken_over = [one for one in gained if one.symbol not in self._new]
        self._new -= {one.symbol for one in gained}
        if taken_over:
            self._mark(taken_over)
            await self._gaps.remember()
        return gained

    def _waiting(self) -> set[Symbol]:
        return {one.symbol for one in self._market.not_followed(self._venue)}

    def _mark(self, taken: Sequence[Instrument]) -> None:
        """The time in which nobody listened to them."""
        known = [self._market.share.heard_until(one.coin) for one in taken]
        heard_until = min((at for at in known if at is not None), default=None)
        if heard_until is not None:
            self._gaps.missed(Gap(self._venue, heard_until, self._clock.now(), TAKEN_OVER))

    async def _fill(self, gained: Sequence[Instrument]) -> None:
        """The finest bars of all before the coarse ones of any: in those is the gap."""
        started = time.monotonic()
        jobs = sorted(in_order(gained), key=lambda job: job.step_ms)
        finest = [job for job in jobs if job.step_ms == jobs[0].step_ms]
        await self._backfill.run(finest)
        self._read()
        whole_s = round(time.monotonic() - started, 3)
        await self._backfill.run(jobs[len(finest) :])
        filled_s = round(time.monotonic() - started, 3)
        log.info("share_filled", venue=self._venue, contracts=len(gained), gap_s=whole_s, all_s=filled_s)

    def _tell_stream(self) -> None:
        self._changes.put_nowait(self._market.contracts(self._venue))
