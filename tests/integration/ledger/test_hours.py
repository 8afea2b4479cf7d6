"""An hour from freezing to score on the real database, and everything that may go wrong in between."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from db.database import Database
from engine.liquidations.ledger.chain import ALL, GENESIS, Kind, follow
from engine.liquidations.ledger.clockwatch import ClockWatch
from engine.liquidations.ledger.frozen import read_frozen
from engine.liquidations.ledger.missed import Missed, Why, read_missed
from engine.liquidations.ledger.scorer import HOUR
from engine.liquidations.ledger.scoring import Flag
from engine.market.values import Coin, Venue
from jobs.ledger import Pace
from tests.end_to_end.bot.person import eventually
from tests.integration.ledger.world import SOURCE, World
from tests.unit.liquidations.ledger.made import NOON

FREEZES = NOON - timedelta(minutes=4)
SCORES = NOON + HOUR + timedelta(minutes=4)


@pytest.fixture
def world(database: Database) -> World:
    return World(database, NOON - timedelta(minutes=20))


async def kinds(world: World) -> Counter[str]:
    return Counter([entry.kind.value async for page in world.ledger.every_entry(SOURCE) for entry, _ in page])


async def missed(world: World) -> list[Missed]:
    return [
        read_missed(body)
        async for page in world.ledger.every_entry(SOURCE)
        for entry, body in page
        if entry.kind is Kind.MISSED and body is not None
    ]


async def test_every_coin_is_frozen_before_its_hour_from_bars_that_had_closed(world: World) -> None:
    assert await world.freezer.attempt() == 0  # twenty minutes before: not yet
    await world.until(FREEZES)
    assert await world.freezer.attempt() == 2
    assert await world.freezer.attempt() == 0  # once
    for entry, body in await world.ledger.newest_entries(SOURCE, None, 10):
        assert body is not None
        frozen = read_frozen(body)
        assert (entry.hour_at, frozen.as_of) == (NOON, NOON - timedelta(minutes=5))
        assert entry.written_at == FREEZES
        assert max(frozen.maps[window].below.max() for window in frozen.maps) > 0


async def test_what_is_in_doubt_about_the_data_is_frozen_with_the_map_and_takes_no_hour_out(world: World) -> None:
    await world.until(FREEZES)
    (bitcoin,) = await world.memory.instruments(Coin("BTC"))
    (ether,) = await world.memory.instruments(Coin("ETH"))
    ending = replace(bitcoin, ends_at=NOON + timedelta(days=1))
    world.memory.list_instruments(Venue.BYBIT, [ending, ether])
    await world.freezer.attempt()
    entries = await world.ledger.newest_entries(SOURCE, None, 10)
    frozen = {entry.coin: read_frozen(body) for entry, body in entries if body is not None}
    assert "data-ending" in frozen[Coin("BTC")].flags
    assert "data-ending" not in frozen[Coin("ETH")].flags
    await world.close_by_force(NOON + timedelta(minutes=7))
    await world.until(SCORES)
    await world.scorer.score_due()
    (score,) = await world.scores()
    assert score.counts


async def test_an_hour_is_scored_once_beside_every_baseline(world: World) -> None:
    await world.until(FREEZES)
    await world.freezer.attempt()
    await world.close_by_force(NOON + timedelta(minutes=7))
    await world.close_by_force(NOON - timedelta(minutes=1), usd=7e6)  # before the hour: not its
    await world.until(NOON + HOUR + timedelta(minutes=1))
    assert await world.scorer.score_due() == 0  # late messages may come
    await world.until(SCORES)
    assert await world.scorer.score_due() == 2
    assert await world.scorer.score_due() == 0
    btc, eth = (await world.scores("BTC"))[0], (await world.scores("ETH"))[0]
    assert (btc.counts, btc.flags, round(btc.usd)) == (True, frozenset(), 1_000_000)
    assert (eth.counts, eth.usd) == (True, 0.0)  # heard all the hour: silence means none
    assert len(btc.told) == 13
    assert follow(GENESIS, [e async for page in world.ledger.every_entry(SOURCE) for e, _ in page])[1] is None


async def test_a_crash_between_freezing_and_scoring_is_healed_and_said(world: World) -> None:
    await world.until(FREEZES)
    await world.freezer.attempt()
    await world.close_by_force(NOON + timedelta(minutes=7))
    await world.until(NOON + HOUR - timedelta(minutes=4))
    await world.freezer.attempt()
    await world.until(SCORES - timedelta(minutes=3))  # heard to the end of the hour, then the process dies
    world.clock.at = SCORES + timedelta(hours=2)
    world.born()
    assert await world.scorer.score_due() == 4  # the hour after too, in which nobody listened
    assert await world.scorer.score_due() == 0
    score, after = await world.scores()
    assert not after.counts
    assert (score.flags, score.counts, round(score.usd)) == ({Flag.LATE}, True, 1_000_000)


async def test_a_process_that_was_dead_in_the_hour_leaves_a_gap_not_a_zero(world: World) -> None:
    await world.until(FREEZES)
    await world.freezer.attempt()
    world.clock.at = NOON + timedelta(minutes=30)
    world.born()  # half the hour nobody heard
    await world.until(SCORES)
    await world.scorer.score_due()
    score = (await world.scores())[0]
    assert score.flags == {Flag.GAP, Flag.NO_TRUTH}
    assert not score.counts
    assert score.told == {}


async def test_a_coin_that_changed_hands_within_the_hour_leaves_a_gap(world: World, database: Database) -> None:
    """Both processes live and hear the venue all the time; for a moment nobody heard this coin."""
    other = World(database, world.start)
    await world.until(FREEZES)
    await world.freezer.attempt()
    for at in (FREEZES, NOON + HOUR - timedelta(minutes=4), SCORES):
        for one in (world, other):
            await one.until(at)
        if at != FREEZES:
            await other.freezer.attempt()  # the coins are the other's by now
    assert await other.scorer.score_due() == 2
    assert (await world.scores())[0].flags == {Flag.GAP, Flag.NO_TRUTH}


async def test_a_stream_that_broke_off_takes_the_hour_out_of_the_figures(world: World) -> None:
    await world.until(FREEZES)
    await world.freezer.attempt()
    await world.close_by_force(NOON + timedelta(minutes=2))
    await world.until(NOON + timedelta(minutes=10))
    world.gap(NOON + timedelta(minutes=10), NOON + timedelta(minutes=12))
    await world.until(SCORES)
    await world.scorer.score_due()
    score = (await world.scores())[0]
    assert score.flags == {Flag.GAP}
    assert (score.counts, round(score.usd)) == (False, 1_000_000)  # what was heard is kept, and is not a figure


async def test_missing_bars_are_waited_for_and_then_given_up(world: World) -> None:
    await world.until(FREEZES)
    await world.freezer.attempt()
    hole = world.bars["BTC"]
    keep = (hole.open_ms < NOON.timestamp() * 1000) | (
        hole.open_ms >= (NOON + timedelta(minutes=10)).timestamp() * 1000
    )
    world.bars["BTC"] = type(hole)(hole.step_ms, hole.open_ms[keep], *(column[keep] for column in hole.columns()))
    await world.until(SCORES)
    assert await world.scorer.score_due() == 1  # ETH
    await world.until(NOON + 8 * HOUR)
    assert await world.scorer.score_due() == 1
    assert (await world.scores())[0].flags == {Flag.NO_PATH, Flag.LATE}


async def test_a_silent_venue_is_not_frozen_and_why_is_said(world: World) -> None:
    await world.until(FREEZES)
    await world.freezer.attempt()
    await world.freezer.close(NOON)
    world.clock.at = FREEZES + HOUR  # no bar since
    assert await world.freezer.attempt() == 0
    world.clock.at = NOON + HOUR + timedelta(seconds=5)
    await world.freezer.close(NOON + HOUR)
    found = await missed(world)
    assert {(one.coin, one.hour_at, one.why) for one in found} == {
        (Coin(name), NOON + HOUR, Why.STALE) for name in ("BTC", "ETH")
    }


async def test_a_full_day_without_data_is_a_day_of_words_not_of_zeros(world: World) -> None:
    await world.until(FREEZES)
    await world.freezer.attempt()
    for hours in range(1, 25):
        world.clock.at = FREEZES + hours * HOUR
        await world.freezer.attempt()
        world.clock.at = NOON + hours * HOUR + timedelta(seconds=1)
        await world.freezer.close(NOON + hours * HOUR)
    assert Counter(one.why for one in await missed(world)) == {Why.STALE: 48}
    tallied = await world.ledger.tallied(SOURCE, Coin("BTC"), NOON - HOUR)
    assert (tallied.frozen, tallied.missed) == (1, {"stale": 24})


async def test_a_coin_listed_five_minutes_ago_has_no_map_and_a_reason(database: Database) -> None:
    world = World(database, NOON - timedelta(minutes=20))
    world.bars["ETH"] = world.bars["ETH"].between(int((FREEZES.timestamp() - 600) * 1000), 2**62)
    world.born()
    await world.until(FREEZES)
    assert await world.freezer.attempt() == 1
    world.clock.at = NOON
    await world.freezer.close(NOON)
    assert [(one.coin, one.why) for one in await missed(world)] == [(Coin("ETH"), Why.NO_HISTORY)]


async def test_what_nobody_froze_while_nothing_ran_is_said_once(world: World) -> None:
    await world.until(FREEZES)
    await world.freezer.attempt()
    world.clock.at = NOON + 5 * HOUR + timedelta(minutes=20)
    world.born()
    assert await world.freezer.say_outage() == 1
    assert await world.freezer.say_outage() == 0
    world.clock.at += timedelta(minutes=10)
    world.born()  # again, before the next map
    assert await world.freezer.say_outage() == 0
    told = (await missed(world))[0]
    assert (told.coin, told.why, told.hours, told.hour_at) == (ALL, Why.NOT_RUNNING, 5, NOON + 5 * HOUR)
    assert (await world.ledger.tallied(SOURCE, Coin("BTC"), NOON - HOUR)).missed == {"not-running": 5}


async def test_a_map_that_is_late_is_refused_and_said_never_back_dated(world: World) -> None:
    await world.until(FREEZES)
    world.clock.at = NOON + timedelta(seconds=1)
    assert await world.freezer.attempt() == 0
    await world.freezer.close(NOON)
    assert {one.why for one in await missed(world)} == {Why.NOT_RUNNING}
    assert (await kinds(world))["map"] == 0


async def test_two_engines_freeze_each_coin_once(world: World, database: Database) -> None:
    other = World(database, world.start)
    for one in (world, other):
        await one.until(FREEZES)
    assert await world.freezer.attempt() + await other.freezer.attempt() == 2
    assert await kinds(world) == {"map": 2}


class _Step:
    """A monotonic clock that goes on, whatever the other one does."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1)])
