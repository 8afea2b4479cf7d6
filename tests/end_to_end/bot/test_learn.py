"""/learn over HTTP: a whole lesson with its practice trade and badge, old buttons, two people, a restart in between."""

import asyncio
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.learning_callbacks import LearnAction, LearnPress
from bot.run import prepare_bot
from engine.club.lessons.badges import Badge
from sandbox.telegram.server import Sandbox
from tests.end_to_end.bot.conftest import GROUP, Town
from tests.end_to_end.bot.market import SmallMarket
from tests.end_to_end.bot.person import Json, Someone, buttons, data_of, eventually, words
from tests.end_to_end.bot.running import Place, bot_parts, eventually_empty, running


async def opened(someone: Someone) -> Json:
    return await someone.ask("/learn")


async def opened_at(someone: Someone, begins: str) -> Json:
    """A lesson's end is written down when it was shown: who is quicker than that looks again."""

    async def begins_so() -> Json | None:
        home = await opened(someone)
        return home if words(home).startswith(begins) else None

    return dict(await eventually(begins_so))


async def pressed(someone: Someone, message: Json, *texts: str) -> Json:
    """Presses one after the other on what each brings; the message as it is then."""
    for text in texts:
        await someone.press(message, text)
        message = await someone.again(message)
    return message


async def at_the_ticket(someone: Someone, lesson: int, screens: int = 3) -> Json:
    return await pressed(someone, await opened(someone), str(lesson), *["Next ›"] * (screens - 1), "Practice ›")


async def ended(someone: Someone, message: Json, sign: str) -> Json:
    async def has() -> Json | None:
        found = await someone.again(message)
        return found if sign in words(found) else None

    return await eventually(has)


async def user_id_of(someone: Someone) -> int:
    sent = await someone.send("/learn")
    return int(sent["from"]["id"])


async def test_the_course_opens_as_a_picture_with_its_six_lessons(guest: Someone) -> None:
    home = await opened(guest)
    assert home["photo"]
    said = words(home)
    assert said.startswith("Learn in 6 steps · 0 of 6 done")
    assert "▶ 1 · Levels and the map" in said
    assert "▫️ 6 · Signals and small risk" in said
    assert "Simulated money." in said
    assert [b["text"] for b in buttons(home)] == [
        "▶ Lesson 1: Levels and the map", "1", "2", "3", "4", "5", "6", "🏅 Your badges", "🏠 Start",
    ]  # fmt: skip


async def test_a_whole_lesson_ends_with_a_real_trade_and_its_badge(guest: Someone, town: Town) -> None:
    page = await pressed(guest, await opened(guest), "▶ Lesson 1")
    assert words(page).startswith("1 · Levels and the map")
    assert [b["text"] for b in buttons(page)] == ["‹ Back", "1 / 4", "Next ›"]
    ticket = await pressed(guest, page, "Next ›", "Next ›", "Practice ›", "🔴 Short")
    assert words(ticket).startswith("Practice: 10 Oct 2025 · the cascade · simulated money")
    assert "SHORT BTC at" in words(ticket)
    assert "the path between is drawn" in words(ticket)
    assert "🔴 Short •" in [b["text"] for b in buttons(ticket)]
    await guest.press(ticket, "✅ Sell")
    end = await ended(guest, ticket, "🎯 Target hit at")
    said = words(end)
    assert "+$28.85 after $0.52 of fees." in said
    assert "The other side with the same choices: -$24.47." in said
    assert "🏅 New badge: Levels and the map" in said
    assert [b["text"] for b in buttons(end)][:2] == ["↻ Try it otherwise", "Lesson 2 ›"]
    home = await opened_at(guest, "Learn in 6 steps · 1 of 6 done")
    assert "🏅 1 badge so far." in words(home)
    wall = await pressed(guest, home, "🏅 Your badges")
    assert words(wall).startswith("Your badges · 1 of 16")


async def test_all_six_make_a_graduate(guest: Someone, town: Town) -> None:
    for number, screens, side in (
        (1, 3, "Sell"),
        (2, 3, "Buy"),
        (3, 3, "Buy"),
        (4, 3, "Sell"),
        (5, 4, "Buy"),
        (6, 4, "Sell"),
    ):
        ticket = await at_the_ticket(guest, number, screens)
        if number == 1:
            ticket = await pressed(guest, ticket, "🔴 Short")
        await guest.press(ticket, f"✅ {side}")
        end = await ended(guest, ticket, "New badge")
        assert ("You have done all six. New badge: Graduate" in words(end)) is (number == 6)
    home = await opened(guest)
    assert "All six done." in words(home)
    assert "🏅 7 badges so far." in words(home)
    assert buttons(home)[0]["text"] == "✅ 1"


