"""From a message of the stream to a spike told: judged at once, the coin's rows made anew, the alert published.

Bars and tickers are heard in the event loop and cost microseconds; what passed a threshold waits in a bounded queue.
The venue is asked for the newest bars beside that: whoever must act within a quarter of a second acts on what the
stream said, and hears the corrected scan when the answer differs.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, TypeVar

import structlog
from prometheus_client import Counter

from engine.errors import StorageAway, Unavailable
from engine.liquidations.values import Scan
from engine.market.ports import Clock, MarketReader
from engine.market.store import SymbolBars
from engine.market.values import Bars, Coin, Symbol, Ticker, Venue
from engine.market.windows import Window
from engine.scanners.alerting import SpikeAlert, SpikeKind, SpikeSink
from engine.scanners.level_cross import NO_FENCE, fence_of
from engine.scanners.pulse import FRESH_BARS
from engine.scanners.spike_marks import Mark, Spike, closed_spikes, mark_of
from engine.scanners.spikes import CONFIRMATION_STEP_MS, confirm
from engine.scanners.thresholds import SameForAll, ThresholdBook
from engine.scanners.time_window import is_timely

SPIKES = Counter("helix_spikes_total", "Thresholds that were passed", ["kind"])
LOST = Counter("helix_spikes_lost_total", "Spikes that were not told", ["why"])
LEVELS_OF = Window.H24  # whose levels are watched for a cross
_BAR_TIMELY_MS = CONFIRMATION_STEP_MS  # a bar that closed longer ago is history, whoever sent it now
_TICK_TIMELY_MS = 30_000
_WAITING = 2_000
_WORKERS, _REFETCHERS = 4, 8
_REFETCH_S, _PUBLISH_S = 3.0, 2.0
Item = TypeVar("Item")
log = structlog.get_logger()


class Refetch(Protocol):
    """Asks the venue for what it has just published."""

    async def newest(self, coin: Coin, venue: Venue) -> bool:
        """The newest bars and their open interest, into the market. True where they differ from what the stream
        brought. Raises `Unavailable`."""
        ...


class Looks(Protocol):
    """The board, as far as a spike needs it."""

    async def look(self, coin: Coin, *, again: bool = False) -> int: ...


@dataclass(frozen=True, slots=True)
class _Closed:
    """A bar to judge."""

    coin: Coin
    venue: Venue
    symbol: Symbol


class SpikeWatch:
    """`bar_closed` and `ticked` are for the market's watchers, `heard` is for the board's scans; `run` is endless.

    One alert a coin, kind and five-minute bar. Judged is the contract with the coin's largest open interest, the one
    that confirmations are read from.
    """

    def __init__(
        self,
        reader: MarketReader,
        board: Looks,
        sink: SpikeSink,
        refetch: Refetch,
        clock: Clock,
        thresholds: ThresholdBook | None = None,
    ) -> None:
        self._reader, self._board, self._sink, self._refetch = reader, board, sink, refetch
        self._clock = clock
        self._thresholds = SameForAll() if thresholds is None else thresholds
        self._marks: dict[Coin, Mark] = {}
        self._levels: dict[Coin, Scan] = {}
        self._closed: asyncio.Queue[_Closed] = asyncio.Queue(_WAITING)
        self._spikes: asyncio.Queue[Spike] = asyncio.Queue(_WAITING)
        self._refetches: asyncio.Queue[tuple[Coin, Venue]] = asyncio.Queue(_WAITING)

    def bar_closed(self, closed: SymbolBars) -> None:
        """A `BarWatcher`."""
        if closed.bars.step_ms == CONFIRMATION_STEP_MS:
            _offer(self._closed, _Closed(closed.coin, closed.venue, closed.symbol), "bars")

    def ticked(self, ticker: Ticker) -> None:
        """A `TickerWatcher`."""
        mark = self._marks.get(ticker.coin)
        if mark is None or mark.venue is not ticker.venue:
            return
        for kind, value, threshold in mark.jumped(ticker):
            at_ms = int(ticker.at.timestamp() * 1000)
            if not is_timely(self._now_ms(), _TICK_TIMELY_MS, at_ms):
                LOST.labels("stamp").inc()
                return
            if kind is SpikeKind.LEVEL_CROSS:
                self._fence(mark, ticker.price_usd)
            self._spot(mark, kind, value, threshold, ticker.price_usd, at_ms)

    async def heard(self, scan: Scan) -> None:
        """A `ScanListener`: the levels of the day are those whose cross is told."""
        if scan.query.window is LEVELS_OF:
            coin = scan.query.coin
            self._levels[coin] = scan
            mark = self._marks.get(coin)
            if mark is None:  # after a start, until the first bar closes
                await self._marked(coin)
            else:
                self._fence(mark, scan.price_usd)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(_again_and_again(self._judge_next), name="spike bars")
            for _ in range(_WORKERS):
                group.create_task(_again_and_again(self._act_next), name="spikes")
            for _ in range(_REFETCHERS):
                group.create_task(_again_and_again(self._refetch_next), name="spike refetch")

    async def _judge_next(self) -> None:
        """A closed bar of the coin's largest contract: its spikes, and the mark of the bar that begins."""
        closed = await self._closed.get()
        listed = await self._reader.instruments(closed.coin)
        if not listed or (listed[0].venue, listed[0].symbol) != (closed.venue, closed.symbol):
            return
        marked = await self._marked(closed.coin)
        if marked is None:
            return
        mark, bars = marked
        if not is_timely(self._now_ms(), _BAR_TIMELY_MS, mark.opened_ms):
            LOST.labels("stamp").inc()
            log.debug("bar_not_of_now", coin=closed.coin, venue=closed.venue, closed_ms=mark.opened_ms)
            return
        for kind, value, threshold in closed_spikes(confirm(bars, mark.thresholds)):
            self._spot(mark, kind, value, threshold, mark.open_usd, mark.opened_ms)

    async def _marked(self, coin: Coin) -> tuple[Mark, Bars] | None:
        """The mark of the bar that runs now, and the bars it is made from; None where there are none."""
        listed = await self._reader.instruments(coin)
        if not listed:
            return None
        venue = listed[0].venue
        bars = await self._reader.bars(coin, venue, CONFIRMATION_STEP_MS, FRESH_BARS)
        if not len(bars) or bars.step_ms != CONFIRMATION_STEP_MS:
            return None
        mark, before = mark_of(coin, venue, bars, self._thresholds.of(coin)), self._marks.get(coin)
        if before is not None:
            mark.told = before.told
        self._marks[coin] = mark
        self._fence(mark, mark.open_usd)
        return mark, bars

    def _fence(self, mark: Mark, price_usd: float) -> None:
        scan = self._levels.get(mark.coin)
        mark.fence = NO_FENCE if scan is None else fence_of(scan, price_usd)

    def _spot(self, mark: Mark, kind: SpikeKind, value: float, threshold: float, price_usd: float, at_ms: int) -> None:
        bar = (at_ms - 1) // CONFIRMATION_STEP_MS  # a close belongs to the bar that it ends
        if mark.tell(kind, bar):
            SPIKES.labels(kind.value).inc()
            spike = Spike(mark.coin, mark.venue, kind, value, threshold, price_usd, at_ms, bar)
            _offer(self._refetches, (mark.coin, mark.venue), "refetches")
            _offer(self._spikes, spike, "spikes")

    async def _act_next(self) -> None:
        """Rows first: whoever hears the alert finds them made."""
        spike = await self._spikes.get()
        await self._look(spike.coin)
        at = datetime.fromtimestamp(spike.at_ms / 1000, UTC)
        alert = SpikeAlert(
            self._reader.source,
            spike.coin,
            spike.venue,
            spike.kind,
            spike.value,
            spike.threshold,
            spike.price_usd,
            at,
        )
        try:
            async with asyncio.timeout(_PUBLISH_S):
                await self._sink.publish(alert)
        except (StorageAway, TimeoutError) as error:
            LOST.labels("stream").inc()
            log.warning("spike_not_published", coin=spike.coin, kind=spike.kind, error=repr(error)[:200])

    async def _refetch_next(self) -> None:
        coin, venue = await self._refetches.get()
        try:
            async with asyncio.timeout(_REFETCH_S):
                differs = await self._refetch.newest(coin, venue)
        except (Unavailable, TimeoutError) as error:
            log.info("spike_not_refetched", coin=coin, venue=venue, error=repr(error)[:200])
            return
        if differs:
            await self._look(coin, again=True)

    async def _look(self, coin: Coin, *, again: bool = False) -> None:
        try:
            await self._board.look(coin, again=again)
        except Unavailable as error:
            log.warning("spike_not_looked_at", coin=coin, error=str(error)[:200])

    def _now_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _offer(queue: "asyncio.Queue[Item]", item: Item, what: str) -> None:
    """Drops the oldest where nobody keeps up: the newest is worth more."""
    if queue.full():
        queue.get_nowait()
        LOST.labels(what).inc()
        log.warning("spikes_behind", waiting=what)
    queue.put_nowait(item)


async def _again_and_again(step: Callable[[], Awaitable[None]]) -> None:
    while True:
        await step()
