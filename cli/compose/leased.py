"""Work that one process of all does; another takes over where it ends or loses its lease."""

import asyncio
from collections.abc import Callable, Coroutine

from db.leases import Leases
from engine.market.cancelling import heed_cancellation


async def by_one(leases: Leases | None, name: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
    """Endless as the work is. `leases` None: this process is the only one."""
    if leases is None:
        await work()
        return
    while True:
        heed_cancellation()
        async with leases.held(name) as lost, asyncio.TaskGroup() as group:
            doing = group.create_task(work(), name=name)
            await lost.wait()
            doing.cancel()
