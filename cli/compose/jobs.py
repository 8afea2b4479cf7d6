"""`helix jobs`: what happens by the clock. One leader at a time; the others wait for its lease."""

import asyncio

import structlog

from cli.compose.apart import Ground, run_apart
from cli.compose.clocks import WallClock
from cli.compose.place import Place
from cli.compose.posts import keep_heads
from cli.compose.upkeep import keep_up
from db.leases import Leases

log = structlog.get_logger()


def jobs(place: Place) -> None:
    run_apart("jobs", place, _work)


async def _work(ground: Ground) -> None:
    leases = Leases(ground.redis)
    log.info("ready", process="jobs")
    while True:
        async with leases.held("jobs") as lost, asyncio.TaskGroup() as group:
            log.info("jobs_lead")
            upkeep = group.create_task(keep_up(ground.patient, WallClock()), name="upkeep")
            heads = group.create_task(keep_heads(ground), name="ledger heads")
            await lost.wait()
            upkeep.cancel()
            heads.cancel()
