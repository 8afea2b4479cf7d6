"""Something read from a store that another process fills, read again now and then."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import structlog

from engine.errors import StorageAway

_FRESH_S = 300.0
_AGAIN_S = 10.0  # after the store was away
T = TypeVar("T")
log = structlog.get_logger()


class Reread(Generic[T]):
    """Read again every five minutes; while the store is away what was read last stays, at first `empty`."""

    def __init__(
        self,
        read: Callable[[], Awaitable[T]],
        empty: T,
        fresh_s: float = _FRESH_S,
        again_s: float = _AGAIN_S,
    ) -> None:
        self._read = read
        self._held = empty
        self._fresh_s = fresh_s
        self._again_s = again_s
        self._good_until_s = 0.0
        self._reading = asyncio.Lock()

    async def now(self) -> T:
        async with self._reading:
            if time.monotonic() >= self._good_until_s:
                await self._renew()
        return self._held

    async def _renew(self) -> None:
        try:
            self._held = await self._read()
        except StorageAway as error:
            log.warning("store_not_read", what=type(self._held).__name__, error=str(error))
            self._good_until_s = time.monotonic() + self._again_s
        else:
            self._good_until_s = time.monotonic() + self._fresh_s
