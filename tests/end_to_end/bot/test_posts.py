"""What is said in the channel is said once, however often somebody dies on the way."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from aiohttp import ClientSession

from bot.dependencies import BotDependencies
from bot.posts.office import PostOffice
from bot.run import prepare_bot
from db.people.posts import PostRepository
from engine.club.posts import Said
from engine.market.values import MarketSource
from jobs.levels_day import LevelsDay, last_day
from sandbox.telegram.people import CHANNEL_ID
from sandbox.telegram.server import Sandbox
from tests.end_to_end.bot.market import small_market
from tests.end_to_end.bot.person import Json, Someone, buttons, words
from tests.end_to_end.bot.posting import (
    NOTES,
    Died,
    DiesAfterSending,
    DiesBeforeSending,
    claimed,
    note,
    pool_of,
    time_passes,
)
from tests.end_to_end.bot.running import Place, bot_parts

CHICAGO, AUCKLAND = ZoneInfo("America/Chicago"), ZoneInfo("Pacific/Auckland")


@pytest.fixture
def reader_of_channel(telegram: Sandbox, http: ClientSession) -> Someone:
    return Someone(http, telegram.base_url, "admin", str(CHANNEL_ID))


@pytest.fixture
async def admin(telegram: Sandbox, http: ClientSession) -> Someone:
    """May be written to: what stands in the channel is read by forwarding it here."""
    someone = Someone(http, telegram.base_url)
    await someone.start()
    return someone


@pytest.fixture
async def deps(place: Place, lent_painters: Executor, admin: Someone) -> AsyncIterator[BotDependencies]:
    market = small_market(days=20)
    async with bot_parts(place, market, lambda: lent_painters, channel=str(CHANNEL_ID)) as made:
        yield made


@pytest.fixture
async def office(deps: BotDependencies) -> PostOffice:
    return replace((await prepare_bot(deps)).office, writers=NOTES)


async def posted(someone: Someone) -> list[Json]:
    return [message for message in await someone.messages() if message.get("sender_chat") or message.get("text")]


async def test_a_post_put_twice_is_said_once(
    deps: BotDependencies, office: PostOffice, reader_of_channel: Someone
) -> None:
    assert await deps.stores.posts.put(note("a", "one"))
    assert not await deps.stores.posts.put(note("a", "two"))
    assert await office.send_due() == 1
    assert await office.send_due() == 0
    assert [words(m) for m in await posted(reader_of_channel)] == ["one"]


async def test_a_post_whose_sender_died_after_the_send_is_not_said_again(
    deps: BotDependencies, office: PostOffice, reader_of_channel: Someone
) -> None:
    for key, text in (("a", "first"), ("b", "second")):
        await deps.stores.posts.put(note(key, text))
        await office.send_due()
    as_left = "state = 'intent', message_id = NULL, not_before = now(), said = 'second', anchor_id = 1"
    await pool_of(deps).execute(f"UPDATE posts SET {as_left} WHERE post_key = 'b'")
    assert await office.send_due() == 1
    assert [words(m) for m in await posted(reader_of_channel)] == ["first", "second"]
    assert await deps.stores.posts.sent_id("b", CHANNEL_ID) is not None


async def test_a_post_whose_sender_died_before_the_send_is_said(
    deps: BotDependencies, office: PostOffice, reader_of_channel: Someone
) -> None:
    await deps.stores.posts.put(note("a", "first"))
    await office.send_due()
    await deps.stores.posts.put(note("b", "second"))
    (due,) = await claimed(deps, "note")
    assert due.newest_id == 1
    assert await deps.stores.posts.intend(due, Said("second", due.newest_id), 0.0)
    assert await office.send_due() == 1
    assert [words(m) for m in await posted(reader_of_channel)] == ["first", "second"]


async def test_an_answer_hangs_on_what_it_answers(
    deps: BotDependencies, office: PostOffice, reader_of_channel: Someone
) -> None:
    await deps.stores.posts.put(note("a", "signal"))
    await deps.stores.posts.put(note("b", "it ended", reply_to_key="a"))
    assert [await office.send_due() for _ in range(2)] == [1, 1]
    first, second = await posted(reader_of_channel)
    assert second["reply_to_message"]["message_id"] == first["message_id"]


async def test_what_is_no_news_any_more_is_not_said(
    deps: BotDependencies, office: PostOffice, reader_of_channel: Someone
) -> None:
    late = deps.market.clock.now() - timedelta(seconds=1)
    await deps.stores.posts.put(note("a", "old", good_until=late))
    await deps.stores.posts.put(note("b", ""))
    assert await office.send_due() == 0
    assert await posted(reader_of_channel) == []


async def test_posts_of_a_kind_nobody_here_writes_are_left_alone(deps: BotDependencies, office: PostOffice) -> None:
    await deps.stores.posts.put(replace(note("a", "x"), kind="other"))
    assert await office.send_due() == 0
    assert len(await claimed(deps, "other")) == 1


async def test_an_answer_that_got_lost_is_asked_about_not_repeated(
    deps: BotDependencies, office: PostOffice, reader_of_channel: Someone
) -> None:
    await deps.stores.posts.put(note("a", "first"))
    await office.send_due()
    await reader_of_channel.fault("drop_after", method="sendMessage", calls=1)
    await deps.stores.posts.put(note("b", "second"))
    assert await office.send_due() == 0
    await time_passes(deps)
    assert await office.send_due() == 1
    assert [words(m) for m in await posted(reader_of_channel)] == ["first", "second"]


async def test_the_day_is_told_once_with_its_picture(deps: BotDependencies, reader_of_channel: Someone) -> None:
    """It is 01:02 in Auckland; the last day ended an hour ago."""
    clock = deps.market.clock
    running = await prepare_bot(replace(deps, zone=str(AUCKLAND)))
    job = LevelsDay(deps.stores.posts, running.office.audience, clock, MarketSource.SIMULATED, AUCKLAND)
    assert await job.look()
    assert not await job.look()
    again = LevelsDay(deps.stores.posts, running.office.audience, clock, MarketSource.SIMULATED, AUCKLAND)
    assert not await again.look(), "another process finds it put already"
    assert await running.office.send_due() == 1
    (told,) = await reader_of_channel.messages()
    assert told["photo"]
    said = words(told)
    assert said.startswith("🧭 What the market did to the levels, 6 Feb 00:00 to 7 Feb 00:00")
    assert "Of 6 coins the largest level was reached on" in said
    assert "SIMULATED" in said
    assert all("url" in button for button in buttons(told)), "in a channel buttons are links"


@pytest.mark.parametrize("death", [DiesBeforeSending, DiesAfterSending])
async def test_a_death_before_or_after_the_days_post_tells_it_exactly_once(
    death: type[PostRepository], deps: BotDependencies, office: PostOffice, reader_of_channel: Someone
) -> None:
    await deps.stores.posts.put(note("a", "first"))
    await office.send_due()
    posts = deps.stores.posts
    there = replace(deps, zone=str(AUCKLAND), stores=replace(deps.stores, posts=death(posts._db)))  # type: ignore[attr-defined]
    dying = (await prepare_bot(there)).office
    assert await LevelsDay(posts, dying.audience, deps.market.clock, MarketSource.SIMULATED, AUCKLAND).look()
    with pytest.raises(Died):
        await dying.send_due()
    for _ in range(3):
        await time_passes(deps)
        await replace(dying, book=posts).send_due()
    told = await reader_of_channel.messages()
    assert ["photo" in message for message in told] == [False, True]
    assert await posts.sent_id("levels-day:simulated:2026-02-06", CHANNEL_ID) == told[1]["message_id"]


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2026, 2, 6, 12, tzinfo=UTC), 24),
        (datetime(2026, 3, 9, 12, tzinfo=UTC), 23),
        (datetime(2026, 11, 2, 12, tzinfo=UTC), 25),
    ],
)
def test_a_day_has_the_hours_its_clock_gives_it(now: datetime, hours: int) -> None:
    since, until = last_day(now, CHICAGO)
    assert until.astimezone(UTC) - since.astimezone(UTC) == timedelta(hours=hours)


async def test_long_after_midnight_nothing_is_told(deps: BotDependencies) -> None:
    running = await prepare_bot(deps)
    deps.market.clock.at = datetime(2026, 2, 6, 20, tzinfo=UTC)  # type: ignore[attr-defined]
    job = LevelsDay(deps.stores.posts, running.office.audience, deps.market.clock, MarketSource.SIMULATED, CHICAGO)
    assert not await job.look()