async def test_a_stop_that_fees_eat_is_refused_with_the_numbers_and_another_one_works(guest: Someone) -> None:
    ticket = await pressed(guest, await at_the_ticket(guest, 3), "Stop 1 %")
    assert "meaningless" in words(ticket)
    toast = (await guest.press(ticket, "✅ Buy"))["text"]
    assert "the fees in and out alone are $1.10" in toast
    assert "At 10x choose more than 1.1 %." in toast
    assert words(await guest.again(ticket)) == words(ticket), "no trade was made"
    ticket = await pressed(guest, ticket, "Stop 5 %", "🔴 Short")
    await guest.press(ticket, "✅ Sell")
    end = await ended(guest, ticket, "🛑 Stopped at")
    assert "-$5.00, of which $1.10 fees." in words(end)


async def test_too_much_leverage_ends_in_liquidation_and_another_try_is_one_press_away(guest: Someone) -> None:
    ticket = await pressed(guest, await at_the_ticket(guest, 5, 4), "50x")
    await guest.press(ticket, "✅ Buy")
    end = await ended(guest, ticket, "💥 Liquidated at")
    assert "The stake is gone, and $5.44 of fees." in words(end)
    again = await pressed(guest, end, "↻ Try it otherwise", "2x")
    await guest.press(again, "✅ Buy")
    second = await ended(guest, again, "🏁 The day is over.")
    assert "New badge" not in words(second), "it is held already"
    assert "Funding, at the usual 0.01 %: -$0.0" in words(second)


async def test_what_is_pressed_again_or_forged_does_no_harm(guest: Someone, town: Town) -> None:
    ticket = await at_the_ticket(guest, 4)
    await guest.press(ticket, "✅ Sell")
    end = await ended(guest, ticket, "Target hit")
    old = LearnPress(do=LearnAction.GO, lesson=4, code="s0001")
    await guest.forge(end, old.pack())  # the ticket's own button, from an old screen: the same trade once more
    await ended(guest, ticket, "Target hit")
    held = await town.deps.lessons.badges.of(await user_id_of(guest))  # type: ignore[union-attr]
    assert [one.badge for one in held] == [Badge.LESSON_4]
    for forged in ("ln:g:4:1:s9999", "ln:t:4:1:l0009", "ln:s:9:1:", "ln:s:1:77:", "ln:g:0:1:l0000"):
        answer = await guest.forge(end, forged)
        assert answer["text"].startswith("That menu is from an older version"), forged


