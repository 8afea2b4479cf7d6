"""Makes signals of scans: hears the board, stores what follows, and has it announced."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from prometheus_client import Counter

from engine.errors import Unavailable
from engine.liquidations.values import Scan, ScanState
from engine.market.ports import Clock, MarketReader
from engine.market.values import Coin
from engine.market.windows import Window
from engine.scanners.thresholds import ThresholdBook
from engine.signals.life import FRESH_FOR, hear, standing
from engine.signals.living import Living
from engine.signals.ports import SignalBook
from engine.signals.values import Confirms, Ends, Opening, Signal, Step

SIGNALS = Counter("helix_signals_total", "Steps in the lives of signals", ["step"])
log = structlog.get_logger()


@dataclass(slots=True)
class SignalMaker:
    """Implements `ScanListener`. What confirms is stored at once; what is only lopsided waits its turn, so that a
    thousand maps made in one pass do not hold up a spike. A store that is away costs nothing while a scan is fresh.
    """

    book: SignalBook
    living: Living
    market: MarketReader
    thresholds: ThresholdBook
    clock: Clock
    announce: Callable[[], None]
    _waiting: dict[tuple[Coin, Window], Scan] = field(default_factory=dict)  # the newest of each
    _busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def heard(self, scan: Scan) -> None:
        """Never raises `Unavailable`: the board goes on."""
        query = scan.query
        if not query.is_whole or scan.source is not self.market.source:
            return
        self._waiting[query.coin, query.window] = scan
        if standing(scan, self.thresholds.of(query.coin)) is ScanState.CONFIRMED:
            await self._hear_waiting(query.coin, query.window)

    async def catch_up(self) -> None:
        """Hears everything that waits, as long as it is still true."""
        for coin, window in list(self._waiting):
            await self._hear_waiting(coin, window)

    async def _hear_waiting(self, coin: Coin, window: Window) -> None:
        async with self._busy:
            scan = self._waiting.pop((coin, window), None)
            if scan is None:
                return
            try:
                await self._hear(scan)
            except asyncio.CancelledError:  # the board lost its patience: the next turn has more
                self._waiting.setdefault((coin, window), scan)
                raise
            except Unavailable as error:
                log.warning("signal_put_off", coin=coin, window=window.value, error=str(error)[:200])
                if self.clock.now() - scan.at <= FRESH_FOR:
                    self._waiting.setdefault((coin, window), scan)

    async def _hear(self, scan: Scan) -> None:
        living, limits = await self.living.of(scan.query.coin, scan.query.window), self.thresholds.of(scan.query.coin)
        if living is None and standing(scan, limits) not in (ScanState.LOPSIDED, ScanState.CONFIRMED):
            return
        price_usd = await self._price(scan)
        steps = hear(living, scan, limits, price_usd, self.clock.now())
        for step in steps:
            living = await self._take(living, step)
        if steps:
            self.announce()

    async def _take(self, living: Signal | None, step: Step) -> Signal | None:
        SIGNALS.labels(_name(step)).inc()
        match step:
            case Opening():
                return self.living.put(await self.book.open(step)) or await self.living.again(step.coin, step.window)
            case Confirms() if living is not None:
                confirmed = await self.book.confirm(living, step)
                return self.living.put(confirmed) or await self.living.again(*living.key)
            case Ends() if living is not None:
                await self.book.end(living, step)
                self.living.drop(living)
        return None

    async def _price(self, scan: Scan) -> float:
        """What is traded now; the scan's own price where nobody knows better."""
        for venue in scan.venues:
            ticker = await self.market.ticker(scan.query.coin, venue)
            if ticker is not None and abs(self.clock.now() - ticker.at) <= FRESH_FOR and ticker.price_usd > 0:
                return ticker.price_usd
        return scan.price_usd


def _name(step: Step) -> str:
    if isinstance(step, Opening):
        return "confirmed" if step.is_confirmed else "new"
    return "confirmed" if isinstance(step, Confirms) else step.state.value
