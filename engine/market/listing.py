"""A venue's contracts as they come and go."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

import structlog

from engine.errors import Unavailable, VenueAway
from engine.feeds.ports import Feed
from engine.market.memory import MemoryMarket
from engine.market.ports import Clock
from engine.market.recalling import StoreReader
from engine.market.values import Instrument, Symbol

RELIST_EVERY = timedelta(hours=1)
_SOONEST = timedelta(minutes=1)  # between two looks: a contract may outlive its announced end
_LEAST_SHARE = 0.5  # of the contracts known
_AFTER_END = timedelta(seconds=2)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ContractList:
    """What is over leaves memory and the boards at once; memory and store then learn from the venue how it ended.

    Of all contracts, not only of this process's share: whoever had one that ended may be gone as well.
    """

    feed: Feed
    market: MemoryMarket
    memory: StoreReader
    clock: Clock
    every: timedelta = RELIST_EVERY

    async def ask(self) -> Sequence[Instrument]:
        """Raises `VenueAway`, also for a list so short that it is the venue's fault and no mass delisting."""
        listed = await self.feed.instruments()
        known = len(self._known())
        if len(listed) < known * _LEAST_SHARE:
            raise VenueAway(f"{self.feed.venue} lists {len(listed)} contracts where {known} were")
        return listed

    async def take(self, listed: Sequence[Instrument]) -> None:
        """The venue's contracts of now, those that went since the last time or since the last run included."""
        known = self._known() or await self.memory.instruments()
        self.market.list_instruments(self.feed.venue, listed)
        await self._keep(known, listed)

    async def watch(self, changed: Callable[[Collection[Symbol]], None]) -> NoReturn:
        """`changed` hears when contracts came or went, and which came: those are listed and not yet held. New funding
        intervals, tiers and ends are just taken over."""
        while True:
            await asyncio.sleep(self.next_look_s())
            try:
                listed = await self.ask()
            except Unavailable as error:
                log.warning("feed_list_failed", venue=self.feed.venue, error=str(error))
                listed = self._not_over()
            known = self._known()
            self.market.list_instruments(self.feed.venue, listed, hold_new=False)
            came, went = _names(listed) - _names(known), _names(known) - _names(listed)
            if came or went:
                log.info("feed_contracts_changed", venue=self.feed.venue, came=sorted(came), went=sorted(went))
                changed(came)
            await self._keep(known, listed)

    def next_look_s(self) -> float:
        """An hour, or until the next announced end, so that a contract goes when it ends."""
        now = self.clock.now()
        ends = [one.ends_at for one in self._known() if one.ends_at is not None]
        least = now + min(_SOONEST, self.every)
        soonest = min([now + self.every, *(max(end + _AFTER_END, least) for end in ends)])
        return (soonest - now).total_seconds()

    def _known(self) -> list[Instrument]:
        return self.market.listed(self.feed.venue)

    def _not_over(self) -> list[Instrument]:
        """While the venue is silent its own announcement counts."""
        now: datetime = self.clock.now()
        return [one for one in self._known() if one.ends_at is None or one.ends_at > now]

    async def _keep(self, known: Sequence[Instrument], listed: Sequence[Instrument]) -> None:
        await self.memory.save_instruments(listed)
        now = _names(listed)
        gone = [one for one in known if one.symbol not in now]
        if gone:
            await self._bury(gone)

    async def _bury(self, gone: Sequence[Instrument]) -> None:
        try:
            gone = await self.feed.ended(gone)
        except Unavailable as error:
            log.warning("feed_end_unknown", venue=self.feed.venue, contracts=len(gone), error=str(error))
            return
        self.market.end(gone)
        await self.memory.end_instruments(gone)
        for one in gone:
            log.info("feed_contract_ended", venue=one.venue, symbol=one.symbol, status=one.status, at=one.ends_at)


def _names(contracts: Sequence[Instrument]) -> set[Symbol]:
    return {one.symbol for one in contracts}
