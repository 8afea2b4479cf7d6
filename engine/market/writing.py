"""What the stream brought, put into the store in batches."""

import asyncio
from collections import deque
from itertools import islice

import structlog
from prometheus_client import Counter, Gauge

from engine.market.cancelling import heed_cancellation
from engine.market.store import BarStore, SymbolBars
from engine.market.trouble import TroubleBook
from engine.market.values import Liquidation, MarketSource, Symbol, Ticker, Venue

PENDING = Gauge("helix_ingest_pending_rows", "Rows waiting for the database", ["source"])
DROPPED = Counter("helix_ingest_dropped_rows_total", "Oldest rows given up because the database was away too long")
_MOST_ROWS = 1_000_000  # of bars, some 64 MB; more than a whole first backfill of 300 contracts
_MOST_LIQUIDATIONS = 100_000
_BATCH_ROWS = 20_000
_BATCH_LIQUIDATIONS = 2_000
_EVERY_S = 1.0
_TIMEOUT_S = 20.0  # of one batch
_LAST_TIMEOUT_S = 3.0  # everything has to stop within five seconds

log = structlog.get_logger()


class StoreWriter:
    """Bounded: when the store is away too long the oldest rows go, bars can be read from the venue again."""

    def __init__(self, source: MarketSource, store: BarStore, trouble: TroubleBook, every_s: float = _EVERY_S) -> None:
        self._source = source
        self._store = store
        self._trouble = trouble
        self._every_s = every_s
        self._bars: deque[SymbolBars] = deque()
        self._rows = 0
        self._liquidations: deque[Liquidation] = deque(maxlen=_MOST_LIQUIDATIONS)
        self._tickers: dict[tuple[Venue, Symbol], Ticker] = {}
        self._flushing = asyncio.Lock()

    @property
    def pending(self) -> int:
        return self._rows + len(self._liquidations)

    def add_bars(self, closed: SymbolBars) -> None:
        self._bars.append(closed)
        self._rows += len(closed.bars)
        while self._rows > _MOST_ROWS:
            DROPPED.inc(self._forget_first())

    def add_ticker(self, ticker: Ticker) -> None:
        """Only the newest of each contract waits."""
        self._tickers[ticker.venue, ticker.symbol] = ticker

    def add_liquidation(self, event: Liquidation) -> None:
        if len(self._liquidations) == _MOST_LIQUIDATIONS:
            DROPPED.inc()
        self._liquidations.append(event)

    async def run(self) -> None:
        """Endless; on cancellation what is left is written once more."""
        try:
            while True:
                await asyncio.sleep(self._every_s)
                await self._try_to_flush()
                heed_cancellation()
        finally:
            await self._try_to_flush(_LAST_TIMEOUT_S)

    async def write_now(self, within_s: float) -> None:
        """What waits, without waiting for its time. What could not be written by then waits on."""
        await self._try_to_flush(within_s)

    async def _try_to_flush(self, within_s: float | None = None) -> None:
        PENDING.labels(self._source).set(self.pending)
        if not self.pending and not self._tickers:
            return
        try:
            async with asyncio.timeout(within_s):
                await self.flush()
        except Exception as error:  # noqa: BLE001  outermost hold of this loop: whatever the store raises, the rows wait
            log.warning("ingest_store_failed", error=repr(error), pending=self.pending)
            self._trouble.failed("store", repr(error))
        else:
            self._trouble.succeeded("store")

    async def flush(self) -> None:
        """All that waits, the fresh before the bulk. A batch leaves the queue only after the store has it, so a failure
        repeats, never loses."""
        async with self._flushing:
            await self._flush_all()

    async def _flush_all(self) -> None:
        await self._flush_fresh()
        while self._bars:
            batch = self._next_bars()
            async with asyncio.timeout(_TIMEOUT_S):
                await self._store.save_bars(self._source, batch)
            for saved in batch:
                if self._bars and self._bars[0] is saved:  # unless it was given up meanwhile
                    self._forget_first()
            await self._flush_fresh()

    async def _flush_fresh(self) -> None:
        async with asyncio.timeout(_TIMEOUT_S):
            tickers, self._tickers = self._tickers, {}
            if tickers:
                await self._store.save_tickers(self._source, list(tickers.values()))
            while self._liquidations:
                events = list(islice(self._liquidations, _BATCH_LIQUIDATIONS))
                await self._store.save_liquidations(self._source, events)
                for event in events:
                    if self._liquidations and self._liquidations[0] is event:
                        self._liquidations.popleft()

    def _next_bars(self) -> list[SymbolBars]:
        batch: list[SymbolBars] = []
        rows = 0
        for waiting in self._bars:
            if batch and rows + len(waiting.bars) > _BATCH_ROWS:
                break
            batch.append(waiting)
            rows += len(waiting.bars)
        return batch

    def _forget_first(self) -> int:
        rows = len(self._bars.popleft().bars)
        self._rows -= rows
        return rows
