"""One process at a time polls Telegram; when it dies another takes over."""

from typing import Protocol

import structlog

from engine.errors import StorageAway

log = structlog.get_logger()


class Leases(Protocol):
    """Named leases; taking one that is held already renews it. Raises `StorageAway`."""

    async def take(self, name: str) -> bool: ...

    async def release(self, name: str) -> None: ...


class PollingLease:
    """While the leases' store is away the holder keeps on and nobody else takes over."""

    def __init__(self, leases: Leases, bot_id: int) -> None:
        self._leases = leases
        self._name = f"poller-{bot_id}"
        self._is_held = False

    async def hold(self) -> bool:
        """True while this process is the one that polls. Ask at least three times within the lease's length."""
        try:
            self._is_held = await self._leases.take(self._name)
        except StorageAway as error:
            log.warning("lease_unreachable", held=self._is_held, error=str(error)[:200])
        return self._is_held

    async def release(self) -> None:
        if not self._is_held:
            return
        try:
            await self._leases.release(self._name)
        except StorageAway as error:
            log.warning("lease_left_to_expire", error=str(error)[:200])
