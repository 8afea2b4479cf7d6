"""From a won prize to a paid one, names and privacy, and following with consent."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from aiohttp import ClientSession

from engine.club.rounds.handles import handle_of
from engine.club.rounds.values import Prize, PrizeState, Unranked
from engine.market.values import Coin
from tests.end_to_end.bot.conftest import GROUP
from tests.end_to_end.bot.market import small_market
from tests.end_to_end.bot.person import Json, Someone, buttons, words
from tests.end_to_end.bot.rounds import Arena, arena
from tests.end_to_end.bot.running import Place

NOON = datetime(2026, 2, 6, 18, tzinfo=UTC)
TRON = "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE"


@pytest.fixture
async def made(place: Place, http: ClientSession, lent_painters: Executor) -> AsyncIterator[Arena]:
    market = small_market({"BTC": 66_586.1, "ETH": 1_950.0})
    async with arena(place, market, http, lent_painters, NOON) as one:
        yield one


async def winner(made: Arena, key: str = "owl", language: str = "en") -> Someone:
    """Somebody whose Friday prize is due."""
    someone = await made.newcomer(key, language)
    user_id = await made.user_id(someone)
    made.club.chosen[user_id] = "nightowl"
    made.club.enter(made.day.key, user_id, 402_000)
    ended = made.ring()
    made.club.prizes[1] = Prize(1, ended.key, user_id, user_id, Decimal(100), PrizeState.DUE, ended.ends_at)
    return someone


async def said_to(someone: Someone, start: str) -> list[Json]:
    return [one for one in await someone.messages() if words(one).startswith(start)]


async def test_a_winner_says_how_to_be_paid_and_an_admin_pays(made: Arena) -> None:
    owl = await winner(made)
    for _ in range(2):
        await made.tell()
    (asked,) = await said_to(owl, "🏆 You won $100.")
    assert made.club.prizes[1].state is PrizeState.ASKED
    await owl.press(asked, "USDT, TRON")
    wrong = await owl.ask("my wallet")
    assert words(wrong).startswith("That does not look like a TRON address")
    kept = await owl.ask(TRON)
    assert words(kept).startswith(f"✅ Kept: USDT on TRON {TRON}.")
    assert made.club.prizes[1].how == f"tron: {TRON}"
    for _ in range(2):
        await made.tell()
    (told,) = await said_to(made.admin, "💵 A winner said how to be paid")
    assert f"#1 $100 nightowl (id {made.club.prizes[1].user_id}), Friday 6 Feb: to pay tron: {TRON}" in words(told)
    payouts = await made.admin.ask("/payouts")
    await made.admin.press(payouts, "✅ Paid #1")
    sure = await made.admin.again(payouts)
    assert words(sure).startswith("Paid?")
    assert made.club.prizes[1].state is PrizeState.CLAIMED
    assert (await made.admin.press(sure, "✅ Yes"))["text"] == "Done."
    assert made.club.prizes[1].state is PrizeState.PAID
    assert words(await made.admin.again(payouts)) == "Payouts: nothing is open."
    await made.tell()
    assert len(await said_to(owl, "💵 $100 is paid for Friday 6 Feb")) == 1


async def test_nobody_else_claims_or_pays(made: Arena) -> None:
    owl, pete = await winner(made), await made.newcomer("pete")
    await made.tell()
    (asked,) = await said_to(owl, "🏆 You won")
    hello = await pete.ask("/help")
    assert (await pete.forge(hello, "pz:1:tron"))["text"].startswith("That prize is not open to you")
    assert (await pete.forge(hello, "ry:p:1"))["text"] == "That command is not for everyone."
    assert words(await pete.ask("/payouts")).startswith("That command is not for everyone.")
    await owl.press(asked, "Bybit UID")
    await owl.ask("12345678")
    assert (await owl.press(asked, "USDT, TON"))["text"].startswith("That prize is not open to you")


async def test_a_held_prize_is_released_or_refused(made: Arena) -> None:
    await winner(made)
    made.club.prizes[1] = replace(made.club.prizes[1], state=PrizeState.HELD)
    made.club.prizes[2] = replace(made.club.prizes[1], prize_id=2)
    payouts = await made.admin.ask("/payouts")
    assert "held: looks like cheating" in words(payouts)
    await made.admin.press(payouts, "Release #1")
    await made.admin.press(await made.admin.again(payouts), "Refuse #2")
    states = [prize.state for prize in made.club.prizes.values()]
    assert states == [PrizeState.DUE, PrizeState.REFUSED]


async def test_what_was_not_claimed_is_said_where_it_was_announced(made: Arena) -> None:
    await winner(made)
    await made.group.ask("/help")
    made.club.prizes[1] = replace(made.club.prizes[1], state=PrizeState.UNCLAIMED)
    made.market.clock.at += timedelta(days=7)
    for _ in range(2):
        await made.teller.unclaimed(made.club.prizes[1], "nightowl", made.market.clock.now())
        await made.tell()
    assert len(await made.said("The $100 of Friday 6 Feb was not claimed within 7 days.")) == 1


@pytest.mark.parametrize(("language", "said"), [("es", "🏆 Has ganado $100."), ("ru", "🏆 Вы выиграли $100.")])
async def test_the_winner_is_asked_in_their_language(made: Arena, language: str, said: str) -> None:
    owl = await winner(made, language=language)
    await made.tell()
    assert len(await said_to(owl, said)) == 1


async def test_a_name_is_typed_and_screened(made: Arena) -> None:
    pete = await made.newcomer("pete")
    made.club.chosen[5_000] = "nightowl"
    card = await pete.ask("/compete")
    await pete.press(card, "👤")
    await pete.press(await pete.again(card), "✏")
    assert words(await pete.ask("ab")).startswith("That is too short")
    assert words(await pete.ask("nightowl")).startswith("Somebody has that name")
    assert words(await pete.ask("sats4lunch")) == "You are sats4lunch on boards from now on."


async def test_hiding_and_consent_are_switches(made: Arena) -> None:
    pete, owl = await made.newcomer("pete"), await made.newcomer("owl")
    pete_id = await made.user_id(pete)
    made.club.chosen[pete_id] = "sats4lunch"
    made.club.enter(made.day.key, pete_id, 9_000)
    profile = await owl.ask("/trader sats4lunch")
    assert "Friday: 1st of 1, +0.9 %, 3 trades" in words(profile)
    assert "Does not let others follow." in words(profile)
    assert "👥 Follow" not in [b["text"] for b in buttons(profile)]
    handle = handle_of(pete_id, b"salt")
    assert (await owl.forge(profile, f"td:f:{handle}"))["text"] == "This trader does not let others follow."
    card = await pete.ask("/compete")
    await pete.press(card, "👤")
    await pete.press(await pete.again(card), "👥")
    assert "Others may follow your trades. Followers: 0." in words(await pete.again(card))
    profile = await owl.ask("/trader SATS4LUNCH")
    assert (await owl.press(profile, "👥 Follow"))["text"] == "You hear of their trades from now on."
    assert "Followers: 1." in words(await owl.again(profile))
    assert (await owl.press(await owl.again(profile), "✖ Unfollow"))["text"] == "You no longer follow."
    await pete.press(await pete.again(card), "🙈")
    assert "Hidden: boards show" in words(await pete.again(card))
    assert words(await owl.ask("/trader sats4lunch")).startswith("I know no trader “sats4lunch”")
    assert "(hidden)" in words(await owl.ask("/leaderboard"))
    assert words(await pete.ask("/trader")).startswith("👤 sats4lunch"), "one's own is always there"


async def test_in_a_group_a_profile_opens_ones_own_chat(made: Arena) -> None:
    pete = await made.newcomer("pete")
    pete_id = await made.user_id(pete)
    made.club.chosen[pete_id] = "sats4lunch"
    there = Someone(pete.http, pete.base_url, pete.who, GROUP)
    assert words(await there.ask("/trader")).startswith("Which trader?")
    (open_own,) = buttons(await there.ask("/trader sats4lunch"))
    assert str(pete_id) not in open_own["url"], "it says nothing of their Telegram account"
    opened = await pete.start(open_own["url"].split("=")[1])
    assert words((await pete.answers(opened["message_id"]))[0]).startswith("👤 sats4lunch")
    guessed = await pete.start(f"trader_{pete_id}")
    assert "sats4lunch" not in words((await pete.answers(guessed["message_id"]))[0]), "nor is anybody found by it"


async def test_what_conductors_of_rounds_say_reaches_whom_it_concerns(made: Arena) -> None:
    owl = await winner(made)
    await made.group.ask("/help")
    user_id, now = await made.user_id(owl), made.market.clock.now()
    friday, saturday = made.club.prizes[1].key, made.day.key
    await made.teller.out(saturday, user_id, Unranked.BEYOND_LIMITS, now, (Coin("SOL"),))
    await made.teller.review(friday, user_id, now)
    await made.teller.alarm(friday, "disputed", [7, 8], now)
    await made.teller.cancelled(friday, "no prices", now)
    await made.teller.end(made.club.results[friday], now)
    for _ in range(2):
        await made.tell()
    assert "SOL is beyond 10x or 20 % of your equity." in words((await said_to(owl, "You are not counted in"))[0])
    assert len(await said_to(owl, "Your account is looked at by people for Friday 6 Feb")) == 1
    assert words((await said_to(made.admin, "⚠️ Friday 6 Feb:"))[0]).endswith("Accounts: 7, 8\n/payouts")
    assert len(await made.said("🏁 Friday 6 Feb: no price was known")) == 1
    assert len(await said_to(made.admin, "🏁 Friday 6 Feb is closed")) == 1, "there is no channel, so admins read it"


async def test_a_long_list_of_prizes_still_fits_a_message(made: Arena) -> None:
    await winner(made)
    for n in range(1, 31):
        made.club.prizes[n] = replace(made.club.prizes[1], prize_id=n, state=PrizeState.CLAIMED, how="x" * 300)
    payouts = await made.admin.ask("/payouts")
    assert words(payouts).startswith("Payouts: 30 open")
    assert words(payouts).endswith("…and 22 more, shown when these are done.")
    assert [b["text"] for b in buttons(payouts)][:2] == ["✅ Paid #1", "✅ Paid #2"]


async def test_a_winner_who_blocked_the_bot_is_asked_when_they_come_back(made: Arena) -> None:
    owl = await winner(made)
    await owl.call("block")
    await made.tell()
    assert await said_to(owl, "🏆 You won $100.") == []
    assert made.club.prizes[1].state is PrizeState.ASKED, "the seven days run all the same"
    await owl.ask("/start")
    await made.database.run("UPDATE posts SET not_before = clock_timestamp()")
    await made.tell()
    assert len(await said_to(owl, "🏆 You won $100.")) == 1
