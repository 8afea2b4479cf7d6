"""What is said in the channel is said once, however often somebody dies on the way."""

from collections.abc import AsyncIterator, Mapping
from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from aiohttp import ClientSession

from bot.dependencies import BotDependencies
from bot.posts.letters import Letter, Writer
from bot.posts.office import PostOffice
from bot.run import prepare_bot
from bot.views.reader import Reader
from engine.club.posts import Post
from engine.market.values import MarketSource
from jobs.levels_day import LevelsDay, last_day
from sandbox.telegram.people import CHANNEL_ID
from sandbox.telegram.server import Sandbox
from tests.end_to_end.bot.market import small_market
from tests.end_to_end.bot.person import Json, Someone, buttons, words
from tests.end_to_end.bot.running import Place, bot_parts

CHICAGO, AUCKLAND = ZoneInfo("America/Chicago"), ZoneInfo("Pacific/Auckland")


async def write_note(post: Post, reader: Reader) -> Letter | None:
    """A kind of the tests' own."""
    del reader
    return None if post.body["text"] == "" else Letter(str(post.body["text"]))


NOTES: Mapping[str, Writer] = {"note": write_note}


def note(key: str, text: str, **more: object) -> Post:
    return replace(Post(key, CHANNEL_ID, "note", {"text": text}), **more)  # type: ignore[arg-type]


@pytest.fixture
def reader_of_channel(telegram: Sandbox, http: ClientSession) -> Someone:
    return Someone(http, telegram.base_url, "admin", str(CHANNEL_ID))


@pytest.fixture
async def deps(place: Place, lent_painters: Executor) -> AsyncIterator[BotDependencies]:
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
    pool = deps.stores.posts._db._pool  # type: ignore[attr-defined]  # puts the row back as a crash would leave it
    await pool.execute("UPDATE posts SET state='intent', message_id=NULL, not_before=now() WHERE post_key='b'")
    assert await office.send_due() == 1
    assert [words(m) for m in await posted(reader_of_channel)] == ["first", "second"]
    assert await deps.stores.posts.sent_id("b", CHANNEL_ID) is not None


async def test_a_post_whose_sender_died_before_the_send_is_said(
    deps: BotDependencies, office: PostOffice, reader_of_channel: Someone
) -> None:
    await deps.stores.posts.put(note("a", "first"))
    await office.send_due()
    await deps.stores.posts.put(note("b", "second"))
    (due,) = await deps.stores.posts.claim(["note"], 1, 0.0)
    assert due.newest_id is not None
    await deps.stores.posts.anchor(due.post, due.newest_id)
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
    assert len(await deps.stores.posts.claim(["other"], 10, 1.0)) == 1


async def test_an_answer_that_got_lost_is_asked_about_not_repeated(
    deps: BotDependencies, office: PostOffice, reader_of_channel: Someone
) -> None:
    await deps.stores.posts.put(note("a", "first"))
    await office.send_due()
    await reader_of_channel.fault("drop_after", method="sendMessage", calls=1)
    await deps.stores.posts.put(note("b", "second"))
    assert await office.send_due() == 0
    pool = deps.stores.posts._db._pool  # type: ignore[attr-defined]  # a minute passes for the database
    await pool.execute("UPDATE posts SET not_before = now()")
    assert await office.send_due() == 1
    assert [words(m) for m in await posted(reader_of_channel)] == ["first", "second"]


async def test_the_day_is_told_once_with_its_picture(deps: BotDependencies, reader_of_channel: Someone) -> None:
    """It is 01:02 in Auckland; the last day ended an hour ago."""
    clock = deps.market.clock
    running = await prepare_bot(replace(deps, zone=str(AUCKLAND)))
    job = LevelsDay(deps.stores.posts, running.audience, clock, MarketSource.SIMULATED, AUCKLAND)
    assert await job.look()
    assert not await job.look()
    again = LevelsDay(deps.stores.posts, running.audience, clock, MarketSource.SIMULATED, AUCKLAND)
    assert not await again.look(), "another process finds it put already"
    assert await running.office.send_due() == 1
    (told,) = await reader_of_channel.messages()
    assert told["photo"]
    said = words(told)
    assert said.startswith("🧭 What the market did to the levels, 6 Feb 00:00 to 7 Feb 00:00")
    assert "Of 6 coins the largest level was reached on" in said
    assert "SIMULATED" in said
    assert all("url" in button for button in buttons(told)), "in a channel buttons are links"


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
    job = LevelsDay(deps.stores.posts, running.audience, deps.market.clock, MarketSource.SIMULATED, CHICAGO)
    assert not await job.look()
