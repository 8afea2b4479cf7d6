"""CoinGlass's maps in the chat, with a key and without one, and two maps compared."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import timedelta
from random import Random

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.callbacks import ModelChoice
from bot.vendors import VendorSide
from engine.feeds.coinglass.client import CoinGlassClient
from engine.feeds.coinglass.maps import CoinGlassMaps
from engine.market.values import MarketSource
from tests.end_to_end.bot.conftest import Town
from tests.end_to_end.bot.market import SmallMarket, small_market
from tests.end_to_end.bot.person import Json, Someone, buttons, words
from tests.end_to_end.bot.running import Place, bot_parts, running
from tests.integration.feeds.local_coinglass import HOBBYIST, PROFESSIONAL, LocalCoinGlass


@dataclass
class KeyTown:
    """A bot with a key, on a live market, and the vendor it asks."""

    someone: Someone
    vendor: LocalCoinGlass
    market: SmallMarket


async def _town(
    place: Place, http: ClientSession, painters: Executor, *, key: str, default: ModelChoice, source: MarketSource
) -> AsyncIterator[KeyTown]:
    vendor, market = LocalCoinGlass(), small_market(source=source)
    async with TestServer(vendor.app()) as server:
        client = CoinGlassClient(http, key, Random(1), base_url=str(server.make_url("")), first_wait_s=0.01)
        side = VendorSide(CoinGlassMaps(client, market.clock, source), default, "REF")
        async with bot_parts(place, market, lambda: painters, vendor=side) as deps, running(deps):
            someone = Someone(http, place.api_base)
            await someone.ask("/start")
            yield KeyTown(someone, vendor, market)


@pytest.fixture
async def with_key(place: Place, http: ClientSession, lent_painters: Executor) -> AsyncIterator[KeyTown]:
    parts = {"key": PROFESSIONAL, "default": ModelChoice.HELIX, "source": MarketSource.LIVE}
    async for town in _town(place, http, lent_painters, **parts):  # type: ignore[arg-type]  # each of its own type
        yield town


@pytest.fixture
async def by_default(place: Place, http: ClientSession, lent_painters: Executor) -> AsyncIterator[KeyTown]:
    parts = {"key": PROFESSIONAL, "default": ModelChoice.CG1, "source": MarketSource.LIVE}
    async for town in _town(place, http, lent_painters, **parts):  # type: ignore[arg-type]
        yield town


@pytest.fixture
async def hobbyist(place: Place, http: ClientSession, lent_painters: Executor) -> AsyncIterator[KeyTown]:
    parts = {"key": HOBBYIST, "default": ModelChoice.HELIX, "source": MarketSource.LIVE}
    async for town in _town(place, http, lent_painters, **parts):  # type: ignore[arg-type]
        yield town


@pytest.fixture
async def simulated(place: Place, http: ClientSession, lent_painters: Executor) -> AsyncIterator[KeyTown]:
    parts = {"key": PROFESSIONAL, "default": ModelChoice.HELIX, "source": MarketSource.SIMULATED}
    async for town in _town(place, http, lent_painters, **parts):  # type: ignore[arg-type]
        yield town


def texts(message: Json) -> list[str]:
    return [button["text"] for button in buttons(message)]


async def press_exactly(someone: Someone, message: Json, text: str) -> None:
    """Several buttons begin with a 2."""
    data = next(button["callback_data"] for button in buttons(message) if button["text"] == text)
    await someone.call("press", chat="bot", message_id=message["message_id"], data=data, wait=10.0)


async def test_without_a_key_a_press_says_what_a_key_unlocks_and_our_map_stays(guest: Someone) -> None:
    card = await guest.ask("/heatmap BTC 7d")
    await guest.press(card, "⚙ Filters")
    opened = await guest.again(card)
    assert [text for text in texts(opened) if "🔒" in text] == ["CoinGlass 1 🔒", "2 🔒", "3 🔒"]
    answer = await guest.press(opened, "CoinGlass 1")
    assert "no CoinGlass key" in answer["text"]
    assert "Professional" in answer["text"]
    assert answer["show_alert"]
    told = await guest.again(card)
    assert words(told).startswith("BTC 7d map · ")
    assert "What a key unlocks" in words(told)
    assert "COINGLASS_API_KEY" in words(told)
    assert "Helix •" in texts(told)


@pytest.mark.parametrize(("language", "said"), [("es", "Qué abre una clave"), ("ru", "Что открывает ключ")])
async def test_without_a_key_words_get_a_card_in_the_readers_language(town: Town, language: str, said: str) -> None:
    guest = await town.newcomer(language)
    card = await guest.ask("/heatmap BTC 7d m2")
    assert said in words(card)
    assert "Professional" in words(card)
    await guest.press(card, "🗺")
    assert (await guest.messages())[-1]["photo"]


async def test_with_a_key_words_show_the_vendors_map_in_relative_figures(with_key: KeyTown) -> None:
    card = await with_key.someone.ask("/heatmap BTC 7d m1")
    said = words(card)
    assert said.startswith("BTC 7d map, CoinGlass 1 · 66,586.0 · ")
    block = said[said.index("\n") : said.index("Relative:")]
    assert "100%" in block
    assert "$" not in block
    assert "measured by CoinGlass" in said
    assert "longs $12M, shorts $6.0M" in said
    assert "CoinGlass model 1, live" in said
    assert "modelled by CoinGlass, relative" in said
    assert card["photo"]
    assert {"⚙ Filters", "🔎 Scan", "⚖ Compare", "↻", "CoinGlass ↗"} <= set(texts(card))


async def test_filters_change_between_our_map_and_the_three_models(with_key: KeyTown) -> None:
    someone = with_key.someone
    card = await someone.ask("/heatmap BTC 7d")
    await someone.press(card, "⚙ Filters")
    opened = await someone.again(card)
    assert texts(opened)[-7:-3] == ["Helix •", "CoinGlass 1", "2", "3"]
    await press_exactly(someone, opened, "2")
    second = await someone.again(card)
    assert words(second).startswith("BTC 7d map, CoinGlass 2 · ")
    assert "2 •" in texts(second)
    assert "All leverage •" not in texts(second)  # the vendor's model has no such filter
    await someone.press(second, "Helix")
    assert words(await someone.again(card)).startswith("BTC 7d map · ")
    assert with_key.vendor.asked["model2"] == 1


async def test_a_level_of_the_vendor_becomes_an_alert_and_back_leads_to_the_vendors_map(with_key: KeyTown) -> None:
    someone = with_key.someone
    card = await someone.ask("/heatmap BTC 7d m3")
    name = next(text for text in texts(card) if text[0] in "AB" and text[1].isdecimal())
    await someone.press(card, name)
    chosen = await someone.again(card)
    answer = await someone.press(chosen, "🔔 At")
    assert answer["text"].startswith("I will tell you at")
    await someone.press(chosen, "‹ Back")
    assert texts(await someone.again(card)) == texts(card)


async def test_windows_change_in_place_and_fourteen_days_are_refused_in_a_toast(with_key: KeyTown) -> None:
    someone = with_key.someone
    card = await someone.ask("/heatmap BTC 7d m1")
    await someone.press(card, "24h")
    assert words(await someone.again(card)).startswith("BTC 24h map, CoinGlass 1")
    await someone.press(await someone.again(card), "+")
    answer = await someone.press(await someone.again(card), "14d")
    assert "no 14-day map" in answer["text"]
    await someone.press(await someone.again(card), "‹ Back")
    assert "24h •" in texts(await someone.again(card))


async def test_refresh_says_that_nothing_is_new(with_key: KeyTown) -> None:
    card = await with_key.someone.ask("/heatmap BTC 7d m1")
    answer = await with_key.someone.press(card, "↻")
    assert answer["text"].startswith("Same as 0 s ago")
    assert with_key.vendor.asked["model1"] == 1


async def test_while_the_vendor_is_away_its_last_map_says_how_old_it_is(with_key: KeyTown) -> None:
    await with_key.someone.ask("/heatmap BTC 7d m1")
    with_key.vendor.refuse = [web.Response(status=502) for _ in range(20)]
    with_key.market.clock.at += timedelta(minutes=12)
    card = await with_key.someone.ask("/heatmap BTC 7d m1")
    assert "CoinGlass does not answer now. This map is 12 min old." in words(card)
    assert "12 min old · modelled by CoinGlass" in words(card)


@pytest.mark.parametrize(
    ("code", "msg", "said"),
    [
        ("429", "Too Many Requests", "used up. Try again in 60 s."),
        ("500", "boom", "does not answer right now"),
        ("400", "no such symbol", "has no map of this coin"),
        ("401", "API key invalid", "does not know the key"),
    ],
)
async def test_each_no_of_the_vendor_has_its_own_words(with_key: KeyTown, code: str, msg: str, said: str) -> None:
    with_key.vendor.refuse = [web.json_response({"code": code, "msg": msg}) for _ in range(2)]
    card = await with_key.someone.ask("/heatmap ETH 3d m1")
    assert said in words(card)
    assert "🗺 Helix map" in texts(card)


async def test_too_small_a_plan_is_told_from_a_wrong_key(hobbyist: KeyTown) -> None:
    card = await hobbyist.someone.ask("/heatmap BTC 7d m1")
    assert "its plan has no maps" in words(card)


async def test_beside_simulated_prices_the_real_markets_map_is_refused(simulated: KeyTown) -> None:
    card = await simulated.someone.ask("/heatmap BTC 7d m1")
    assert "Prices here are simulated or recorded" in words(card)
    assert not simulated.vendor.asked


async def test_where_the_vendor_is_the_default_it_is_shown_unless_ours_is_asked_for(by_default: KeyTown) -> None:
    someone = by_default.someone
    assert words(await someone.ask("/heatmap BTC 7d")).startswith("BTC 7d map, CoinGlass 1")
    assert words(await someone.ask("/heatmap BTC 7d helix")).startswith("BTC 7d map · ")
    scan = await someone.ask("/scan BTC 7d")
    await someone.press(scan, "🗺 Map")
    assert words(await someone.again(scan)).startswith("BTC 7d map, CoinGlass 1")


async def test_a_default_vendor_that_has_no_map_gives_way_to_ours_with_a_line(by_default: KeyTown) -> None:
    card = await by_default.someone.ask("/heatmap SOL 14d")
    assert words(card).startswith("SOL 14d map · ")
    assert "no 14-day map" in words(card)
    assert "So here is our own map." in words(card)


async def test_compare_puts_ours_beside_the_vendors_with_figures_for_either_side(with_key: KeyTown) -> None:
    card = await with_key.someone.ask("/compare BTC 7d")
    said = words(card)
    assert said.startswith("BTC 7d: Helix beside CoinGlass 1 · ")
    for row in ("above", "by amount", "by rank", "levels alone", "prices counted"):
        assert row in said
    assert "CoinGlass model 1, 6 Feb 06:02, relative" in said
    assert card["photo"]
    await press_exactly(with_key.someone, card, "3")
    changed = await with_key.someone.again(card)
    assert words(changed).startswith("BTC 7d: Helix beside CoinGlass 3 · ")
    await with_key.someone.press(changed, "🗺 CoinGlass")
    assert words((await with_key.someone.messages())[-1]).startswith("BTC 7d map, CoinGlass 3")


async def test_compare_without_a_key_puts_two_of_our_own_beside_each_other(guest: Someone) -> None:
    card = await guest.ask("/compare btc 12h")
    assert words(card).startswith("BTC 12h: All leverage beside 50x+ · ")
    assert "With a CoinGlass key" in words(card)
    answer = await guest.press(card, "CoinGlass 1")
    assert "no CoinGlass key" in answer["text"]
    await guest.press(card, "7d")
    assert words(await guest.again(card)).startswith("BTC 7d: All leverage beside 50x+")


async def test_compare_offers_coins_and_answers_wrong_words_kindly(guest: Someone) -> None:
    card = await guest.ask("/compare")
    assert texts(card)[:2] == ["BTC", "ETH"]
    await guest.press(card, "ETH")
    assert words((await guest.messages())[-1]).startswith("ETH 24h: ") or "ETH" in words((await guest.messages())[-1])
    assert "know no coin" in words(await guest.ask("/compare nonsense 7d"))


async def test_forged_presses_of_a_comparison_get_a_kind_answer(guest: Someone) -> None:
    card = await guest.ask("/compare btc 12h")
    for data in ("cp:BTC:99h:1:0", "cp:btc:7d:1:0", "cp:BTC:7d:9:0", "cpl:BTC:7d:1:A1:-3:0", "cp:NOSUCH:7d:0:0"):
        answer = await guest.forge(card, data)
        assert answer["text"]