async def test_a_clock_that_jumps_an_hour_is_seen_and_flags_what_it_touched(world: World, jump: timedelta) -> None:
    steady = _Step()
    watch = ClockWatch(world.clock, steady)
    world.clock.at += timedelta(minutes=10)
    steady.seconds += 600
    assert watch.jumped() is None
    before = world.clock.at
    world.clock.at += jump
    assert watch.jumped() == (min(before, world.clock.at), max(before, world.clock.at))
    assert watch.jumped() is None


async def test_hours_of_a_jump_are_scored_with_a_flag_and_left_out(world: World) -> None:
    await world.until(FREEZES)
    await world.freezer.attempt()
    world.work._mind((NOON + timedelta(minutes=5), NOON + timedelta(minutes=65)))  # what the loop does
    await world.until(SCORES)
    await world.scorer.score_due()
    score = (await world.scores())[0]
    assert Flag.CLOCK in score.flags
    assert not score.counts
    world.clock.at = NOON + 2 * HOUR - timedelta(minutes=4)
    world.fill()
    await world.freezer.attempt()
    newest = await world.ledger.newest_entries(SOURCE, Coin("BTC"), 1)
    assert newest[0][1] is not None
    assert "clock" in read_frozen(newest[0][1]).flags


async def test_an_hour_that_is_not_over_by_the_venues_bars_is_not_scored_whatever_the_clock_says(world: World) -> None:
    await world.until(FREEZES)
    await world.freezer.attempt()
    world.clock.at = SCORES  # an hour ahead of the market: no bar of the hour is there
    assert await world.scorer.score_due() == 0
    assert (await kinds(world))["score"] == 0


