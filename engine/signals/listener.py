"""Makes signals of scans: hears the board, stores what follows, and has it announced."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from prometheus_client import Counter

from engine.errors import Unavailable
from engine.liquidations.values import Scan
from engine.market.ports import Clock, MarketReader
from engine.market.values import Coin
from engine.market.windows import Window
from engine.scanners.thresholds import ThresholdBook
from engine.signals.life import FRESH_FOR, hear
from engine.signals.living import Living
from engine.signals.ports import SignalBook
from engine.signals.values import Confirms, Ends, Opening, Signal, Step

SIGNALS = Counter("helix_signals_total", "Steps in the lives of signals", ["step"])
log = structlog.get_logger()


@dataclass(slots=True)
class SignalMaker:
    """Implements `ScanListener`. A store that is away costs nothing: the scan is heard again while it is fresh."""

    book: SignalBook
    living: Living
    market: MarketReader
    thresholds: ThresholdBook
    clock: Clock
    announce: Callable[[], None]
    _missed: dict[tuple[Coin, Window], Scan] = field(default_factory=dict)
    _busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def heard(self, scan: Scan) -> None:
        """Never raises `Unavailable`: the board goes on."""
        if scan.query.venue is not None or scan.source is not self.market.source:
            return
        key = scan.query.coin, scan.query.window
        try:
            async with self._busy:
                await self._hear(scan)
        except Unavailable as error:
            self._missed[key] = scan
            log.warning("signal_put_off", coin=scan.query.coin, window=scan.query.window.value, error=str(error)[:200])
        else:
            self._missed.pop(key, None)

    async def hear_missed(self) -> None:
        """What could not be stored, as long as it is still true."""
        for key, scan in list(self._missed.items()):
            if self.clock.now() - scan.at > FRESH_FOR:
                del self._missed[key]
            else:
                await self.heard(scan)

    async def _hear(self, scan: Scan) -> None:
        living = await self.living.of(scan.query.coin, scan.query.window)
        price_usd = await self._price(scan)
        steps = hear(living, scan, self.thresholds.of(scan.query.coin), price_usd, self.clock.now())
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
