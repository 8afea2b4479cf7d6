"""Another simulated market does not continue the charts of the last one."""

from datetime import UTC, datetime

import numpy as np

from db.market import MarketRepository
from db.migrate import migrate
from db.pool import Database, open_pool
from db.simulated_worlds import SimulatedWorlds
from engine.market.values import Bars, Coin, MarketSource, Symbol, Venue

BTC = (Venue.BYBIT, Symbol("BTCUSDT"), Coin("BTC"))
STEP_MS = 300_000
FIRST_MS = 1_793_000_100_000
FIRST, SECOND = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)


def _bars() -> Bars:
    flat = np.full(3, 100.0)
    at = np.arange(3, dtype=np.int64) * STEP_MS + FIRST_MS
    return Bars(STEP_MS, at, flat, flat, flat, flat, flat, flat, flat)


async def test_entering_another_world_forgets_its_rows_and_nothing_else(postgres_url: str) -> None:
    migrate(postgres_url)
    async with open_pool(postgres_url, size=2) as pool:
        database = Database(pool, 60.0)
        worlds, market = SimulatedWorlds(database), MarketRepository(database)

        async def kept(source: MarketSource) -> int:
            return len(await market.bars_between(source, *BTC[:2], STEP_MS, FIRST_MS, FIRST_MS + 10 * STEP_MS))

        assert await worlds.enter(7, FIRST)
        for source in (MarketSource.SIMULATED, MarketSource.LIVE):
            await market.save_bars(source, *BTC, _bars())
        assert not await worlds.enter(7, FIRST)
        assert await kept(MarketSource.SIMULATED) == 3
        assert await worlds.enter(7, SECOND)
        assert await kept(MarketSource.SIMULATED) == 0
        assert await kept(MarketSource.LIVE) == 3
        assert await worlds.enter(7, FIRST)  # back to the first: its rows are gone, so it is new again
