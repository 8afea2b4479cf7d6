"""Another simulated market does not continue the charts of the last one."""

from datetime import UTC, datetime

import asyncpg
import numpy as np
import pytest

from db.market import MarketRepository
from db.migrate import migrate
from db.pool import Database, open_pool
from db.simulated_worlds import SimulatedWorlds
from engine.market.values import Bars, Coin, MarketSource, Symbol, Venue
from tests.integration.db.source_rows import fill, source_tables, with_rows

BTC = (Venue.BYBIT, Symbol("BTCUSDT"), Coin("BTC"))
STEP_MS = 300_000
FIRST_MS = 1_793_000_100_000
FIRST, SECOND = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)
DECIDED = {"tuned_thresholds", "audit_log", "agent_logs"}  # what people did, and what was logged, is no market's


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


async def test_all_that_was_found_out_about_a_market_goes_with_it_and_live_rows_stay(
    postgres_url: str,
) -> None:
    migrate(postgres_url)
    async with open_pool(postgres_url, size=2) as pool:
        database = Database(pool, 60.0)
        worlds, tables = SimulatedWorlds(database), await source_tables(database)
        await worlds.enter(7, FIRST)
        for source in ("simulated", "live"):
            await fill(database, tables, source)
            assert await with_rows(database, tables, source) == tables
        assert await worlds.enter(7, SECOND)
        assert await with_rows(database, tables, "simulated") == DECIDED
        assert await with_rows(database, tables, "live") == tables
        await fill(database, tables - DECIDED, "simulated")  # the ledger's chain begins anew, with entry 1


async def test_the_ledger_of_live_rows_is_as_append_only_as_before(postgres_url: str) -> None:
    migrate(postgres_url)
    async with open_pool(postgres_url, size=2) as pool:
        database, ledger = Database(pool, 60.0), ("ledger_entries", "ledger_bodies", "ledger_heads")
        await SimulatedWorlds(database).enter(7, FIRST)
        for source in ("live", "recorded"):
            await fill(database, ledger, source)
            for table in ledger:
                with pytest.raises(asyncpg.PostgresError, match="append only"):
                    await database.run(f"DELETE FROM {table} WHERE source = $1", source)


async def test_a_world_can_be_entered_while_later_blocks_have_still_to_come(postgres_url: str) -> None:
    migrate(postgres_url, upto="0008")
    async with open_pool(postgres_url, size=2) as pool:
        database = Database(pool, 60.0)
        worlds, tables = SimulatedWorlds(database), await source_tables(database)
        assert "ledger_entries" not in tables
        await worlds.enter(7, FIRST)
        await fill(database, tables, "simulated")
        assert await worlds.enter(7, SECOND)
        assert await with_rows(database, tables, "simulated") == DECIDED & tables
