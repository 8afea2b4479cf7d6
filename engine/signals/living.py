"""The living signals in memory, so that five hundred scans a second need no question to the store."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.market.values import Coin, MarketSource
from engine.market.windows import Window
from engine.signals.ports import SignalBook
from engine.signals.values import Signal

_GOOD_FOR_S = 15.0  # other processes open and end signals too


@dataclass(slots=True)
class Living:
    """Read again every quarter of a minute. The store decides; this only spares asking."""

    book: SignalBook
    source: MarketSource
    _held: dict[tuple[Coin, Window], Signal] = field(default_factory=dict)
    _good_until_s: float = -1.0

    async def all(self) -> Sequence[Signal]:
        """Raises `StorageAway`."""
        await self._refresh()
        return list(self._held.values())

    async def of(self, coin: Coin, window: Window) -> Signal | None:
        """Raises `StorageAway`."""
        await self._refresh()
        return self._held.get((coin, window))

    async def again(self, coin: Coin, window: Window) -> Signal | None:
        """Asks the store: another process was faster."""
        self._good_until_s = -1.0
        return await self.of(coin, window)

    def put(self, signal: Signal | None) -> Signal | None:
        if signal is not None:
            self._held[signal.key] = signal
        return signal

    def drop(self, signal: Signal) -> None:
        held = self._held.get(signal.key)
        if held is not None and held.signal_id == signal.signal_id:
            del self._held[signal.key]

    async def _refresh(self) -> None:
        if time.monotonic() >= self._good_until_s:
            self._held = {signal.key: signal for signal in await self.book.living(self.source)}
            self._good_until_s = time.monotonic() + _GOOD_FOR_S
