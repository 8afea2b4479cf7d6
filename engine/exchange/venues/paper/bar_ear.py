"""A recorded market for the floor: its bars as they close, for there is no book of it."""

import asyncio
from typing import Protocol

from engine.exchange.bar_tape import BarInput, BarTape
from engine.exchange.inputs import Funding
from engine.exchange.venues.paper.floor import Floor
from engine.market.store import BarWatcher, TickerWatcher


class Watched(Protocol):
    """A market in memory."""

    def watch(self, watcher: BarWatcher) -> None: ...

    def watch_tickers(self, watcher: TickerWatcher) -> None: ...


class BarEar:
    def __init__(self, floor: Floor, market: Watched) -> None:
        self._floor, self._market = floor, market

    async def run(self) -> None:
        """Until cancelled."""
        tape = BarTape(self._floor.contracts.get, self._tell)
        self._market.watch(tape.hear_bars)
        self._market.watch_tickers(tape.hear_ticker)
        await asyncio.Event().wait()

    async def caught_up(self, within_s: float) -> bool:
        """A recording stands still while nobody plays it."""
        return True

    def _tell(self, event: BarInput) -> None:
        if isinstance(event, Funding):
            self._floor.act(event)  # what is owed is owed, however much waits to be written
        else:
            self._floor.hear(event)
