"""/hunt from past maps to the chat: measured, kept in Postgres, told in three languages, there after a restart."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest
from aiohttp import ClientSession

from bot.dependencies import BotDependencies
from db.accuracy import AccuracyRepository
from db.database import Database
from db.hunting import HuntRepository
from db.pool import open_pool
from engine.liquidations.records.book import RecordBook
from engine.liquidations.records.keeper import Origin, Pace, RecordKeeper
from engine.market.values import Coin, MarketSource, Symbol
from engine.market.windows import Window
from engine.scanners.hunting.book import HuntBook
from engine.scanners.hunting.keeping import Histories
from engine.scanners.hunting.stored import StoredHunts
from tests.end_to_end.bot.market import NOW, STEP_MS, SetClock, SmallMarket, small_market, walk
from tests.end_to_end.bot.person import Someone, buttons, words
from tests.end_to_end.bot.running import Place, bot_parts, eventually_empty, running
from tests.unit.liquidations.records.feeds import HeldFeed

COINS = {"BTC": 66_586.1, "ETH": 1_950.0, "SOL": 80.0}
DAYS = {"BTC": 20, "ETH": 20, "SOL": 5}  # 39 half days after the first map, and nine
SOURCE = MarketSource.SIMULATED


@dataclass
class Measured:
    market: SmallMarket
    keeper: RecordKeeper
    book: HuntBook
    repository: HuntRepository
    database: Database

    def stored(self) -> StoredHunts:
        return StoredHunts(self.repository, SOURCE, SetClock(NOW))


@asynccontextmanager
async def measuring(place: Place) -> AsyncIterator[Measured]:
    made = small_market(COINS)
    held = {(Symbol(f"{coin}USDT"), STEP_MS): walk(coin, usd, DAYS[coin], NOW) for coin, usd in COINS.items()}
    filled = asyncio.Event()
    filled.set()
    async with open_pool(place.postgres_url, size=2) as pool:
        database, book = Database(pool), HuntBook(SOURCE)
        repository = HuntRepository(database)
        keeper = RecordKeeper(
            [Origin(HeldFeed(held), filled)],
            made.memory,
            RecordBook(SOURCE),
            AccuracyRepository(database),
            SetClock(NOW),
            Pace(1.0, 0.0),
            Histories(book, repository),
        )
        yield Measured(made, keeper, book, repository, database)


@asynccontextmanager
async def chatting(
    place: Place, measured: Measured, painters: Executor, *, is_apart: bool = False
) -> AsyncIterator[BotDependencies]:
    """`is_apart`: as a bot in a process of its own, which reads what an engine stored."""
    hunts = measured.stored() if is_apart else measured.book
    async with bot_parts(place, measured.market, lambda: painters) as deps:
        told = replace(deps, market=replace(deps.market, hunts=hunts))
        async with running(told):
            yield told


def columns(message: dict) -> list[str]:  # type: ignore[type-arg]
    text = words(message).encode("utf-16-le")
    blocks = [e for e in message.get("entities", message.get("caption_entities", [])) if e["type"] == "pre"]
    parts = [text[b["offset"] * 2 : (b["offset"] + b["length"]) * 2].decode("utf-16-le") for b in blocks]
    return [line for part in parts for line in part.splitlines()]


async def test_nothing_is_made_up_before_it_is_measured_and_all_of_it_told_after(
    place: Place, http: ClientSession, lent_painters: Executor
) -> None:
    async with measuring(place) as measured, chatting(place, measured, lent_painters):
        someone = Someone(http, place.api_base)
        await someone.ask("/start")
        assert words(await someone.ask("/hunt 12h")).startswith("Hunters 12h: nothing is measured yet.")
        assert words(await someone.ask("/hunt BTC")).startswith("BTC is not measured yet.")
        assert await measured.keeper.measure_due() == 3 * len(Window)
        ranking = await someone.ask("/hunt 12h")
        assert words(ranking).startswith("Hunters 12h: ")
        assert "of 3" in words(ranking).splitlines()[0]
        assert "Too few cases yet (under 30): SOL." in words(ranking)
        largest = (await measured.book.history(Coin("BTC"))).windows[Window.H12].pattern.largest
        assert f" {largest.reached}/{largest.cases}" in words(ranking)
        assert all(len(line) <= 34 and line.isascii() for line in columns(ranking))
        nothing = await someone.ask("/hunt 90d")
        assert "Too few cases yet (under 30): BTC, ETH, SOL." in words(nothing)


async def test_from_the_list_to_a_coin_to_a_window_and_back(
    place: Place, http: ClientSession, lent_painters: Executor
) -> None:
    async with measuring(place) as measured, chatting(place, measured, lent_painters):
        await measured.keeper.measure_due()
        someone = Someone(http, place.api_base)
        await someone.ask("/start")
        ranking = await someone.ask("/hunt 12h")
        first = next(line for line in words(ranking).splitlines() if line.startswith("1 ")).split()[1]
        await someone.press(ranking, "1", wait_s=20)
        coin = await someone.again(ranking)
        assert coin["photo"]
        assert first in words(coin).splitlines()[0]
        assert "Too few cases: 24h 19, 3d" in words(coin)
        assert all(len(line) <= 34 and line.isascii() for line in columns(coin))
        await someone.press(coin, "12h")
        detail = (await someone.messages())[-1]
        assert words(detail).startswith(f"{first} 12h: ")
        assert "Largest level: reached within 12 h in " in words(detail)
        await someone.press(detail, "+")
        more = await someone.again(detail)
        assert "90d" in [button["text"] for button in buttons(more)]
        await someone.press(more, "90d")
        assert words(await someone.again(detail)).startswith(f"{first} 90d: too few cases.")
        await someone.press(await someone.again(detail), "‹ Back", wait_s=20)
        assert (await someone.again(detail))["photo"]
        await someone.press(await someone.again(detail), "‹ Hunters")
        assert words((await someone.messages())[-1]).startswith("Hunters 90d: ")


async def test_the_tab_of_top_shows_the_same_and_its_numbers_open_histories(
    place: Place, http: ClientSession, lent_painters: Executor
) -> None:
    async with measuring(place) as measured, chatting(place, measured, lent_painters):
        await measured.keeper.measure_due()
        someone = Someone(http, place.api_base)
        await someone.ask("/start")
        ranking, top = await someone.ask("/hunt 12h"), await someone.ask("/top 12h")
        await someone.press(top, "Hunters")
        tab = await someone.again(top)
        assert words(tab) == words(ranking)
        await someone.press(tab, "24h")
        assert words(await someone.again(tab)).startswith("Hunters 24h: ")
        await someone.press(await someone.again(tab), "12h")
        await someone.press(await someone.again(tab), "2", wait_s=20)
        assert (await someone.again(tab))["photo"]


@pytest.mark.parametrize(
    ("language", "first_words"), [("en", "Hunters 12h: "), ("es", "Cazadoras 12h: "), ("ru", "Охотники 12h: ")]
)
async def test_a_restarted_bot_in_its_own_process_tells_what_was_kept_in_each_language(
    place: Place, http: ClientSession, lent_painters: Executor, language: str, first_words: str
) -> None:
    async with measuring(place) as measured:
        await measured.keeper.measure_due()
        async with chatting(place, measured, lent_painters, is_apart=True) as deps:
            admin = Someone(http, place.api_base)
            await admin.call("people", key="somebody", first_name="Some", language_code=language, started=True)
            maya = Someone(http, place.api_base, "somebody")
            ranking = await maya.ask("/hunt 12h")
            assert words(ranking).startswith(first_words)
            assert len(columns(ranking)) == 3
            assert all(len(line) <= 34 and line.isascii() for line in columns(ranking))
            await maya.press(ranking, "1", wait_s=20)
            coin = await maya.again(ranking)
            assert coin["photo"]
            assert all(len(line) <= 34 and line.isascii() for line in columns(coin))
            detail = await maya.ask("/hunt btc 12h")
            assert words(detail).startswith("BTC 12h: ")
            await eventually_empty(deps)


async def test_bad_words_and_forged_presses_get_a_kind_answer(
    place: Place, http: ClientSession, lent_painters: Executor
) -> None:
    async with measuring(place) as measured, chatting(place, measured, lent_painters):
        await measured.keeper.measure_due()
        someone = Someone(http, place.api_base)
        await someone.ask("/start")
        assert "“48h” is not one of my windows" in words(await someone.ask("/hunt btc 48h"))
        assert "I know no coin “nope”" in words(await someone.ask("/hunt nope"))
        card = await someone.ask("/hunt 12h")
        for forged in ("hn:c:12h:NOPE:a:1:0", "hn:c:12h::a:1:0", "hn:d:12h:BTC:b:999:0", "hn:l:12h:BTC:a:999:0"):
            await someone.forge(card, forged)
        for broken in ("hn:c:13h:BTC:a:1:0", "hn:x:12h:BTC:a:1:0", "hn", "hn:l:12h:btc:a:0:0"):
            assert "older version" in (await someone.forge(card, broken)).get("text", "")
        assert words(await someone.ask("/hunt 12h")).startswith("Hunters 12h: ")


async def test_in_a_group_a_member_asks_and_a_passer_by_is_shown_the_door(
    place: Place, http: ClientSession, lent_painters: Executor
) -> None:
    group = "-100200"
    async with measuring(place) as measured, chatting(place, measured, lent_painters):
        await measured.keeper.measure_due()
        admin = Someone(http, place.api_base)
        await admin.ask("/start")
        await admin.call("people", key="passer", first_name="Passer", language_code="en", started=False)
        asking, passer = Someone(http, place.api_base, "admin", group), Someone(http, place.api_base, "passer", group)
        await passer.call("join", chat=group, direct=True)
        card = await asking.ask("/hunt 12h")
        assert words(card).startswith("Hunters 12h: ")
        refused = await passer.ask("/hunt 12h")
        assert "open Helix once in the private chat" in words(refused)
        assert "asked for this one" in (await passer.press(card, "1")).get("text", "")


async def test_a_link_opens_the_same_cards(place: Place, http: ClientSession, lent_painters: Executor) -> None:
    async with measuring(place) as measured, chatting(place, measured, lent_painters):
        await measured.keeper.measure_due()
        someone = Someone(http, place.api_base)
        await someone.ask("/start")
        seen = await someone.newest_id()
        await someone.start("hunt_BTC_12h")
        assert any(words(m).startswith("BTC 12h: ") for m in await someone.answers(seen))
        seen = await someone.newest_id()
        await someone.start("hunt")
        assert any(words(m).startswith("Hunters ") for m in await someone.answers(seen))
