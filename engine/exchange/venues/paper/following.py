"""Which contracts' books and trades are listened to: those with anything open, and for a while those asked about."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from engine.exchange.venues.paper.floor import Floor
from engine.feeds.ports import Changes
from engine.market.cancelling import heed_cancellation
from engine.market.ports import Clock
from engine.market.values import Instrument, Symbol

LINGER = timedelta(minutes=10)  # after the last order or position is gone
_LOOK_EVERY_S = 1.0
Steps = tuple[Symbol, Decimal, Decimal]  # with tick and lot


class Following:
    """`instruments` are the venue's, by symbol, kept up to date by whoever lists them."""

    def __init__(self, floor: Floor, instruments: Mapping[Symbol, Instrument], clock: Clock) -> None:
        self._floor, self._instruments, self._clock = floor, instruments, clock
        self._wanted: dict[Symbol, datetime] = {}
        self._followed: tuple[Steps, ...] = ()
        self._fresh: set[Symbol] = set()
        self._asked = asyncio.Event()
        self.changes: Changes = asyncio.Queue()

    def want(self, symbol: Symbol) -> None:
        """From now on, at once."""
        is_new = symbol not in self._wanted
        self._wanted[symbol] = self._clock.now()
        if is_new:
            self._asked.set()
            if symbol not in self._floor.used():
                self._fresh.add(symbol)

    def is_fresh(self, symbol: Symbol) -> bool:
        """Asked for while nobody had anything open in it, and its prices were not heard since."""
        return symbol in self._fresh

    def priced(self, symbol: Symbol) -> None:
        """Its prices were heard."""
        self._fresh.discard(symbol)

    def now(self) -> list[Instrument]:
        """What is to be followed at this moment."""
        now = self._clock.now()
        for symbol in self._floor.used():
            self._wanted[symbol] = now
        self._wanted = {one: at for one, at in self._wanted.items() if now - at < LINGER}
        return [self._instruments[one] for one in sorted(self._wanted) if one in self._instruments]

    async def run(self) -> None:
        """Tells `changes` whenever the set is another one, or one of it is counted in other steps by the venue."""
        while True:
            heed_cancellation()
            chosen = self.now()
            steps = tuple((one.symbol, one.tick_size, one.lot_size) for one in chosen)
            if steps != self._followed:
                self._followed = steps
                self._floor.recent.keep_only([one.symbol for one in chosen])
                self.changes.put_nowait(chosen)
            self._asked.clear()
            try:
                async with asyncio.timeout(_LOOK_EVERY_S):
                    await self._asked.wait()
            except TimeoutError:
                continue
