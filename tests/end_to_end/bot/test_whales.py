"""/whales and its layer on the map: live prices only, measured, one venue."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from db.whales import WhaleRepository
from engine.market.values import Coin, MarketSource, Side
from engine.whales.values import CoinContext, WhalePosition
from tests.end_to_end.bot.conftest import Town
from tests.end_to_end.bot.market import NOW, SmallMarket, small_market
from tests.end_to_end.bot.person import Someone, buttons, words
from tests.end_to_end.bot.running import Place, bot_parts, running
from tests.integration.feeds.local_hyperliquid import address

BTC, PRICE = Coin("BTC"), 66_586.1


def whale(number: int, size: float, ends: float | None, side: Side = Side.LONG) -> WhalePosition:
    seen_at = NOW - timedelta(seconds=number * 7)
    usd = size * PRICE
    return WhalePosition(address(number), BTC, side, size, 65_200.0, 20.0, True, ends, usd, usd / 20, seen_at)


@dataclass
class WhaleTown:
    someone: Someone
    store: WhaleRepository
    market: SmallMarket


@pytest.fixture
async def live(place: Place, http: ClientSession, lent_painters: Executor) -> AsyncIterator[WhaleTown]:
    market = small_market(source=MarketSource.LIVE)
    async with bot_parts(place, market, lambda: lent_painters) as deps, running(deps):
        someone = Someone(http, place.api_base)
        await someone.ask("/start")
        assert deps.whales is not None
        store = deps.whales.store
        assert isinstance(store, WhaleRepository)
        yield WhaleTown(someone, store, market)


async def fill(store: WhaleRepository, count: int = 12) -> None:
    for number in range(1, count + 1):
        side = Side.LONG if number % 2 else Side.SHORT
        ends = PRICE * (1 - 0.01 * number) if side is Side.LONG else PRICE * (1 + 0.01 * number)
        one = whale(number, 100.0 * number, ends, side)
        await store.keep(MarketSource.LIVE, one.account, [one], one.seen_at)
    await store.keep_contexts(MarketSource.LIVE, [CoinContext(BTC, 27_000.0, PRICE, NOW)])


async def test_whales_are_a_table_with_totals_coverage_and_ages(live: WhaleTown) -> None:
    await fill(live.store)
    card = await live.someone.ask("/whales btc")
    said = words(card)
    assert said.startswith("BTC whales: long $240M, short $280M in 12 positions")
    assert "Seen: 14.4 % of Hyperliquid's open interest" in said
    assert "S   $80M  20x ends 74,576 +12.0%" in said
    assert "  in 65,200 84s 0x0000" in said
    assert said.splitlines()[-1].startswith("Hyperliquid only, live 6 Feb 06:02 · measured · 12 public accounts")
    assert [b["text"] for b in buttons(card)] == ["1 / 2", "›", "🗺 On the map", "↻"]
    await live.someone.press(card, "›")
    second = await live.someone.again(card)
    assert [b["text"] for b in buttons(second)][:2] == ["‹", "2 / 2"]
    answer = await live.someone.press(second, "↻")
    assert answer["text"]


async def test_the_layer_on_the_map_is_a_switch_and_a_word(live: WhaleTown) -> None:
    await fill(live.store)
    card = await live.someone.ask("/heatmap BTC 7d")
    await live.someone.press(card, "⚙ Filters")
    opened = await live.someone.again(card)
    assert "🐋 Whales: off" in [b["text"] for b in buttons(opened)]
    await live.someone.press(opened, "🐋")
    on = await live.someone.again(card)
    assert "🐋 Whales: on" in [b["text"] for b in buttons(on)]
    assert "Whales, measured, Hyperliquid only:" in words(on)
    assert "seen 14 % of its open interest" in words(on)
    assert words(on).splitlines()[-1].startswith("Bybit, live")
    typed = await live.someone.ask("/heatmap BTC 7d whales")
    assert "Whales, measured, Hyperliquid only:" in words(typed)


async def test_from_the_table_to_the_map(live: WhaleTown) -> None:
    await fill(live.store)
    card = await live.someone.ask("/whales BTC")
    await live.someone.press(card, "🗺")
    shown = (await live.someone.messages())[-1]
    assert shown["photo"]
    assert "Whales, measured" in words(shown)


async def test_what_was_not_refreshed_for_a_while_says_so(live: WhaleTown) -> None:
    await fill(live.store)
    live.market.clock.at += timedelta(minutes=40)
    said = words(await live.someone.ask("/whales BTC"))
    assert "Nothing new for 40 min" in said


async def test_nobody_seen_and_wrong_words_are_said_kindly(live: WhaleTown) -> None:
    assert "none of the public accounts I watch holds it" in words(await live.someone.ask("/whales ETH"))
    assert "know no coin" in words(await live.someone.ask("/whales nonsense"))
    offered = await live.someone.ask("/whales")
    assert [b["text"] for b in buttons(offered)][:2] == ["BTC", "ETH"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "no public accounts"), ("es", "no hay cuentas públicas"), ("ru", "публичных счетов нет")],
)
async def test_beside_simulated_prices_there_are_none(town: Town, language: str, said: str) -> None:
    guest = await town.newcomer(language)
    assert said in words(await guest.ask("/whales BTC"))


async def test_the_switch_on_a_simulated_map_says_why_in_a_toast_and_leaves_the_map(guest: Someone) -> None:
    card = await guest.ask("/heatmap BTC 7d")
    await guest.press(card, "⚙ Filters")
    opened = await guest.again(card)
    answer = await guest.press(opened, "🐋")
    assert "no public accounts" in answer["text"]
    assert words(await guest.again(card)) == words(card)


async def test_forged_presses_get_a_kind_answer(guest: Someone) -> None:
    card = await guest.ask("/heatmap BTC 7d")
    for data in ("wh:BTC:0:0", "wh:btc:1:0", "wh:BTC:99:0", "wh:NOSUCH:1:0"):
        assert (await guest.forge(card, data))["text"]
