"""What the database needs by the clock, done by one process at a time."""

import asyncio

import structlog

from db.paper.equity import EquityPoints
from db.pool import Database
from db.upkeep import Upkeep
from engine.errors import Unavailable
from engine.market.ports import Clock

_EVERY_S = 3_600.0
_AGAIN_S = 60.0
log = structlog.get_logger()


async def keep_up(database: Database, clock: Clock) -> None:
    """Partitions ahead, old rows away; hourly, and sooner again when the database was away."""
    upkeep = Upkeep(database)
    while True:
        try:
            made, forgotten = await upkeep.make_partitions(clock.now()), await upkeep.forget(clock.now())
            await EquityPoints(database).thin(clock.now())
        except Unavailable as error:
            log.warning("upkeep_put_off", error=str(error))
            await asyncio.sleep(_AGAIN_S)
        else:
            log.info("upkeep_done", partitions_made=made, rows_forgotten=forgotten)
            await asyncio.sleep(_EVERY_S)
