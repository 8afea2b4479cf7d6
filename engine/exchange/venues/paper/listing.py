"""The venue's contracts as they come, change and end."""

from collections.abc import Awaitable, Callable, Sequence

import structlog

from engine.errors import EngineError
from engine.exchange.contract import Contract
from engine.exchange.inputs import Delisting
from engine.exchange.venues.paper.floor import Floor
from engine.looking import look_on
from engine.market.ports import Clock
from engine.market.values import Instrument, Symbol

log = structlog.get_logger()

_LOOK_EVERY_S = 5.0
_LOOK_FIRST_S = 0.25  # until the venue was heard
Keep = Callable[[Sequence[Contract]], Awaitable[Sequence[Contract]]]
"""The same contracts in the steps that rows are counted in already."""
Listed = Callable[[], Awaitable[Sequence[Instrument]]]
"""All the venue lists now. Empty while it has not been heard: nothing ends by that."""


class Listing:
    """`instruments` is filled in place. A contract that is traded here and listed no more is over at its last mark.

    `ended` hears of each that is over, when nobody holds it any more.
    """

    def __init__(
        self,
        floor: Floor,
        listed: Listed,
        make: Callable[[Instrument], Contract | None],
        keep: Keep,
        clock: Clock,
        ended: Callable[[Symbol], None],
    ) -> None:
        self.instruments: dict[Symbol, Instrument] = {}
        self._ended = ended
        self._floor, self._listed, self._make, self._keep, self._clock = floor, listed, make, keep, clock

    async def run(self) -> None:
        """Often until the venue was heard."""
        await look_on(self.look, self._pause_s, "paper_listing_waits", EngineError)

    def _pause_s(self) -> float:
        return _LOOK_EVERY_S if self._floor.is_listed else _LOOK_FIRST_S

    async def look(self) -> None:
        listed = {one.symbol: one for one in await self._listed() if one.is_open}
        if not listed:
            return
        await self._list([one for one in listed.values() if self.instruments.get(one.symbol) != one])
        self.instruments.update(listed)
        for symbol in {*self.instruments, *self._floor.used()} - listed.keys():
            self._end(symbol)

    async def _list(self, changed: Sequence[Instrument]) -> None:
        made = [contract for contract in map(self._make, changed) if contract is not None]
        self._floor.is_listed = self._floor.is_listed or bool(made)
        new = [one for one in made if one.symbol not in self._floor.contracts]
        for contract in (*await self._keep(new), *(one for one in made if one.symbol in self._floor.contracts)):
            self._floor.list(contract)

    def _end(self, symbol: Symbol) -> None:
        if symbol in self._floor.used() and not self._closed(symbol):
            return
        self.instruments.pop(symbol, None)
        self._ended(symbol)

    def _closed(self, symbol: Symbol) -> bool:
        """False while there is no mark to close it at."""
        mark_ticks = self._floor.marks.get(symbol)
        if mark_ticks is None:
            return False
        log.warning("paper_delisting", symbol=symbol, mark_ticks=mark_ticks)
        return self._floor.hear(Delisting(symbol, int(self._clock.now().timestamp() * 1000), mark_ticks))
