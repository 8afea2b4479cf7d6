"""/group: chosen by a group's admins only, and obeyed."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession

from tests.end_to_end.bot.conftest import GROUP
from tests.end_to_end.bot.market import small_market
from tests.end_to_end.bot.person import Json, Someone, buttons, eventually, words
from tests.end_to_end.bot.rounds import Arena, arena
from tests.end_to_end.bot.running import Place, eventually_empty

NOON = datetime(2026, 2, 6, 18, tzinfo=UTC)


@pytest.fixture
async def made(place: Place, http: ClientSession, lent_painters: Executor) -> AsyncIterator[Arena]:
    market = small_market({"BTC": 66_586.1, "ETH": 1_950.0})
    async with arena(place, market, http, lent_painters, NOON) as one:
        yield one


def there(someone: Someone) -> Someone:
    return Someone(someone.http, someone.base_url, someone.who, GROUP)


async def choose(made: Arena, page: str, value: str) -> Json:
    """The admin's way through the buttons; the card as it stands after it."""
    card = await made.group.ask("/group")
    await made.group.press(card, page)
    if value:
        await made.group.press(await made.group.again(card), value)
    return await made.group.again(card)


async def test_the_card_shows_what_holds(made: Arena) -> None:
    said = words(await made.group.ask("/group"))
    assert said.startswith("⚙ This group\nDaily board: on\nBoard at: at the bell, Chicago\nPin it quietly: on")
    assert "Language: each their own\nTopic: where asked\nSame card again: after 1 min\n" in said
    assert "Delete my answers: never\nMute all but boards: off" in said


async def test_only_admins_choose_and_each_press_is_asked_about(made: Arena) -> None:
    pete = await made.newcomer("pete")
    assert words(await there(pete).ask("/group")) == "Only this group's admins choose that."
    card = await made.group.ask("/group")
    assert (await there(pete).press(card, "Mute"))["text"] == "Only this group's admins choose that."
    assert (await there(pete).forge(card, "gs:lang:ru"))["text"] == "Only this group's admins choose that."
    assert words(await made.group.again(card)) == words(card)


async def test_an_anonymous_admin_is_one(made: Arena) -> None:
    sent = await made.group.send("/group", anonymous=True)
    card = (await made.group.answers(sent["message_id"]))[0]
    assert words(card).startswith("⚙ This group")
    assert (await made.group.press(card, "Pin it quietly"))["text"] == "Saved."


async def test_in_private_it_says_where_it_belongs(made: Arena) -> None:
    assert words(await made.admin.ask("/group")).startswith("That is for groups")


@pytest.mark.parametrize("data", ["gs:lang:tlh", "gs:cool:1", "gs:time:77", "gs:topic:here", "gs:clean:-5"])
async def test_a_forged_choice_changes_nothing(made: Arena, data: str) -> None:
    card = await made.group.ask("/group")
    assert (await made.group.forge(card, data))["text"].startswith("That menu is from an older version")
    assert words(await made.group.ask("/group")) == words(card)


async def test_the_language_holds_for_answers_and_for_the_board(made: Arena) -> None:
    pete = await made.newcomer("pete")
    assert words(await choose(made, "Language", "Русский")).startswith("⚙ Эта группа")
    assert words(await there(pete).ask("/help")).startswith("Что умеет Helix")
    made.club.enter(made.day.key, await made.user_id(pete), 5_000)
    await made.tell()
    assert len(await made.said("🏆 Пятница: пока так")) == 1
    assert words(await pete.ask("/help")).startswith("What Helix can do"), "one's own chat keeps one's own language"


async def test_a_muted_group_hears_boards_alone_until_an_admin_turns_it_back(made: Arena) -> None:
    pete = await made.newcomer("pete")
    await there(pete).ask("/help")
    await choose(made, "Mute", "")
    before = await made.group.newest_id()
    for typed in ("/help", "/scan BTC 12h", "/leaderboard", "/group"):
        await there(pete).send(typed)
    await eventually_empty(made.bot.deps)
    said = [m for m in await made.group.messages(before) if m["from"].get("is_bot")]
    assert said == []
    made.club.enter(made.day.key, await made.user_id(pete), 5_000)
    await made.tell()
    (board,) = await made.said("🏆 Friday so far")
    assert (await there(pete).press(board, "📊"))["text"].startswith(f"trader-{await made.user_id(pete)}: 1st of 1")
    await choose(made, "Mute", "")
    assert words(await there(pete).ask("/help")).startswith("What Helix can do")


