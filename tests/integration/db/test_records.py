"""What agents found and did is written once and read back in order."""

from datetime import UTC, datetime, timedelta

from db.database import Database
from db.records import (
    AgentLog,
    LogEntry,
    SignalRepository,
    SignalRow,
    Snapshot,
    SnapshotRepository,
    Vertical,
    Wick,
    WickRepository,
)
from engine.market.values import Coin, MarketSource, Side, Symbol, Venue
from engine.market.windows import Window

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
LIVE, SIMULATED, BTC = MarketSource.LIVE, MarketSource.SIMULATED, Coin("BTC")


def snapshot(minutes: int, venue: Venue | None = None) -> Snapshot:
    body = {"above": [{"name": "A1", "peak_usd": 61000.5}], "note": "ünïcödé ' ; --"}
    return Snapshot(LIVE, BTC, Window.D7, venue, NOW + timedelta(minutes=minutes), 60000.0, "lopsided", 0.78, body)


async def test_snapshots_of_one_map_come_back_oldest_first_and_are_never_rewritten(database: Database) -> None:
    store = SnapshotRepository(database)
    for one in (snapshot(5), snapshot(0), snapshot(0, Venue.BYBIT)):
        await store.save(one)
        await store.save(one)
    span = (NOW, NOW + timedelta(hours=1))
    assert await store.between(LIVE, BTC, Window.D7, None, *span) == [snapshot(0), snapshot(5)]
    assert await store.between(LIVE, BTC, Window.D7, Venue.BYBIT, *span) == [snapshot(0, Venue.BYBIT)]
    assert await store.between(SIMULATED, BTC, Window.D7, None, *span) == []


async def test_signals_get_rising_numbers_and_come_newest_first(database: Database) -> None:
    store = SignalRepository(database)
    given = [
        SignalRow(NOW, LIVE, BTC, "ride", Side.LONG, Window.H12, 60000.0, {"stop_usd": 59000}, "scanner"),
        SignalRow(NOW + timedelta(minutes=1), LIVE, Coin("ETH"), "poly", None, None, None, {}, "oracle", Vertical.POLY),
    ]
    numbers = [await store.save(one) for one in given]
    assert numbers[0] < numbers[1]
    assert [one.id for one in await store.newest(LIVE, NOW)] == numbers[::-1]
    (btc,) = await store.newest(LIVE, NOW, BTC)
    assert (btc.side, btc.window, btc.body, btc.agent, btc.vertical) == (
        Side.LONG,
        Window.H12,
        {"stop_usd": 59000},
        "scanner",
        Vertical.PERPS,
    )
    assert len(await store.newest(LIVE, NOW, limit=1)) == 1
    assert await store.newest(SIMULATED, NOW) == []


async def test_the_log_of_an_agent_comes_newest_first(database: Database) -> None:
    log = AgentLog(database)
    entries = [LogEntry(NOW + timedelta(seconds=n), LIVE, "scanner", "info", f"event_{n}", {"n": n}) for n in range(3)]
    for entry in entries:
        await log.write(entry)
    assert await log.newest(LIVE, "scanner", NOW) == entries[::-1]
    assert await log.newest(LIVE, "another", NOW) == []


async def test_wicks_are_kept_once_a_bar_and_direction(database: Database) -> None:
    store, key = WickRepository(database), (LIVE, Venue.BYBIT, Symbol("BTCUSDT"))
    wicks = [Wick(NOW, "down", 0.01, 59000.0), Wick(NOW, "up", 0.02, 61000.0)]
    assert await store.save(*key, BTC, 300_000, wicks) == 2
    assert await store.save(*key, BTC, 300_000, wicks) == 0
    assert await store.between(*key, 300_000, NOW, NOW + timedelta(minutes=1)) == wicks
