"""A competition as a group and its people see it: boards, the post at the bell, ranks, joining and leaving."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession

from bot.run import prepare_bot
from engine.club.rounds.calendar import round_at
from engine.club.rounds.values import Period
from tests.end_to_end.bot.conftest import GROUP
from tests.end_to_end.bot.market import small_market
from tests.end_to_end.bot.person import Someone, buttons, data_of, words
from tests.end_to_end.bot.rounds import Arena, arena
from tests.end_to_end.bot.running import Place
from tests.unit.bot.round_builders import HOUSE

NOON = datetime(2026, 2, 6, 18, tzinfo=UTC)  # Friday 12:00 in Chicago


@pytest.fixture
async def made(place: Place, http: ClientSession, lent_painters: Executor) -> AsyncIterator[Arena]:
    market = small_market({"BTC": 66_586.1, "ETH": 1_950.0})
    async with arena(place, market, http, lent_painters, NOON) as one:
        yield one


def there(someone: Someone) -> Someone:
    return Someone(someone.http, someone.base_url, someone.who, GROUP)


async def trader(made: Arena, key: str, score_ppm: int, language: str = "en") -> Someone:
    """Somebody of the group who is in today's round."""
    someone = await made.newcomer(key, language)
    await there(someone).ask("/help")
    user_id = await made.user_id(someone)
    made.club.chosen[user_id] = key
    made.club.enter(made.day.key, user_id, score_ppm)
    return someone


async def test_the_board_is_a_picture_with_ones_own_rank(made: Arena) -> None:
    mila = await trader(made, "mila", 2_000)
    for n in range(30):
        made.club.enter(made.day.key, 5_000 + n, 400_000 - n * 1_000)
    board = await mila.ask("/leaderboard")
    assert board["photo"]
    said = words(board)
    assert said.startswith("🏆 Friday 6 Feb · closes in 12 h 0 min")
    assert "You: 31st of 31, +0.2 %, 3 trades" in said
    assert "$100 to the first" in said
    assert "SIMULATED prices" in said
    assert [b["text"] for b in buttons(board)][:6] == ["Day •", "Week", "Month", "‹", "1 / 4", "›"]
    await mila.press(board, "📊 My page")
    page = await mila.again(board)
    assert "31 mila" in words(page)
    assert "4 / 4" in [b["text"] for b in buttons(page)]
    await mila.press(page, "›")
    assert "1 / 4" in [b["text"] for b in buttons(await mila.again(board))], "round and round"
    await mila.press(await mila.again(board), "Week")
    assert words(await mila.again(board)).startswith("🏆 The week of 2 Feb")
    assert "You are not in this round" in words(await mila.again(board))


@pytest.mark.parametrize("typed", ["/leaderboard week", "/leaderboard semana", "/leaderboard Weekly"])
async def test_a_board_is_asked_for_in_words(made: Arena, typed: str) -> None:
    assert words(await made.admin.ask(typed)).startswith("🏆 The week of 2 Feb")


async def test_nonsense_is_answered_with_what_there_is(made: Arena) -> None:
    assert words(await made.admin.ask("/leaderboard ٣ -5 <b>")).startswith("Which board?")


async def test_joining_and_leaving_are_buttons_with_a_second_tap_for_leaving(made: Arena) -> None:
    mila = await made.newcomer("mila")
    card = await mila.ask("/compete")
    assert words(card).startswith("🏁 Friday 6 Feb: trade on paper, win real money\nCloses in 12 h 0 min")
    assert "You: not in yet." in words(card)
    assert (await mila.press(card, "▶ Join"))["text"] == "You are in."
    card = await mila.again(card)
    assert "You: in. Your score appears with your first trade." in words(card)
    await mila.press(card, "✖ Leave")
    assert words(await mila.again(card)).startswith("Leave the round?")
    await mila.press(await mila.again(card), "‹ Back")
    await mila.press(await mila.again(card), "✖ Leave")
    assert (await mila.press(await mila.again(card), "✖ Yes"))["text"].startswith("You left.")
    assert "out of this round" in words(await mila.again(card))


async def test_the_first_screen_tells_of_the_round_and_opens_it(made: Arena) -> None:
    pete = await made.newcomer("pete", started=False)
    hello = await pete.ask("/start")
    assert "Today's round pays $100 to the best paper trader. Free to enter." in words(hello)
    await pete.press(hello, "🏆 Today's $100 round")
    assert words(await pete.again(hello)).startswith("🏁 Friday 6 Feb: trade on paper")


async def test_in_a_group_joining_is_a_link_and_a_forged_press_changes_nothing(made: Arena) -> None:
    mila = await made.newcomer("mila")
    card = await there(mila).ask("/compete")
    assert "You" not in words(card), "who is in is personal"
    (join,) = buttons(card)
    assert join["url"] == "https://t.me/helix_demo_bot?start=compete_day"
    assert (await there(mila).forge(card, "rc:j:day:0"))["text"].startswith("Joining and leaving is yours alone")
    assert made.club.members == {}
    opened = await mila.start("compete_day")
    assert words((await mila.answers(opened["message_id"]))[0]).startswith("🏁 Friday 6 Feb")


