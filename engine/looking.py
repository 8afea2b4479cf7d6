"""What looks again and again for as long as a process runs."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from engine.errors import EngineError, Unavailable
from engine.market.cancelling import heed_cancellation

log = structlog.get_logger()


async def look_on(
    look: Callable[[], Awaitable[object]],
    every_s: float | Callable[[], float],
    waits: str,
    put_off_by: type[EngineError] = Unavailable,
) -> None:
    """Until cancelled, `every_s` after each look; where that can be called, it is asked each time. What `put_off_by`
    names is logged as `waits`, and the next look goes on; any other error ends it."""
    while True:
        heed_cancellation()
        try:
            await look()
        except put_off_by as error:
            log.warning(waits, error=str(error)[:200])
        await asyncio.sleep(every_s() if callable(every_s) else every_s)