async def test_coins_are_judged_as_their_hours_add_up(world: World) -> None:
    at: datetime = FREEZES
    for _ in range(3):
        await world.until(at)
        await world.freezer.attempt()
        at += HOUR
    await world.until(NOON + 3 * HOUR + timedelta(minutes=4))
    await world.scorer.score_due()
    assert await world.judge.judge_due() == 2
    assert await world.judge.judge_due() == 0
    standing = await world.ledger.standing(SOURCE, Coin("BTC"))
    assert standing is not None
    assert (standing.scores, standing.hours.counted, standing.hours.missed) == (3, 3, 0)
    assert all(answer.chance is None for answer in standing.answers.values())


async def test_the_work_of_a_process_freezes_closes_scores_and_judges_by_itself(world: World) -> None:
    """The loops as they run, with hours that pass when the test says so."""
    world.work.pace = Pace(0.01, 0.01, 0.01)

    async def counted(wanted: dict[str, int]) -> bool:
        return dict(await kinds(world)) == wanted

    async with asyncio.TaskGroup() as group:
        running = group.create_task(world.work.run())
        await world.until(FREEZES)
        await eventually(lambda: counted({"map": 2}))
        await world.until(NOON + HOUR - timedelta(minutes=4), without="ETH")  # ETH goes silent
        await eventually(lambda: counted({"map": 3}))
        await world.until(NOON + HOUR + timedelta(minutes=1), without="ETH")
        await eventually(lambda: counted({"map": 3, "missed": 1}))
        await world.until(SCORES)
        await eventually(lambda: counted({"map": 3, "missed": 1, "score": 2}))

        async def judged() -> bool:
            return await world.ledger.standing(SOURCE, Coin("ETH")) is not None

        await eventually(judged)
        running.cancel()
    assert [(one.coin, one.hour_at, one.why) for one in await missed(world)] == [(Coin("ETH"), NOON + HOUR, Why.STALE)]