async def test_a_replay_that_runs_answers_presses_kindly_and_can_be_skipped(
    place: Place, market: SmallMarket, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> None:
    """With nobody to show steps the replay stands still, so that each press meets it running."""
    ana = Someone(http, telegram.base_url)
    async with bot_parts(place, market, lambda: lent_painters) as deps:
        assert deps.lessons is not None
        slow = replace(deps, lessons=replace(deps.lessons, pace_s=3600.0))
        async with running(slow):
            ticket = await at_the_ticket(ana, 4)
            await ana.press(ticket, "✅ Sell")
            begun = await ana.again(ticket)
            assert "The day goes on …" in words(begun)
            assert [b["text"] for b in buttons(begun)] == ["⏭ Skip to the end"]
            for late in ("✅ Sell", "Target 2 %", "‹ Back"):  # from the screen as it was: tapped twice
                answer = await ana.forge(begun, data_of(ticket, late))
                assert answer["text"].startswith("The replay is running."), late
            await ana.press(begun, "⏭ Skip")
            await ended(ana, ticket, "🎯 Target hit at")
            assert (await ana.forge(begun, "ln:k:4:1:"))["text"] == "Nothing new."


async def test_a_replay_that_telegram_holds_up_jumps_ahead_and_ends(
    place: Place, market: SmallMarket, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> None:
    ana = Someone(http, telegram.base_url)
    async with bot_parts(place, market, lambda: lent_painters) as deps, running(deps):
        ticket = await at_the_ticket(ana, 4)
        await ana.fault("429", method="editMessageMedia", seconds=1, calls=3)
        await ana.press(ticket, "✅ Sell")
        await ended(ana, ticket, "🎯 Target hit at")
        edits = await ana.calls("editMessageMedia")
        assert len(edits) < 20, "it does not catch up step by step"


async def test_two_people_learn_side_by_side_and_each_sees_their_own(town: Town) -> None:
    one, other = await town.newcomer("es"), await town.newcomer("ru")
    mine = await pressed(one, await opened(one), "4", *["Siguiente ›"] * 2, "Práctica ›")
    theirs = await pressed(other, await opened(other), "4", *["Дальше ›"] * 2, "Практика ›", "🟢 Лонг")
    await one.press(mine, "✅ Vender")
    await other.press(theirs, "✅ Купить")
    won, lost = await ended(one, mine, "🎯 Objetivo alcanzado"), await ended(other, theirs, "🛑 Стоп на")
    assert "Nueva insignia: Objetivo y recompensa" in words(won)
    assert "Новый значок: Цель и выигрыш" in words(lost)


async def test_a_group_is_sent_to_the_private_chat_and_the_link_leads_there(town: Town) -> None:
    someone = await town.newcomer(in_group=True)
    there = Someone(someone.http, someone.base_url, someone.who, GROUP)
    said = await there.ask("/learn")
    (link,) = buttons(said)
    assert link["url"].endswith("?start=learn")
    sent = await someone.start("learn")
    home = (await someone.answers(sent["message_id"]))[0]
    assert words(home).startswith("Learn in 6 steps")


@dataclass
class Halfway:
    """A replay that was begun by a bot that is no more."""

    ana: Someone
    place: Place
    ticket: Json


@pytest.fixture
async def halfway(
    place: Place, market: SmallMarket, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> Halfway:
    ana = Someone(http, telegram.base_url)
    async with bot_parts(place, market, lambda: lent_painters) as deps:
        assert deps.lessons is not None
        async with running(replace(deps, lessons=replace(deps.lessons, pace_s=3600.0))):
            ticket = await at_the_ticket(ana, 4)
            await ana.press(ticket, "✅ Sell")
            await eventually_empty(deps)
    return Halfway(ana, place, ticket)


async def test_a_restart_in_the_middle_of_a_replay_goes_on_where_it_was(
    halfway: Halfway, market: SmallMarket, lent_painters: Executor
) -> None:
    async with bot_parts(halfway.place, market, lambda: lent_painters) as deps:
        assert deps.lessons is not None
        pool = deps.stores.firings._db._pool  # type: ignore[attr-defined]  # time passes for the database
        await pool.execute("UPDATE lesson_replays SET not_before = now(), started_at = now() - interval '1 hour'")
        async with running(deps):
            end = await ended(halfway.ana, halfway.ticket, "🎯 Target hit at")
        assert "New badge: Target and reward" in words(end)


class DyingBook:
    """Its process ends in the middle of beginning a replay: before it is written down, or just after."""

    def __init__(self, book: Any, moment: str) -> None:
        self.book, self.moment, self.reached = book, moment, asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.book, name)

    async def begin(self, *asked: Any) -> bool:
        if self.moment == "after":
            await self.book.begin(*asked)
        self.reached.set()
        await asyncio.Event().wait()
        return True


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_an_update_handled_again_begins_its_replay_once(
    place: Place, market: SmallMarket, telegram: Sandbox, http: ClientSession, lent_painters: Executor, moment: str
) -> None:
    ana = Someone(http, telegram.base_url)
    async with bot_parts(place, market, lambda: lent_painters) as deps:
        assert deps.lessons is not None
        dying = DyingBook(deps.lessons.book, moment)
        async with running(replace(deps, lessons=replace(deps.lessons, book=dying, pace_s=3600.0))):
            ticket = await at_the_ticket(ana, 4)
            await ana.press(ticket, "✅ Sell", wait_s=0)
            async with asyncio.timeout(10):
                await dying.reached.wait()
    async with bot_parts(place, market, lambda: lent_painters) as deps:
        assert deps.lessons is not None
        async with running(replace(deps, lessons=replace(deps.lessons, pace_s=3600.0))):
            await eventually_empty(deps)
        rows = await deps.stores.firings._db._pool.fetch("SELECT * FROM lesson_replays")  # type: ignore[attr-defined]
        assert [(row["lesson"], row["choice"], row["step"]) for row in rows] == [(4, "s0001", 0)]
        async with running(deps):
            await ana.forge(ticket, "ln:k:4:1:")
            await ended(ana, ticket, "🎯 Target hit at")


async def test_a_deleted_message_ends_its_replay_without_a_result(
    halfway: Halfway, market: SmallMarket, lent_painters: Executor
) -> None:
    async with bot_parts(halfway.place, market, lambda: lent_painters) as deps:
        assert deps.lessons is not None
        await deps.bot.delete_message(1001, halfway.ticket["message_id"])
        pool = deps.stores.firings._db._pool  # type: ignore[attr-defined]
        await pool.execute("UPDATE lesson_replays SET not_before = now()")
        bot = await prepare_bot(deps)
        assert bot.replays is not None
        assert await bot.replays.look() == 1
        assert await deps.lessons.book.done(1001) == frozenset()
        assert await pool.fetch("SELECT * FROM lesson_replays") == []