async def test_the_post_at_the_bell_comes_once_is_pinned_and_answers_whoever_presses(made: Arena) -> None:
    owl, mila = await trader(made, "nightowl", 402_000), await trader(made, "mila", 2_000)
    stranger = await made.newcomer("pete")
    ended = made.ring()
    made.club.enter(made.day.key, await made.user_id(mila), 4_000)
    assert await made.tell() >= 1
    await made.tell()
    (post,) = await made.said("🏁 Friday 6 Feb is closed")
    said = words(post)
    assert "💵 $100 to nightowl, checked: 38,412 fills replayed, same result. Proof 9f3c61e1" in said
    assert "This group: nightowl 1st, mila 2nd, 2 of us ranked." in said
    assert "Saturday is open until 00:00 Chicago." in said
    chat = await made.bot.deps.bot.get_chat(int(GROUP))
    assert chat.pinned_message is not None
    assert chat.pinned_message.message_id == post["message_id"]
    toast = await there(mila).press(post, "📊 My rank")
    assert toast["text"] == "mila: 2nd of 2, +0.2 %, 3 trades. Saturday so far: +0.4 %."
    assert (await there(owl).press(post, "📊 My rank"))["text"] == "nightowl: 1st of 2, +40.2 %, 3 trades."
    nobody = await there(stranger).press(post, "📊 My rank")
    assert nobody["text"] == "You are not in this round. Join: the button below."
    full = next(b for b in buttons(post) if b["text"] == "📜 Full board")
    opened = await mila.start(full["url"].split("=")[1])
    assert words((await mila.answers(opened["message_id"]))[0]).startswith("🏆 Friday 6 Feb · final")
    assert ended.key in full["url"]


async def test_a_groups_own_ranking_is_shown_once_and_then_pointed_to(made: Arena) -> None:
    mila = await trader(made, "mila", 2_000)
    made.club.enter(made.day.key, 5_000, 400_000)
    made.ring()
    await made.tell()
    (post,) = await made.said("🏁 Friday")
    before = await made.group.newest_id()
    await there(mila).press(post, "🏆 This group")
    shown = (await made.group.answers(before))[0]
    assert words(shown).startswith("🏆 Friday 6 Feb, this group · final")
    assert "1  mila" in words(shown)
    assert "trader-5000" not in words(shown)
    again = await made.group.press(post, "🏆 This group")
    assert again["text"].startswith("Posted ")


async def test_a_group_has_one_board_that_is_edited_only_when_ranks_change(made: Arena) -> None:
    mila, owl = await trader(made, "mila", 2_000), await trader(made, "nightowl", 1_000)
    await made.tell()
    (board,) = await made.said("🏆 Friday so far")
    await made.five_minutes()
    made.club.enter(made.day.key, await made.user_id(mila), 2_500)
    assert await made.five_minutes() == 0, "the same ranks"
    made.club.enter(made.day.key, await made.user_id(owl), 9_000)
    assert await made.five_minutes() == 1
    assert "1  nightowl" in words(await made.group.again(board))
    assert await made.five_minutes() == 0
    made.ring()
    await made.tell()
    (post,) = await made.said("🏁 Friday 6 Feb is closed")
    assert words(await made.group.again(board)).startswith("🏁 That round is over.")
    assert not buttons(await made.group.again(board))
    made.club.enter(made.day.key, await made.user_id(mila), 7_000)
    assert await made.five_minutes() == 1
    said = words(await made.group.again(post))
    assert said.startswith("🏁 Friday 6 Feb is closed"), "the same message holds the running day"
    assert "🏆 Saturday so far" in said
    assert len(await made.said("🏁 Friday")) == 1
    made.ring()
    await made.tell()
    assert "so far" not in words(await made.group.again(post))
    assert len(await made.said("🏁 Saturday 7 Feb is closed")) == 1


async def test_a_deleted_board_is_left_alone_until_the_next_bell(made: Arena) -> None:
    await trader(made, "mila", 2_000)
    await made.tell()
    (board,) = await made.said("🏆 Friday so far")
    await made.bot.deps.bot.delete_message(int(GROUP), board["message_id"])
    assert await made.five_minutes() == 0
    await made.tell()
    assert await made.said("🏆 Friday so far") == []
    assert await made.boards_due() == 0, "nor is it tried again and again"
    made.ring()
    await made.tell()
    assert len(await made.said("🏁 Friday")) == 1


