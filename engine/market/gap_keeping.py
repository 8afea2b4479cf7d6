"""Gaps that outlive a restart, and the gap that the restart itself was."""

import asyncio
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from prometheus_client import Counter

from engine.errors import StorageAway
from engine.feeds.ports import Gap
from engine.market.cancelling import heed_cancellation
from engine.market.liquidated import KEPT
from engine.market.memory import MemoryMarket
from engine.market.ports import Clock
from engine.market.trouble import TroubleBook
from engine.market.values import MarketSource, Venue

GAPS = Counter("helix_feed_gaps_total", "Spans in which a venue was not heard", ["venue", "reason"])
NOT_RUNNING = "not running"
_LEAST = timedelta(minutes=1)  # a shorter stop is told by nobody: the notes themselves are seconds apart
_EVERY_S = 5.0
_TIMEOUT_S = 10.0
_LAST_TIMEOUT_S = 2.0
_MOST = 1_000

log = structlog.get_logger()


class GapStore(Protocol):
    """Keyed by market source. Raises `StorageAway`."""

    async def gaps(self, source: MarketSource, venue: Venue, since: datetime) -> Sequence[tuple[Gap, datetime | None]]:
        """Gaps that ended since then, each with when it was filled; None: still open."""
        ...

    async def save_gap(self, source: MarketSource, gap: Gap, filled_at: datetime | None) -> None: ...

    async def heard_at(self, source: MarketSource, venue: Venue) -> datetime | None:
        """As last noted; None where the venue was never heard."""
        ...

    async def note_heard(self, source: MarketSource, venue: Venue, at: datetime) -> None: ...


class GapKeeper:
    """Of one venue. What the store did not take is tried again; memory is right at once."""

    def __init__(
        self,
        venue: Venue,
        source: MarketSource,
        market: MemoryMarket,
        store: GapStore | None,
        clock: Clock,
        trouble: TroubleBook,
    ) -> None:
        self._venue = venue
        self._source = source
        self._market = market
        self._store = None if source is MarketSource.RECORDED else store  # a replay's time is nobody's absence
        self._clock = clock
        self._trouble = trouble
        self._waiting: deque[tuple[Gap, datetime | None]] = deque(maxlen=_MOST)
        self._noted_at: datetime | None = None

    async def recall(self) -> None:
        """Gaps of the last week, and the one since any process last heard the venue. A store that is away is not waited
        for."""
        if self._store is None:
            return
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                await self._read_gaps(self._store)
                heed_cancellation()
                heard_at = await self._store.heard_at(self._source, self._venue)
        except (StorageAway, TimeoutError) as error:
            log.warning("feed_gaps_not_recalled", venue=self._venue, error=repr(error))
            return
        now = self._clock.now()
        if heard_at is not None and now - heard_at >= _LEAST:
            self.missed(Gap(self._venue, heard_at, now, NOT_RUNNING))

    async def remember(self) -> None:
        """Gaps of the last week once more, for contracts another process had: what it missed of them is not told by
        coin, so it counts for the venue."""
        if self._store is None:
            return
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                await self._read_gaps(self._store)
        except (StorageAway, TimeoutError) as error:
            log.warning("feed_gaps_not_recalled", venue=self._venue, error=repr(error))
        heed_cancellation()

    async def _read_gaps(self, store: GapStore) -> None:
        for gap, filled_at in await store.gaps(self._source, self._venue, self._clock.now() - KEPT):
            self._market.apply(gap)
            if filled_at is not None:
                self._market.close_gap(gap)

    def missed(self, gap: Gap) -> None:
        GAPS.labels(gap.venue, gap.reason).inc()
        log.warning("feed_gap", venue=gap.venue, since=gap.since, until=gap.until, reason=gap.reason)
        self._market.apply(gap)
        self._waiting.append((gap, None))

    def filled(self, gap: Gap) -> None:
        self._market.close_gap(gap)
        self._waiting.append((gap, self._clock.now()))
        log.info("feed_gap_filled", venue=gap.venue, since=gap.since, until=gap.until, reason=gap.reason)

    async def run(self) -> None:
        """Endless; on cancellation what is left is written once more."""
        if self._store is None:
            return
        try:
            while True:
                await asyncio.sleep(_EVERY_S)
                await self._try_to_flush(self._store, _TIMEOUT_S)
                heed_cancellation()
        finally:
            await self._try_to_flush(self._store, _LAST_TIMEOUT_S)

    async def _try_to_flush(self, store: GapStore, within_s: float) -> None:
        try:
            async with asyncio.timeout(within_s):
                await self._flush(store)
        except (StorageAway, TimeoutError) as error:
            log.warning("feed_gaps_wait", venue=self._venue, waiting=len(self._waiting), error=repr(error))
            self._trouble.failed("store", repr(error))

    async def _flush(self, store: GapStore) -> None:
        while self._waiting:
            gap, filled_at = self._waiting[0]
            await store.save_gap(self._source, gap, filled_at)
            self._waiting.popleft()
        heard_at = self._market.heard_at(self._venue)
        if heard_at is not None and heard_at != self._noted_at:
            await store.note_heard(self._source, self._venue, heard_at)
            self._noted_at = heard_at
