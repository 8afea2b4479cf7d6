"""Which simulated market this is: asked of the market itself before anything of the stores is believed."""

from datetime import UTC, datetime

import aiohttp
import structlog

from db.pool import Database
from db.simulated_worlds import SimulatedWorlds

_TIMEOUT = aiohttp.ClientTimeout(total=10)
log = structlog.get_logger()


async def enter_world(session: aiohttp.ClientSession, market_url: str, database: Database) -> None:
    """Forgets the stored rows of another simulated market."""
    async with session.get(f"{market_url}/sandbox/state", timeout=_TIMEOUT) as response:
        state = await response.json()
    seed, epoch = int(state["seed"]), datetime.fromtimestamp(state["epoch_ms"] / 1000, UTC)
    if await SimulatedWorlds(database).enter(seed, epoch):
        log.info("simulated_world_entered", seed=seed, epoch=epoch)
