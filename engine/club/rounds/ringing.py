"""The bell: the prices of a moment, kept before anything is computed from them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine.club.rounds.stores import Bell, BellPrices, BellStore, RoundLedger
from engine.market.ports import Clock
from engine.market.values import Symbol

BTC = Symbol("BTCUSDT")  # what a round is compared with
ON_TIME = timedelta(seconds=10)
TOO_LATE = timedelta(hours=6)  # prices so long after a bell say nothing of it
_PATIENCE = timedelta(minutes=10)  # for a contract without a fresh price
_ON_ITS_WAY = timedelta(seconds=3)  # what the market did before the bell reaches the exchange within so long
_QUIET = timedelta(seconds=20)  # the exchange had nothing to write since


@dataclass(slots=True)
class Ringer:
    """One that was down at a bell takes the first prices after it; what happened since does not count all the same,
    as the books are wound back to the bell."""

    bells: BellStore
    ledger: RoundLedger
    quotes: BellPrices
    clock: Clock
    _tried_since: dict[datetime, datetime] = field(default_factory=dict)

    async def ring(self, at: datetime, *, patient: bool = True) -> Bell | None:
        """None: not yet. Its prices are not all there, or the exchange has not written all that was before it. Not
        `patient`: what has no price now has none; whoever holds it can wait for another moment."""
        bell = await self.bells.find(at) or await self._take(at, patient=patient)
        if bell is None or bell.is_sealed:
            return bell
        if not await self._is_written(at):
            return None
        await self.bells.seal(await self.ledger.reach(at))
        return await self.bells.find(at)

    async def _take(self, at: datetime, *, patient: bool) -> Bell | None:
        now = self.clock.now()
        is_first = at not in self._tried_since
        since = self._tried_since.setdefault(at, now)
        if await self._are_missing(at, is_first) and patient and now - since < _PATIENCE:
            return None
        bell = Bell(at, since)
        await self.bells.keep(bell)
        del self._tried_since[at]
        return bell

    async def _are_missing(self, at: datetime, is_first: bool) -> bool:
        """Whether a contract that somebody holds has no price yet. Of the others those are kept that have one."""
        held = set(await self.ledger.held_symbols(at))
        wanted = held | {*await self.ledger.symbols(), BTC} if is_first else held
        known = await self.bells.prices(at)
        found = await self.quotes.prices(sorted(wanted - known.keys()))
        await self.bells.add_prices(at, found)
        return bool(held - known.keys() - {price.symbol for price in found})

    async def _is_written(self, at: datetime) -> bool:
        return self.clock.now() - at >= _QUIET or await self.ledger.is_written_past(at + _ON_ITS_WAY)


def is_late(bell: Bell) -> bool:
    return bell.taken_at - bell.at > ON_TIME


def is_too_late(bell: Bell) -> bool:
    return bell.taken_at - bell.at > TOO_LATE
