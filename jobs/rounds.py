"""Competitions by the clock: one process at a time rings the bells, and the one with the exchange keeps the ranks."""

import asyncio
from typing import Protocol

import structlog

from engine.errors import StorageAway
from engine.market.cancelling import heed_cancellation

log = structlog.get_logger()

CONDUCT_EVERY_S = 1.0
RANKS_EVERY_S = 5.0


class Looks(Protocol):
    async def look(self) -> None:
        """Raises `StorageAway`: the next look goes on."""
        ...


async def keep_looking(name: str, work: Looks, every_s: float) -> None:
    """Until cancelled. Run it under a lease: two at once would do no harm, but everything twice."""
    while True:
        heed_cancellation()
        try:
            await work.look()
        except StorageAway as error:
            log.warning(f"{name}_wait", error=str(error)[:200])
        await asyncio.sleep(every_s)
