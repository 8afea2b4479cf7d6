"""A pinned card that keeps itself up to date: put up, edited only when it says something else, put away."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor

import pytest
from aiohttp import ClientSession

from bot.run import RunningBot, prepare_bot
from sandbox.telegram.server import Sandbox
from tests.end_to_end.bot.conftest import GROUP, Town
from tests.end_to_end.bot.market import SmallMarket, small_market
from tests.end_to_end.bot.person import Json, Someone, buttons, eventually, words
from tests.end_to_end.bot.running import Place, bot_parts, eventually_empty, running


async def says(someone: Someone, message: Json, start: str) -> None:
    """The message comes to begin so."""

    async def does() -> bool:
        return words(await someone.again(message)).startswith(start)

    await eventually(does)


async def test_a_card_shows_the_asked_coins_and_is_pinned_without_a_sound(guest: Someone, town: Town) -> None:
    card = await guest.ask("/watch btc, eth PEPE 7d")
    said = words(card)
    assert said.startswith("👁 Watching 3 coins · 7d")
    assert "BTC" in said
    assert "66,586" in said
    assert "SIMULATED" in said
    assert all(len(line) <= 34 for line in said.split("\n")[1:5])
    assert [b["text"] for b in buttons(card)][:3] == ["BTC", "ETH", "PEPE"]
    await eventually_empty(town.deps)
    chat = await town.deps.bot.get_chat(card["chat"]["id"])
    assert chat.pinned_message is not None
    assert chat.pinned_message.message_id == card["message_id"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/watch", "Watch. A pinned card"),
        ("/watch nosuchcoin", "I know no coin"),
        ("/watch stop", "Nothing is watched in this chat."),
        ("/watch 7d", "Watch. A pinned card"),
    ],
)
async def test_what_cannot_be_watched_is_said_kindly(guest: Someone, typed: str, said: str) -> None:
    assert words(await guest.ask(typed)).startswith(said)


async def test_the_language_is_the_readers(town: Town) -> None:
    assert words(await (await town.newcomer("es")).ask("/watch btc")).startswith("👁 Vigilando 1 moneda")
    assert words(await (await town.newcomer("ru")).ask("/watch btc")).startswith("👁 Слежу: 1 монета")


async def test_a_second_card_puts_the_first_one_away(guest: Someone) -> None:
    first = await guest.ask("/watch btc")
    second = await guest.ask("/watch eth sol")
    await says(guest, first, "👁 This card is no longer kept up to date.")
    assert words(second).startswith("👁 Watching 2 coins")
    assert words(await guest.ask("/watch")).startswith("👁 Watching 2 coins"), "alone it shows the chat's card again"


async def test_a_scans_button_puts_the_coin_onto_the_card(guest: Someone) -> None:
    card = await guest.ask("/watch btc")
    scan = await guest.ask("/scan sol")
    assert (await guest.press(scan, "👁 Watch"))["text"] == "SOL is on your card now."
    assert words(await guest.again(card)).startswith("👁 Watching 2 coins")
    assert (await guest.press(scan, "👁 Watch"))["text"] == "SOL is on your card already."


async def test_another_window_and_the_end_are_one_press_away(guest: Someone) -> None:
    card = await guest.ask("/watch btc 12h")
    await guest.press(card, "7d")
    assert words(await guest.again(card)).startswith("👁 Watching 1 coin · 7d")
    assert (await guest.press(await guest.again(card), "↻"))["text"] == "Nothing new."
    assert (await guest.press(await guest.again(card), "✖ Stop"))["text"] == "No longer watching."
    assert words(await guest.again(card)).startswith("👁 This card is no longer")


async def test_in_a_group_its_admins_choose(town: Town) -> None:
    stranger = await town.newcomer(in_group=True)
    await stranger.ask("/start")
    there = Someone(stranger.http, stranger.base_url, stranger.who, GROUP)
    assert words(await there.ask("/watch btc")).startswith("In a group its admins choose")
    admin = town.persona("admin", GROUP)
    card = await admin.ask("/watch btc")
    assert words(card).startswith("👁 Watching 1 coin")
    assert (await there.press(card, "✖ Stop"))["text"].startswith("In a group its admins choose")
    assert (await there.press(card, "↻"))["text"] == "Nothing new."
    await admin.press(card, "✖ Stop")


@pytest.fixture
async def alone(
    place: Place, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> AsyncIterator[tuple[Someone, RunningBot, SmallMarket]]:
    """A bot of the test's own that does nothing by itself, and somebody whose card it keeps."""
    market = small_market({"BTC": 66_586.1, "ETH": 1_950.0})
    ana = Someone(http, telegram.base_url)
    async with bot_parts(place, market, lambda: lent_painters) as deps:
        async with running(deps):
            await ana.ask("/start")
            await ana.ask("/watch btc eth")
            await eventually_empty(deps)
        pool = deps.stores.firings._db._pool  # type: ignore[attr-defined]  # a minute passes for the database
        await pool.execute("UPDATE watch_cards SET not_before = now()")
        yield ana, await prepare_bot(deps), market


async def test_a_look_edits_only_what_has_changed(alone: tuple[Someone, RunningBot, SmallMarket]) -> None:
    ana, bot, market = alone
    (card,) = (await ana.messages())[-1:]
    assert await bot.watches.look() == 0, "nothing moved"
    market.price("BTC", 70_000.0)
    assert await bot.watches.look() == 0, "it is not due again"
    await due_again(bot)
    assert await bot.watches.look() == 1
    assert "70,000" in words(await ana.again(card))


async def test_a_card_that_was_deleted_is_given_up(alone: tuple[Someone, RunningBot, SmallMarket]) -> None:
    ana, bot, market = alone
    (card,) = (await ana.messages())[-1:]
    await bot.deps.bot.delete_message(1001, card["message_id"])
    market.price("BTC", 70_000.0)
    assert await bot.watches.look() == 0
    assert await bot.deps.stores.watches.of(1001) is None


async def test_an_old_price_says_how_old_it_is(alone: tuple[Someone, RunningBot, SmallMarket]) -> None:
    ana, bot, market = alone
    market.clock.at = market.clock.at.replace(hour=13)
    (card,) = (await ana.messages())[-1:]
    market.price("ETH", 1_900.0)
    await bot.watches.look()
    assert "min old" not in words(await ana.again(card)), "one of them is fresh"


async def due_again(bot: RunningBot) -> None:
    pool = bot.deps.stores.firings._db._pool  # type: ignore[attr-defined]
    await pool.execute("UPDATE watch_cards SET not_before = now()")
