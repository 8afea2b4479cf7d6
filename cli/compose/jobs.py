"""`helix jobs`: what happens by the clock. One leader at a time; the others wait for its lease."""

import structlog

from cli.compose.apart import Ground, run_apart
from cli.compose.clocks import WallClock
from cli.compose.upkeep import keep_up
from db.leases import Leases

log = structlog.get_logger()


def jobs() -> None:
    run_apart("jobs", _work)


async def _work(ground: Ground) -> None:
    async with Leases(ground.redis).held("jobs") as lost:
        log.info("ready", process="jobs", leads=not lost.is_set())
        await keep_up(ground.database, WallClock())
