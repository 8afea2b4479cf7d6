"""/signals: what lives and how far, what waits, how it ended; each with its card, record and picture."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from engine.market.windows import Window
from engine.signals.values import Ending, SignalState
from tests.end_to_end.bot.conftest import GROUP
from tests.end_to_end.bot.market import NOW, SmallMarket
from tests.end_to_end.bot.person import Someone, buttons, data_of, words
from tests.end_to_end.bot.running import Place
from tests.end_to_end.bot.signals import HOUR, PEPE_RIDE, Scene, newcomer, scene

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def stage(
    place: Place, market: SmallMarket, http: ClientSession, lent_painters: Executor
) -> AsyncIterator[Scene]:
    async with scene(place, market, http, lent_painters) as made:
        yield made


def columns(message) -> list[str]:
    block = next(e for e in message["entities"] if e["type"] == "pre")
    text = words(message).encode("utf-16-le")[block["offset"] * 2 : (block["offset"] + block["length"]) * 2]
    return text.decode("utf-16-le").splitlines()


async def test_without_any_it_says_what_a_signal_needs_and_how_many_are_lopsided(stage: Scene) -> None:
    await stage.signal("ETH", is_confirmed=False)
    card = await stage.admin.ask("/signals")
    assert words(card).startswith("No live signal. 1 map is lopsided and waits for a spike.")
    assert "A signal needs 70-85 % of the clustered liquidations on one side and, within 5 minutes, a spike" in words(
        card
    )
    assert [b["text"] for b in buttons(card)] == ["Live •", "Waiting", "Closed, 7 days", "↻", "🏠 Start"]


async def test_live_ones_show_their_way_in_columns_that_fit(stage: Scene) -> None:
    await stage.signal()
    await stage.signal("PEPE", Window.H24, PEPE_RIDE, None, at=NOW - HOUR)
    card = await stage.admin.ask("/signals")
    assert words(card).startswith("2 live signals · Nothing waits for a spike.")
    shown = columns(card)
    assert all(len(line) <= 34 and line.isascii() for line in shown)
    assert shown[0].startswith("1 PEPE 24h short")
    assert shown[0].endswith("1h 23h")
    assert shown[1:3] == [f"  [{'-' * 7}o{'-' * 22}]", "  0.0000042000        0.0000038000"]
    btc = next(line for line in shown if "66,010" in line)
    assert btc.strip().startswith("66,010 [")
    assert btc.endswith("] 68,100")
    assert "SIMULATED" in words(card).splitlines()[-1]


async def test_a_number_opens_the_card_with_both_legs_record_and_a_way_back(stage: Scene) -> None:
    await stage.ended(3)
    await stage.signal()
    card = await stage.admin.ask("/signals")
    await stage.admin.press(card, "1")
    shown = words(await stage.admin.again(card))
    assert shown.startswith("BTC 12h long · 66,586.1 · ")
    assert "% of the way to the stop" in shown.splitlines()[0]
    assert "Ride to A2: long 66,590, stop 66,010, target 68,100. Wins 2.20 for 1 risked, fees in." in shown
    assert "Fade at A2: short 67,940 / 68,260 / 68,580, stop 68,950, target 65,430." in shown
    assert "81 % of clustered liquidations lay above ($168M to $40M)." in shown
    assert "Record, BTC 12h: 3 ended: too few to say." in shown
    assert "it must hit in more than 31 % of cases to pay" in shown
    keys = [b["text"] for b in buttons(await stage.admin.again(card))]
    assert keys == ["🗺 Map", "🔎 Scan", "↻", "‹ Signals"]
    await stage.admin.press(await stage.admin.again(card), "‹ Signals")
    assert words(await stage.admin.again(card)).startswith("1 live signal")


async def test_with_thirty_cases_the_record_has_its_share_and_interval(stage: Scene) -> None:
    for state, cases in ((SignalState.HIT, 15), (SignalState.STOPPED, 12), (SignalState.EXPIRED, 3)):
        await stage.ended(cases, state)
    await stage.signal()
    card = await stage.admin.ask("/signals")
    await stage.admin.press(card, "1")
    said = "15 of 30 hit, 12 stopped, 3 expired: 50 % (33-67 %)."
    assert f"Record, BTC 12h: {said}" in words(await stage.admin.again(card))


async def test_the_map_of_a_signal_is_a_picture_with_its_plan(stage: Scene) -> None:
    await stage.signal()
    card = await stage.admin.ask("/signals")
    await stage.admin.press(card, "1")
    await stage.admin.press(await stage.admin.again(card), "🗺 Map", wait_s=20)
    photo = (await stage.admin.messages())[-1]
    assert photo["photo"]
    assert words(photo).startswith("BTC 12h long · ")
    assert [b["text"] for b in buttons(photo)] == ["📍 Signal", "‹ Signals"]
    await stage.admin.press(photo, "📍 Signal")
    assert words((await stage.admin.messages())[-1]).startswith("BTC 12h long · ")


async def test_scan_leads_to_the_coins_scan(stage: Scene) -> None:
    await stage.signal()
    card = await stage.admin.ask("/signals")
    await stage.admin.press(card, "1")
    await stage.admin.press(await stage.admin.again(card), "🔎 Scan")
    assert words(await stage.admin.again(card)).startswith("BTC 12h · ")


async def test_closed_ones_stand_on_their_tab_with_what_they_won(stage: Scene) -> None:
    await stage.ended(2)
    await stage.ended(1, SignalState.STOPPED)
    lost = await stage.signal("ETH", at=NOW - 20 * HOUR)
    await stage.end(lost, SignalState.EXPIRED, Ending.GAP, 66_590.0, NOW - 15 * HOUR)
    card = await stage.admin.ask("/signals")
    await stage.admin.press(card, "Closed")
    closed = await stage.admin.again(card)
    assert words(closed).startswith("4 signals ended in 7 days: 2 hit, 1 stopped, 1 expired")
    shown = columns(closed)
    assert [line.split()[-2:] for line in shown[1:]] == [["stop", "-1.0"], ["hit", "+2.2"], ["hit", "+2.2"]]
    assert shown[0].endswith("void")
    await stage.admin.press(closed, "1")
    ended = words(await stage.admin.again(card))
    assert "expired: prices are missing, nobody saw how it went" in ended.splitlines()[0]


async def test_both_in_one_bar_is_said_so(stage: Scene) -> None:
    both = await stage.signal()
    await stage.end(both, SignalState.STOPPED, Ending.BOTH_IN_ONE_BAR, 66_010.0, NOW - HOUR)
    card = await stage.admin.ask("/signals")
    await stage.admin.press(card, "Closed")
    await stage.admin.press(await stage.admin.again(card), "1")
    assert "Stop and target fell into one bar; it is read as the stop" in words(await stage.admin.again(card))


async def test_pages_turn_and_a_page_that_is_gone_shows_the_last(stage: Scene) -> None:
    for number in range(12):
        await stage.signal(f"C{number}", is_confirmed=False, share=0.7 + number / 100)
    card = await stage.admin.ask("/signals")
    await stage.admin.press(card, "Waiting")
    first = await stage.admin.again(card)
    assert words(first).startswith("12 maps wait for a spike")
    assert columns(first)[0].split()[:4] == ["1", "C11", "12h", "81%"]
    await stage.admin.press(first, "›")
    second = await stage.admin.again(card)
    assert columns(second)[0].startswith("6 ")
    assert any(b["text"] == "2 / 3" for b in buttons(second))
    await stage.admin.forge(second, "sg:l:w:999:0:0")
    assert columns(await stage.admin.again(card))[0].startswith("11 ")


async def test_refreshing_what_is_the_same_says_so(stage: Scene) -> None:
    await stage.signal()
    card = await stage.admin.ask("/signals")
    assert (await stage.admin.press(card, "↻"))["text"] == "Nothing new."


async def test_forged_presses_of_signals_break_nothing(stage: Scene) -> None:
    card = await stage.admin.ask("/signals")
    for data in ("sg:c:l:1:999999:0", "sg:m:l:1:0:0", "sg:s:l:1:0:0", "sg:x", "sg:c:q:1:1:0", "sg:l:l:-1:0:0"):
        answer = await stage.admin.forge(card, data)
        assert answer.get("text"), data


async def test_a_guest_hears_thirty_minutes_late_and_a_group_too(stage: Scene) -> None:
    await stage.signal(at=NOW - 40 * MINUTE)
    await stage.signal("ETH", at=NOW - 20 * MINUTE)
    assert words(await stage.admin.ask("/signals")).startswith("2 live signals")
    member = await newcomer(stage.admin)
    assert words(await member.ask("/signals")).startswith("2 live signals")
    guest = await newcomer(stage.admin, started=False)
    for someone in (guest, member):
        await someone.call("join", chat=GROUP, direct=True)
        said = await replace(someone, chat=GROUP).ask("/signals")
        assert words(said).startswith("1 live signal ")
        assert "In a group signals come 30 minutes late" in words(said)
        await replace(someone, chat=GROUP).press(said, "1")
        assert words(await replace(someone, chat=GROUP).again(said)).startswith("BTC 12h long")


async def test_what_is_too_early_for_a_group_cannot_be_forged_there(stage: Scene) -> None:
    early = await stage.signal(at=NOW - 20 * MINUTE)
    member = await newcomer(stage.admin)
    await member.call("join", chat=GROUP, direct=True)
    inside = replace(member, chat=GROUP)
    said = await inside.ask("/signals")
    owner = data_of(said, "↻").rsplit(":", 1)[1]
    answer = await inside.forge(said, f"sg:c:l:1:{early.signal_id}:{owner}")
    assert answer["text"].startswith("There is no such signal, or not for you yet.")


async def test_a_strangers_press_in_a_group_is_told_whose_it_is(stage: Scene) -> None:
    await stage.signal(at=NOW - HOUR)
    member, other = await newcomer(stage.admin), await newcomer(stage.admin, "es")
    for someone in (member, other):
        await someone.call("join", chat=GROUP, direct=True)
    said = await replace(member, chat=GROUP).ask("/signals")
    assert (
        "asked for this one" in (await replace(other, chat=GROUP).press(said, "1"))["text"]
        or "pidió" in (await replace(other, chat=GROUP).press(said, "1"))["text"]
    )


async def test_a_link_from_the_channel_opens_that_signal(stage: Scene) -> None:
    signal = await stage.signal()
    member = await newcomer(stage.admin)
    asked = await member.newest_id()
    await member.start(f"signal_{signal.signal_id}")
    assert words((await member.answers(asked))[0]).startswith("BTC 12h long")
    asked = await member.newest_id()
    await member.start("signal_999999")
    assert words((await member.answers(asked))[0]).startswith("There is no such signal")


@pytest.mark.parametrize(
    ("language", "live", "record"),
    [
        ("es", "1 señal viva", "Historial, BTC 12h: aún no terminó ninguna."),
        ("ru", "1 живой сигнал", "Статистика, BTC 12h: ещё ни один не закончился."),
    ],
)
async def test_signals_are_read_in_the_readers_language(language: str, live: str, record: str, stage: Scene) -> None:
    await stage.signal()
    someone = await newcomer(stage.admin, language)
    card = await someone.ask("/signals")
    assert words(card).startswith(live)
    assert all(line.isascii() and len(line) <= 34 for line in columns(card))
    await someone.press(card, "1")
    assert record in words(await someone.again(card))
    await someone.press(await someone.again(card), "‹ ")


async def test_a_channel_that_asks_gets_links(stage: Scene, market: SmallMarket) -> None:
    await stage.signal(at=NOW - HOUR)
    channel = Someone(stage.admin.http, stage.admin.base_url, "admin", "-100300")
    card = await channel.ask("/signals")
    assert words(card).startswith("1 live signal")
    assert buttons(card)[0]["url"].endswith("?start=signals")
