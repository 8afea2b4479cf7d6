"""The chain in the real database: append only, one writer at a time, frozen before the hour or not at all."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from db.database import Database
from db.ledger import LedgerRepository
from db.pool import open_pool
from db.upkeep import Upkeep
from engine.liquidations.ledger.chain import GENESIS, Draft, Entry, Kind, follow
from engine.liquidations.ledger.ports import NotInTime
from engine.market.values import Coin, MarketSource
from tests.unit.liquidations.ledger.made import BTC, HOUR, LIVE, NOON, SIMULATED, frozen, map_draft


async def entries_of(ledger: LedgerRepository, source: MarketSource = SIMULATED) -> list[Entry]:
    return [entry async for page in ledger.every_entry(source) for entry, _ in page]


async def test_what_is_appended_is_chained_and_read_back_with_its_body(ledger: LedgerRepository) -> None:
    drafts = [map_draft(frozen(Coin(name))) for name in ("BTC", "ETH", "SOL")]
    assert await ledger.append(SIMULATED, drafts) == 3
    assert follow(GENESIS, await entries_of(ledger))[1] is None
    newest = await ledger.newest_entries(SIMULATED, Coin("ETH"), 5)
    assert [(entry.number, body) for entry, body in newest] == [(2, drafts[1].body)]


async def test_the_same_hour_of_a_coin_is_frozen_once(ledger: LedgerRepository) -> None:
    first, again = map_draft(frozen()), map_draft(frozen(flags=("short",)))
    assert await ledger.append(SIMULATED, [first, again]) == 1
    assert await ledger.append(SIMULATED, [again, map_draft(frozen(Coin("ETH")))]) == 1
    assert [entry.coin for entry in await entries_of(ledger)] == ["BTC", "ETH"]
    assert await ledger.told_coins(SIMULATED, NOON) == {"BTC", "ETH"}


async def test_two_processes_write_one_chain(ledger_url: str) -> None:
    async with open_pool(ledger_url, size=3) as one, open_pool(ledger_url, size=3) as two:
        writers = [LedgerRepository(Database(pool, 30), agent) for pool, agent in ((one, "a"), (two, "b"))]
        coins = [Coin(f"C{number}") for number in range(40)]
        await asyncio.gather(
            *(writer.append(SIMULATED, [map_draft(frozen(coin))]) for coin in coins for writer in writers)
        )
        entries = await entries_of(writers[0])
    assert sorted(entry.coin for entry in entries) == sorted(coins)
    assert follow(GENESIS, entries)[1] is None


@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=1), timedelta(days=1)])
async def test_a_map_of_an_hour_that_has_begun_is_refused(ledger: LedgerRepository, late: timedelta) -> None:
    with pytest.raises(NotInTime):
        await ledger.append(SIMULATED, [map_draft(frozen(), NOON + late)])
    with pytest.raises(NotInTime):
        await ledger.append(SIMULATED, [map_draft(frozen(), NOON - timedelta(hours=1, seconds=1))])
    assert await entries_of(ledger) == []


async def test_live_maps_are_held_to_the_databases_own_clock(ledger: LedgerRepository) -> None:
    """A process whose clock lies cannot back-date, and cannot freeze hours that are far away."""
    with pytest.raises(NotInTime):
        await ledger.append(LIVE, [map_draft(frozen(source=LIVE))])
    ahead = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + 2 * HOUR
    with pytest.raises(NotInTime):
        await ledger.append(LIVE, [map_draft(frozen(hour_at=ahead, source=LIVE))])
    assert await ledger.append(LIVE, [map_draft(frozen(hour_at=ahead - HOUR, source=LIVE))]) == 1


async def test_a_score_before_the_hour_is_over_is_refused(ledger: LedgerRepository) -> None:
    early = Draft(Kind.SCORE, BTC, NOON, NOON + timedelta(minutes=59), b"x")
    with pytest.raises(NotInTime):
        await ledger.append(SIMULATED, [early])
    assert await ledger.append(SIMULATED, [replace(early, written_at=NOON + HOUR)]) == 1


@pytest.mark.parametrize("table", ["ledger_entries", "ledger_bodies", "ledger_heads"])
async def test_rows_are_never_changed_deleted_or_emptied(
    ledger: LedgerRepository, database: Database, table: str
) -> None:
    hour_at = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + HOUR
    await ledger.append(LIVE, [map_draft(frozen(hour_at=hour_at, source=LIVE))])
    await database.run(
        "INSERT INTO ledger_heads (source, day, number, hash, entries, maps, coins, made_at, agent)"
        " SELECT source, current_date, number, hash, 1, 1, 1, now(), 'test' FROM ledger_entries WHERE source = 'live'"
    )
    for statement in (f"UPDATE {table} SET number = number", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        with pytest.raises(asyncpg.PostgresError) as refused:
            await database.run(statement)
        assert refused.value.sqlstate == "HX003"


async def test_an_entry_cannot_be_slipped_in_out_of_turn(ledger: LedgerRepository, database: Database) -> None:
    await ledger.append(SIMULATED, [map_draft(frozen())])
    slip = "INSERT INTO ledger_entries SELECT source, 3, kind, 'ETH', hour_at, written_at, digest, hash, agent"
    with pytest.raises(asyncpg.PostgresError) as refused:
        await database.run(f"{slip} FROM ledger_entries")
    assert refused.value.sqlstate == "HX002"


async def test_bodies_go_when_they_are_old_and_the_chain_stays(ledger: LedgerRepository, database: Database) -> None:
    old = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(days=100)
    await ledger.append(SIMULATED, [map_draft(frozen(hour_at=old)), map_draft(frozen(Coin("ETH"), old))])
    young = old + timedelta(days=60)
    await ledger.append(SIMULATED, [map_draft(frozen(hour_at=young))])
    await Upkeep(database).forget(datetime.now(UTC))
    kept = [body is None async for page in ledger.every_entry(SIMULATED) for _, body in page]
    assert kept == [True, True, False]
    assert follow(GENESIS, await entries_of(ledger))[1] is None