async def test_boards_come_at_the_chosen_hour_or_not_at_all(made: Arena) -> None:
    pete = await made.newcomer("pete")
    await there(pete).ask("/help")
    await choose(made, "Board at", "08:00")
    made.club.enter(made.day.key, await made.user_id(pete), 5_000)
    made.ring()
    await made.tell()
    assert await made.said("🏁") == []
    made.market.clock.at += timedelta(hours=8)
    await made.tell()
    assert len(await made.said("🏁 Friday 6 Feb is closed")) == 1
    await choose(made, "Daily board", "")
    made.ring()
    made.market.clock.at += timedelta(hours=9)
    await made.tell()
    assert await made.said("🏁 Saturday") == []


async def test_without_pins_the_post_is_not_pinned(made: Arena) -> None:
    pete = await made.newcomer("pete")
    await there(pete).ask("/help")
    await choose(made, "Pin it quietly", "")
    made.club.enter(made.day.key, await made.user_id(pete), 5_000)
    made.ring()
    await made.tell()
    (post,) = await made.said("🏁 Friday")
    chat = await made.bot.deps.bot.get_chat(int(GROUP))
    assert chat.pinned_message is None or chat.pinned_message.message_id != post["message_id"]


async def test_the_cooldown_is_the_groups(made: Arena) -> None:
    await choose(made, "Same card again", "after 60 min")
    await made.group.ask("/leaderboard month")
    await eventually_empty(made.bot.deps)
    keys = [key async for key in made.bot.deps.redis.scan_iter("helix:posted:*lb*")]
    assert len(keys) == 1
    assert 3_500 < await made.bot.deps.redis.ttl(keys[0]) <= 3_600


async def test_answers_go_away_when_the_group_wants_it_and_boards_stay(made: Arena) -> None:
    pete = await made.newcomer("pete")
    await choose(made, "Delete my answers", "after 1 h")
    answer = await there(pete).ask("/help")
    made.club.enter(made.day.key, await made.user_id(pete), 5_000)
    await made.tell()
    sweeper = made.bot.rounds.sweeper
    assert sweeper is not None
    assert await sweeper.sweep() == 0
    await made.database.run("UPDATE group_answers SET sent_at = sent_at - interval '2 hours'")
    assert await sweeper.sweep() >= 1
    left = [m["message_id"] for m in await made.group.messages()]
    assert answer["message_id"] not in left
    assert len(await made.said("🏆 Friday so far")) == 1
    assert await sweeper.sweep() == 0


async def test_answers_and_boards_go_to_the_chosen_topic(made: Arena) -> None:
    pete = await made.newcomer("pete")
    topic = await made.group.send("Helix talks here")
    settings = await made.bot.deps.groups.of(int(GROUP))  # type: ignore[union-attr]  # this bot has groups
    await made.bot.deps.groups.change(replace(settings, thread_id=topic["message_id"]), None)  # type: ignore[union-attr]
    answer = await there(pete).ask("/help")
    assert answer["message_thread_id"] == topic["message_id"]
    assert "reply_to_message" not in answer
    made.club.enter(made.day.key, await made.user_id(pete), 5_000)
    await made.tell()
    (board,) = await made.said("🏆 Friday so far")
    assert board["message_thread_id"] == topic["message_id"]


async def test_a_group_that_moved_keeps_its_settings(made: Arena) -> None:
    small = Someone(made.group.http, made.group.base_url, "admin", "-5001")
    card = await small.ask("/group")
    assert (await small.press(card, "Mute"))["text"] == "Saved."
    moved = await small.call("migrate-to-supergroup", chat="-5001")

    async def is_muted() -> bool:
        return (await made.bot.deps.groups.of(int(moved["chat_id"]))).is_muted  # type: ignore[union-attr]

    await eventually(is_muted)


async def test_the_card_has_a_button_for_everything(made: Arena) -> None:
    card = await made.group.ask("/group")
    assert [b["text"] for b in buttons(card)] == [
        "Daily board: on",
        "Board at",
        "Pin it quietly: on",
        "Language",
        "Topic",
        "Same card again",
        "Delete my answers",
        "Mute all but boards: off",
    ]
