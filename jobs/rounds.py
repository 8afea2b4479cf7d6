"""Competitions by the clock: one process at a time rings the bells and keeps the ranks."""

import asyncio
from dataclasses import dataclass
from typing import Protocol

import structlog

from engine.errors import StorageAway

log = structlog.get_logger()

_EVERY_S = 1.0
_RANKS_EVERY_S = 5.0


class Looks(Protocol):
    async def look(self) -> None:
        """Raises `StorageAway`."""
        ...


@dataclass(frozen=True, slots=True)
class RoundWork:
    """Run it under a lease: two at once would do no harm, but everything twice."""

    conductor: Looks
    ranks: Looks
    conduct_every_s: float = _EVERY_S
    rank_every_s: float = _RANKS_EVERY_S

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(_again("rounds", self.conductor, self.conduct_every_s), name="rounds")
            group.create_task(_again("ranks", self.ranks, self.rank_every_s), name="ranks")


async def _again(name: str, work: Looks, every_s: float) -> None:
    while True:
        try:
            await work.look()
        except StorageAway as error:
            log.warning(f"{name}_wait", error=str(error)[:200])
        await asyncio.sleep(every_s)