async def test_a_deleted_post_of_the_bell_is_left_alone_too(made: Arena) -> None:
    await trader(made, "mila", 2_000)
    made.ring()
    await made.tell()
    (post,) = await made.said("🏁 Friday")
    await made.bot.deps.bot.delete_message(int(GROUP), post["message_id"])
    made.club.enter(made.day.key, 4_001, 500)
    assert await made.five_minutes() == 0
    await made.tell()
    assert await made.boards_due() == 0
    made.ring()
    await made.tell()
    assert len(await made.said("🏁 Saturday")) == 1
    assert await made.boards_due() == 1


async def test_the_week_is_told_in_the_post_of_its_last_day(made: Arena) -> None:
    await trader(made, "mila", 2_000)
    made.market.clock.at = NOON + timedelta(days=2)
    made.club.enter(made.day.key, 5_000, 10_000)
    sunday = made.ring()
    await made.tell()
    assert await made.said("🏁 Sunday") == [], "the week's result is waited for"
    week = round_at(Period.WEEK, sunday.starts_at, HOUSE)
    made.publish(week, made.club.results[sunday.key])
    await made.tell()
    (post,) = await made.said("🏁 Sunday 8 Feb is closed")
    assert "🏁 The week of 2 Feb is closed · 1 trader, 1 ranked" in words(post)
    assert "✔ The result was checked: 38,412 fills replayed" in words(post)


@pytest.mark.parametrize(
    ("language", "board", "compete", "toast"),
    [
        ("es", "🏆 Viernes 6 feb · cierra", "🏁 Viernes 6 feb: opera", "mila: 1.º de 1, +0.2 %, 3 operaciones."),
        ("ru", "🏆 Пятница, 6 фев · закроется", "🏁 Пятница, 6 фев: торг", "mila: 1-е место из 1, +0.2 %, 3 сделки."),
    ],
)
async def test_everything_is_said_in_the_readers_language(
    made: Arena, language: str, board: str, compete: str, toast: str
) -> None:
    mila = await trader(made, "mila", 2_000, language)
    assert words(await mila.ask("/leaderboard")).startswith(board)
    assert words(await mila.ask("/compete")).startswith(compete)
    await made.tell()
    (post,) = await made.said("🏆 Friday so far")
    assert (await there(mila).press(post, "📊"))["text"] == toast


async def test_somebody_elses_board_in_a_group_is_theirs(made: Arena) -> None:
    mila, owl = await trader(made, "mila", 2_000), await trader(made, "nightowl", 1_000)
    card = await there(mila).ask("/leaderboard week")
    assert "You" not in words(card), "ranks are personal"
    assert (await there(owl).press(card, "Day"))["text"].startswith("Mila asked for this one.")
    pointer = await there(owl).ask("/leaderboard week")
    assert words(pointer).startswith("Posted ")


async def test_a_groups_ranking_is_not_shown_to_outsiders(made: Arena) -> None:
    await trader(made, "mila", 2_000)
    board = await made.admin.ask("/leaderboard")
    own = data_of(board, "Week")
    forged = own.replace("week", "day").rsplit(":", 2)[0] + f":{GROUP}:0"
    made.club.groups[int(GROUP)] = {1}
    assert (await made.admin.forge(board, forged))["text"].startswith("That menu is from an older version")


async def test_a_day_without_anybody_is_not_told(made: Arena) -> None:
    await made.group.ask("/help")
    made.ring()
    await made.tell()
    assert await made.said("🏁") == []
    await trader(made, "mila", 2_000)
    await made.tell()
    assert len(await made.said("🏆 Saturday so far")) == 1


async def test_two_processes_and_one_that_died_between_two_steps_make_one_post_and_one_board(made: Arena) -> None:
    mila = await trader(made, "mila", 2_000)
    made.ring()
    other = replace(made, bot=await prepare_bot(made.bot.deps))
    await asyncio.gather(made.tell(), other.tell())
    assert made.bot.rounds.poster is not None
    (post,) = await made.said("🏁 Friday 6 Feb is closed")
    await made.database.run("DELETE FROM live_boards")  # as if nobody had come to that step
    made.club.enter(made.day.key, await made.user_id(mila), 5_000)
    late = replace(made, bot=await prepare_bot(made.bot.deps))
    await late.tell()
    assert await late.five_minutes() == 1
    assert "🏆 Saturday so far" in words(await made.group.again(post))
    assert len(await made.said("🏁")) == 1


@pytest.mark.parametrize("kind", ["500", "drop_after"])
async def test_a_board_whose_edit_is_not_answered_is_edited_the_next_time(made: Arena, kind: str) -> None:
    await trader(made, "mila", 2_000)
    await made.tell()
    (board,) = await made.said("🏆 Friday so far")
    await made.five_minutes()
    made.club.enter(made.day.key, 5_000, 9_000)
    await made.admin.fault(kind, method="editMessageText", calls=2)
    await made.five_minutes()
    await made.admin.call("faults", clear=True)
    await made.five_minutes()
    assert "1  trader-500 " in words(await made.group.again(board))
    assert await made.five_minutes() == 0
