"""Alerts: set by words and taps, three each, said once, not lost by a restart."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from bot.run import prepare_bot
from engine.market.values import Venue
from sandbox.telegram.server import Sandbox
from tests.end_to_end.bot.conftest import Town
from tests.end_to_end.bot.market import SmallMarket, small_market
from tests.end_to_end.bot.person import Someone, buttons, data_of, eventually, words
from tests.end_to_end.bot.running import Place, bot_parts, running


@pytest.fixture
async def moving() -> AsyncIterator[SmallMarket]:
    """A market of the test's own, whose price may move."""
    return small_market({"BTC": 66_586.1, "ETH": 1_950.0})


async def test_an_alert_is_set_by_words_listed_and_deleted(guest: Someone) -> None:
    said = await guest.ask("/alert btc 2% 80")
    assert "BTC, when price comes within 2 % of a level stronger than 80 %" in words(said)
    listed = await guest.ask("/alerts")
    assert "Your alerts, 1 of 3" in words(listed)
    answer = await guest.press(listed, "✖ BTC")
    assert answer["text"] == "Deleted."
    assert words(await guest.again(listed)).startswith("No alerts set.")
    assert [b["text"] for b in buttons(await guest.again(listed))] == ["🌙 Quiet: off", "🏠 Start"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/alert", "Alerts."),
        ("/alert btc", "Alerts. Tap a level on a map, or write:\n/alert BTC 2%"),
        (
            "/alert eth 75%",
            "A distance is between 0.1 % and 20 %, for example /alert ETH 2%. A share of one side: /alert ETH imbal",
        ),
        ("/alert btc 200%", "A distance is between"),
        ("/alert btc nan", "A distance is between"),
        ("/alert btc 2% 200", "A strength is between"),
        ("/alert nosuchcoin 2%", "I know no coin"),
    ],
)
async def test_a_wrong_alert_says_how_it_is_written(guest: Someone, typed: str, said: str) -> None:
    assert words(await guest.ask(typed)).startswith(said)


async def test_the_fourth_alert_is_refused_kindly(guest: Someone) -> None:
    for distance in (1, 2, 3):
        await guest.ask(f"/alert eth {distance}%")
    assert words(await guest.ask("/alert eth 4%")).startswith("You have 3 alerts already")


async def test_asking_twice_for_the_same_alert_keeps_one(guest: Someone) -> None:
    await guest.ask("/alert eth 1%")
    await guest.ask("/alert eth 1%")
    assert "1 of 3" in words(await guest.ask("/alerts"))


async def test_nobody_deletes_another_persons_alert(town: Town, guest: Someone) -> None:
    await guest.ask("/alert eth 1%")
    listed = await guest.ask("/alerts")
    stranger = await town.newcomer()
    card = await stranger.ask("/alerts")
    answer = await stranger.forge(card, data_of(listed, "✖ ETH"))
    assert answer["text"] == "That alert is gone already."
    assert "1 of 3" in words(await guest.ask("/alerts"))


async def set_at_nearest_level(someone: Someone, side: str) -> float:
    """Two taps on the first level of that side; the price it was set at."""
    card = await someone.ask("/heatmap BTC 12h")
    name = next(b["text"] for b in buttons(card) if b["text"].startswith(side))
    await someone.press(card, name)
    await someone.press(await someone.again(card), "🔔 At")
    return float(name.split()[1].replace(",", ""))


