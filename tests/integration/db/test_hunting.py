"""Histories in the real database: kept by measurement, read as of an instant; wicks of the newest one alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from db.database import Database
from db.hunting import HuntRepository
from db.times import ms_at
from db.upkeep import Upkeep
from engine.market.values import Coin, MarketSource, Side, Venue
from engine.market.windows import Window
from engine.scanners.hunting.values import Pattern, Sweep, Tally, Target, WickFigures

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
LIVE, BTC = MarketSource.LIVE, Coin("BTC")
HOUR_MS, LATER = 3_600_000, NOW + timedelta(days=2)
LARGEST = Tally(189, 120, 60, 40, 71.25, timedelta(hours=3, minutes=10), timedelta(hours=7))
SUM = Pattern(
    LIVE,
    BTC,
    None,
    (Venue.BYBIT, Venue.BINANCE),
    Window.H12,
    timedelta(hours=12),
    NOW,
    "model-1",
    190,
    3,
    NOW - timedelta(days=95),
    {Target.LARGEST: LARGEST, Target.MAGNET: replace(LARGEST, cases=180), Target.ABOVE: LARGEST, Target.BELOW: LARGEST},
    WickFigures(88, 76, 0.0031, 0.011),
)
MAP_MS = ms_at(NOW) - 24 * HOUR_MS
TURNED = Sweep("A1", Side.SHORT, 100.5, 101.0, 102.0, 5e6, MAP_MS + HOUR_MS, MAP_MS + 2 * HOUR_MS, 0.01)
GONE = Sweep("B1", Side.LONG, 99.5, 99.0, 98.0, 4e6, MAP_MS, None, 0.05)


@pytest.fixture
def hunts(database: Database) -> HuntRepository:
    return HuntRepository(database)


async def test_what_was_saved_is_read_back_whole_and_twice_is_once(hunts: HuntRepository) -> None:
    alone = replace(SUM, venue=Venue.BYBIT, venues=(Venue.BYBIT,))
    for _ in range(2):
        await hunts.save([SUM, alone], [(MAP_MS, TURNED), (MAP_MS, GONE)])
    assert await hunts.load(LIVE, "model-1", NOW) == [SUM, alone]
    assert await hunts.sweeps(LIVE, BTC, Window.H12, LATER) == [(MAP_MS, TURNED), (MAP_MS, GONE)]


async def test_a_history_without_any_case_is_kept_too(hunts: HuntRepository) -> None:
    nothing = Tally(0, 0, 0, 0, 0.0, None, None)
    young = replace(
        SUM,
        maps=0,
        since=None,
        venues=(),
        tallies=dict.fromkeys(Target, nothing),
        wicks=WickFigures(0, 0, None, None),
    )
    await hunts.save([young], [])
    assert await hunts.load(LIVE, "model-1", NOW) == [young]


async def test_a_later_measurement_replaces_the_wicks_and_not_what_was_said_before(hunts: HuntRepository) -> None:
    later = replace(SUM, measured_at=NOW + timedelta(days=1), maps=191)
    await hunts.save([SUM], [(MAP_MS, TURNED)])
    await hunts.save([later], [(MAP_MS + 12 * HOUR_MS, replace(GONE, swept_at_ms=MAP_MS + 13 * HOUR_MS))])
    assert await hunts.load(LIVE, "model-1", NOW + timedelta(hours=23)) == [SUM]
    assert await hunts.load(LIVE, "model-1", NOW + timedelta(days=2)) == [later]
    assert [sweep.name for _, sweep in await hunts.sweeps(LIVE, BTC, Window.H12, LATER)] == ["B1"]


async def test_a_replay_that_stands_earlier_sees_its_own_wicks(hunts: HuntRepository) -> None:
    await hunts.save([SUM], [(MAP_MS, TURNED)])
    earlier = replace(SUM, measured_at=NOW - timedelta(days=9))
    await hunts.save([earlier], [(MAP_MS, GONE)])
    assert await hunts.sweeps(LIVE, BTC, Window.H12, NOW - timedelta(days=1)) == [(MAP_MS, GONE)]
    assert await hunts.sweeps(LIVE, BTC, Window.H12, LATER) == [(MAP_MS, TURNED)]


async def test_another_model_source_or_time_is_another_history(hunts: HuntRepository) -> None:
    await hunts.save([SUM], [])
    assert await hunts.load(LIVE, "model-2", NOW) == []
    assert await hunts.load(MarketSource.SIMULATED, "model-1", NOW) == []
    assert await hunts.load(LIVE, "model-1", NOW - timedelta(seconds=1)) == []
    assert await hunts.load(LIVE, "model-1", NOW + timedelta(days=31)) == []


async def test_impossible_counts_are_refused_and_then_nothing_of_them_is_kept(hunts: HuntRepository) -> None:
    wrong = replace(SUM, venue=Venue.BYBIT, tallies={Target.LARGEST: replace(LARGEST, reached=190)})
    with pytest.raises(asyncpg.CheckViolationError):
        await hunts.save([SUM, wrong], [(MAP_MS, TURNED)])
    assert await hunts.load(LIVE, "model-1", NOW) == []
    assert await hunts.sweeps(LIVE, BTC, Window.H12, LATER) == []


async def test_old_histories_are_forgotten_but_for_recorded_ones(hunts: HuntRepository, database: Database) -> None:
    for source in (LIVE, MarketSource.RECORDED):
        await hunts.save([replace(SUM, source=source)], [(MAP_MS, TURNED)])
    await Upkeep(database).forget(NOW + timedelta(days=91))
    assert await hunts.load(LIVE, "model-1", NOW) == []
    assert len(await hunts.load(MarketSource.RECORDED, "model-1", NOW)) == 1
    assert len(await hunts.sweeps(MarketSource.RECORDED, BTC, Window.H12, LATER)) == 1
