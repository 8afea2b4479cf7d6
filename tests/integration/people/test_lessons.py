"""Lessons, badges and replays on Postgres."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from db.database import Database
from db.people.lessons import BadgeRepository, LessonRepository
from db.people.people import PeopleRepository
from engine.club.lessons.badges import Badge
from engine.club.lessons.ports import LessonDone, Replay
from engine.club.people import Locale, Preferences

MAYA, CHAT, MESSAGE = 7, 7, 100
NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)
DONE = LessonDone(MAYA, 3, "s0020", "stop", Decimal("-9.96"))


@pytest.fixture
async def lessons(database: Database) -> LessonRepository:
    await PeopleRepository(database).meet(
        MAYA, "Maya", None, Preferences(Locale.EN, "America/Chicago"), has_started=True
    )
    return LessonRepository(database)


@pytest.fixture
def badges(database: Database) -> BadgeRepository:
    return BadgeRepository(database)


async def begun(lessons: LessonRepository, message_id: int = MESSAGE) -> Replay:
    assert await lessons.begin(CHAT, message_id, MAYA, 3, "s0020", 0)
    found = await lessons.running(CHAT, message_id)
    assert found is not None
    return found


async def test_a_badge_is_awarded_once_and_keeps_its_day(lessons: LessonRepository, badges: BadgeRepository) -> None:
    assert await badges.award(MAYA, [Badge.LESSON_1, Badge.FIRST_TRADE], NOW) == {Badge.LESSON_1, Badge.FIRST_TRADE}
    later = NOW + timedelta(days=1)
    assert await badges.award(MAYA, [Badge.LESSON_1, Badge.WINNER], later) == {Badge.WINNER}
    held = await badges.of(MAYA)
    assert [(one.badge, one.at) for one in held] == [
        (Badge.FIRST_TRADE, NOW),
        (Badge.LESSON_1, NOW),
        (Badge.WINNER, later),
    ]
    assert await badges.of(8) == []
    assert await badges.award(MAYA, [], NOW) == frozenset()


async def test_one_message_shows_one_replay(lessons: LessonRepository) -> None:
    replay = await begun(lessons)
    assert (replay.lesson, replay.code, replay.step, replay.is_skipped) == (3, "s0020", 0, False)
    assert not await lessons.begin(CHAT, MESSAGE, MAYA, 3, "l0000", 0)
    assert await lessons.begin(CHAT, MESSAGE + 1, MAYA, 3, "l0000", 0)


async def test_what_is_due_is_lent_to_one_and_due_again_when_it_says_so(lessons: LessonRepository) -> None:
    await begun(lessons)
    (replay,) = await lessons.due(10, lease_s=60)
    assert await lessons.due(10, lease_s=60) == [], "lent"
    await lessons.shows(replay, 4, wait_s=60)
    assert await lessons.due(10, lease_s=60) == [], "not yet"
    await lessons.shows(replay, 4, wait_s=0)
    (again,) = await lessons.due(10, lease_s=60)
    assert again.step == 4
    assert again.age >= replay.age


async def test_a_lease_that_ran_out_is_anybodys(lessons: LessonRepository) -> None:
    await begun(lessons)
    assert len(await lessons.due(10, lease_s=0)) == 1
    assert len(await lessons.due(10, lease_s=0)) == 1


async def test_skipping_waits_for_whoever_shows_a_step_and_is_due_then(lessons: LessonRepository) -> None:
    await begun(lessons)
    (replay,) = await lessons.due(10, lease_s=60)
    assert await lessons.skip(CHAT, MESSAGE)
    assert await lessons.due(10, lease_s=60) == []
    await lessons.shows(replay, 1, wait_s=60)
    (skipped,) = await lessons.due(10, lease_s=60)
    assert skipped.is_skipped
    assert not await lessons.skip(CHAT, MESSAGE + 1)


async def test_the_end_is_written_once_with_its_badges(lessons: LessonRepository, badges: BadgeRepository) -> None:
    replay = await begun(lessons)
    for at in (NOW, NOW + timedelta(days=1)):
        await lessons.finish(replay, DONE, [Badge.LESSON_3], at)
    assert await lessons.running(CHAT, MESSAGE) is None
    assert await lessons.done(MAYA) == {3}
    assert [(one.badge, one.at) for one in await badges.of(MAYA)] == [(Badge.LESSON_3, NOW)]


async def test_a_replay_whose_message_is_gone_is_given_up_without_a_result(lessons: LessonRepository) -> None:
    replay = await begun(lessons)
    await lessons.give_up(replay)
    assert await lessons.running(CHAT, MESSAGE) is None
    assert await lessons.done(MAYA) == frozenset()