async def test_a_reached_price_is_told_once_and_survives_a_restart(
    place: Place, moving: SmallMarket, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> None:
    ana = Someone(http, telegram.base_url)
    async with bot_parts(place, moving, lambda: lent_painters) as deps, running(deps):
        await ana.ask("/start")
        target = await set_at_nearest_level(ana, "A")
        asked = await ana.newest_id()
    moving.price("BTC", target * 1.0001)  # crossed while the bot was away
    async with bot_parts(place, moving, lambda: lent_painters) as deps, running(deps) as bot:
        told = (await ana.answers(asked))[0]
        assert words(told).startswith("🔔 BTC ")
        assert f"your {target:,.0f} is reached, level A" in words(told)
        assert [b["text"] for b in buttons(told)] == ["🗺 Map", "🔎 Scan", "🔔 Your alerts"]
        moving.price("BTC", target * 0.99)
        await bot.teller.watch()
        moving.price("BTC", target * 1.01)
        assert await bot.teller.watch() == 0
        assert await bot.teller.tell() == 0
    async with bot_parts(place, moving, lambda: lent_painters) as deps, running(deps) as bot:
        assert await bot.teller.tell() == 0
        assert len(await ana.messages(told["message_id"])) == 0


async def test_a_firing_found_half_way_is_asked_about_not_repeated(
    place: Place, moving: SmallMarket, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> None:
    ana = Someone(http, telegram.base_url)
    async with bot_parts(place, moving, lambda: lent_painters) as deps, running(deps) as bot:
        await ana.ask("/start")
        target = await set_at_nearest_level(ana, "A")
        asked = await ana.newest_id()
        moving.price("BTC", target * 1.0001)
        await ana.answers(asked)
        pool = deps.stores.firings._db._pool  # type: ignore[attr-defined]  # puts the row back as a crash would leave it

        async def confirmed() -> bool:
            return bool(await pool.fetchval("SELECT count(*) FROM alert_firings WHERE state = 'sent'"))

        await eventually(confirmed)
        await pool.execute("UPDATE alert_firings SET state = 'intent', message_id = NULL, not_before = now()")
        await eventually(confirmed)
        assert len(await ana.messages(asked)) == 1
        assert bot.me.username == "helix_demo_bot"


async def test_what_is_too_late_to_be_news_is_not_told(
    place: Place, moving: SmallMarket, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> None:
    ana = Someone(http, telegram.base_url)
    async with bot_parts(place, moving, lambda: lent_painters) as deps:
        async with running(deps):
            await ana.ask("/start")
            target = await set_at_nearest_level(ana, "B")
            asked = await ana.newest_id()
        bot = await prepare_bot(deps)
        moving.price("BTC", target * 0.999)
        assert await bot.teller.watch() == 1
        moving.clock.at += timedelta(hours=1)
        assert await bot.teller.tell() == 0
        assert await ana.messages(asked) == []


async def test_whoever_blocked_the_bot_is_marked_and_not_written_to(
    place: Place, moving: SmallMarket, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> None:
    ana = Someone(http, telegram.base_url)
    async with bot_parts(place, moving, lambda: lent_painters) as deps, running(deps):
        await ana.ask("/start")
        await ana.call("block")

        async def marked() -> bool:
            person = await deps.stores.people.find(1001)
            return person is not None and not person.is_reachable

        await eventually(marked)
        await ana.call("unblock")
        assert words(await ana.ask("/start")).startswith("Welcome back")
        person = await deps.stores.people.find(1001)
        assert person is not None
        assert person.is_reachable


async def test_each_kind_is_set_by_words_and_says_what_it_waits_for(guest: Someone) -> None:
    assert "at 68,000, +2.1 % from here" in words(await guest.ask("/alert btc 68000"))
    assert "80 % of its clusters lie on one side (7d)" in words(await guest.ask("/alert btc imbalance 80 7d"))
    assert "volume, open interest or price jumps" in words(await guest.ask("/alert btc spike"))
    listed = words(await guest.ask("/alerts"))
    for line in ("BTC ↑ 68,000", "BTC 7d · 80 % on one side", "BTC · spike"):
        assert line in listed


async def test_spike_and_imbalance_are_two_taps_from_a_scan(guest: Someone) -> None:
    card = await guest.ask("/scan eth 12h")
    await guest.press(card, "🔔 Alert")
    assert (await guest.press(await guest.again(card), "🔔 Spike"))["text"].startswith("I will tell you when ETH jumps")
    answer = await guest.press(await guest.again(card), "🔔 75 % one side")
    assert answer["text"].startswith("I will tell you when 75 % lie on one side")
    assert "2 of 3" in words(await guest.ask("/alerts"))


async def test_a_press_changes_how_long_an_alert_keeps_quiet(guest: Someone) -> None:
    await guest.ask("/alert eth spike")
    listed = await guest.ask("/alerts")
    await guest.press(listed, "⏱ 1 h")
    assert "⏱ 4 h" in [b["text"] for b in buttons(await guest.again(listed))]


async def test_the_test_button_shows_how_each_kind_would_look(guest: Someone) -> None:
    for asked, said in (
        ("eth 0.1% 100", "from a level at"),
        ("eth spike", "volume"),
        ("eth 3000", "ETH 3,000.00: your 3,000.0 is reached"),
    ):
        await guest.ask(f"/alert {asked}")
        listed = await guest.ask("/alerts")
        after = await guest.newest_id()
        await guest.press(listed, "🧪 Test")
        shown = words((await guest.answers(after))[0])
        assert shown.startswith("🧪 A test.")
        assert said in shown
        assert "SIMULATED" in shown


async def test_quiet_hours_are_chosen_or_written_and_ended(guest: Someone) -> None:
    listed = await guest.ask("/alerts")
    await guest.press(listed, "🌙 Quiet: off")
    assert (await guest.press(await guest.again(listed), "22:00-07:00"))["text"] == "Quiet 22:00-07:00."
    assert "22:00-07:00 •" in [b["text"] for b in buttons(await guest.again(listed))]
    assert words(await guest.ask("/alerts 23-6:30")) == "Quiet 23:00-06:30."
    assert words(await guest.ask("/alerts whenever")).startswith("I read hours like")
    assert words(await guest.ask("/alerts off")) == "No quiet hours."


async def test_what_happens_in_quiet_hours_is_told_together_when_they_end(
    place: Place, moving: SmallMarket, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> None:
    """It is 06:02 in Chicago."""
    ana = Someone(http, telegram.base_url)
    async with bot_parts(place, moving, lambda: lent_painters) as deps:
        async with running(deps):
            await ana.ask("/start")
            await ana.ask("/alert btc 67000")
            await ana.ask("/alert eth 2000")
            await ana.ask("/alerts 5-8")
            asked = await ana.newest_id()
        bot = await prepare_bot(deps)
        moving.price("BTC", 67_100.0)
        assert await bot.teller.watch() == 1
        assert await bot.teller.tell() == 0
        moving.clock.at += timedelta(minutes=50)
        moving.price("ETH", 2_010.0)
        assert await bot.teller.watch() == 1
        assert await bot.teller.tell() == 0
        assert await ana.messages(asked) == []
        moving.clock.at += timedelta(hours=3)
        pool = deps.stores.firings._db._pool  # type: ignore[attr-defined]  # three hours pass for the database too
        await pool.execute("UPDATE alert_firings SET not_before = now()")
        assert await bot.teller.tell() == 1
        (told,) = await ana.messages(asked)
        said = words(told)
        assert said.startswith("🌙 While it was quiet: 2 alerts")
        assert "06:02 🔔 BTC 67,100.0: your 67,000 is reached." in said
        assert "06:52 🔔 ETH 2,010.00: your 2,000.0 is reached." in said
        assert [b["text"] for b in buttons(told)][:2] == ["🗺 Map BTC", "🔎 Scan BTC"]


async def test_a_burst_is_one_message(
    place: Place, moving: SmallMarket, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> None:
    ana = Someone(http, telegram.base_url)
    async with bot_parts(place, moving, lambda: lent_painters) as deps:
        async with running(deps):
            await ana.ask("/start")
            for asked in ("btc 67000", "btc 67100", "eth 2000"):
                await ana.ask(f"/alert {asked}")
            before = await ana.newest_id()
        bot = await prepare_bot(deps)
        moving.price("BTC", 67_200.0)
        moving.price("ETH", 2_010.0)
        assert await bot.teller.watch() == 3
        assert await bot.teller.tell() == 1
        (told,) = await ana.messages(before)
        assert words(told).startswith("🔔 3 alerts together")


async def test_alerts_on_a_delisted_coin_end_with_a_word_and_only_then(
    place: Place, moving: SmallMarket, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> None:
    ana, memory = Someone(http, telegram.base_url), moving.memory
    async with bot_parts(place, moving, lambda: lent_painters) as deps, running(deps):
        await ana.ask("/start")
        for typed in ("/alert ETH spike", "/alert ETH 2500", "/alert BTC spike"):
            await ana.ask(typed)
        asked = await ana.newest_id()
        left = [one for one in memory.contracts(Venue.BYBIT) if one.coin != "ETH"]
        memory.list_instruments(Venue.BYBIT, left)
        told = (await ana.answers(asked))[0]
        assert words(told).startswith("🔔 2 alerts together")
        assert words(told).count("🔕 ETH is traded no more") == 2
        assert "ETH ↑ 2,500" in words(told)
        assert "nan" not in words(told)
        assert [b["text"] for b in buttons(told)] == ["🔔 Your alerts"]
        mine = words(await ana.ask("/alerts"))
        assert mine.startswith("Your alerts, 1 of 3")
        assert "BTC" in mine
