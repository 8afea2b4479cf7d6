"""Points of the equity curve: of who traded in the last minute, and of everybody with positions once an hour."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Protocol

import structlog

from engine.errors import StorageAway
from engine.exchange.money import usdt
from engine.exchange.outputs import AccountChanged, Output
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.values import EquityPoint
from engine.market.cancelling import heed_cancellation
from engine.market.ports import Clock

log = structlog.get_logger()

EVERY = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_AT_ONCE = 500  # points: some ten milliseconds; after a settlement there are half a million


class EquityStore(Protocol):
    """Raises `StorageAway`."""

    async def add_equity(self, points: Sequence[tuple[int, EquityPoint]]) -> None: ...


class Valuer:
    """`hear` is told every output; `run` is endless. A point that cannot be stored is lost: a picture lacks a dot."""

    def __init__(self, floor: Floor, store: EquityStore, clock: Clock) -> None:
        self._floor, self._store, self._clock = floor, store, clock
        self._changed: set[int] = set()
        self._hour: datetime | None = None

    def hear(self, outputs: Iterable[Output]) -> None:
        self._changed.update(one.account_id for one in outputs if isinstance(one, AccountChanged))

    async def run(self) -> None:
        while True:
            heed_cancellation()
            await asyncio.sleep(EVERY.total_seconds())
            try:
                await self.value()
            except StorageAway as away:
                log.warning("equity_points_lost", reason=str(away)[:200])

    async def value(self) -> int:
        """How many points were stored."""
        now = self._clock.now()
        hour = datetime.fromtimestamp(now.timestamp() // _HOUR.total_seconds() * _HOUR.total_seconds(), UTC)
        chosen = set(self._changed)
        if hour != self._hour:
            chosen |= set(self._floor.exchange.invested())
        self._changed.clear()
        self._hour = hour
        stored, left = 0, iter(sorted(chosen))
        while some := list(islice(left, _AT_ONCE)):
            heed_cancellation()
            points = [(one, self._point(one, now)) for one in some if self._floor.exchange.has(one)]
            if points:
                await self._store.add_equity(points)
            await asyncio.sleep(0)
            stored += len(points)
        return stored

    def _point(self, account_id: int, at: datetime) -> EquityPoint:
        cash, equity = self._floor.exchange.worth(account_id)
        return EquityPoint(at, usdt(equity), usdt(cash))
