"""Paper trading when something dies between two steps: nothing is lost, and nothing is done twice."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession

from engine.club.drafts import DraftState
from tests.end_to_end.bot.person import Someone, data_of, words
from tests.end_to_end.bot.pit import Pit, open_floor
from tests.end_to_end.bot.running import running

TYPED = "/long BTC 100 10x sl 66010 tp 68100"


@pytest.fixture
async def floor(
    postgres_url: str, redis_url: str, tmp_path: Path, http: ClientSession, lent_painters: Executor
) -> AsyncIterator[Pit]:
    async with open_floor(postgres_url, redis_url, tmp_path / "telegram", http, lent_painters) as made:
        yield made


async def test_a_card_is_taken_up_by_the_next_bot_and_told_how_it_ended_meanwhile(floor: Pit) -> None:
    async with running(floor.deps):
        ana = await floor.member()
        card = await floor.hold(ana, TYPED, "66590.0")
    floor.trading.tick("BTC", "68100.1")
    async with running(floor.deps):
        await floor.until(ana, card, "Target hit at 68,100")


async def test_an_order_pressed_while_no_bot_runs_is_sent_by_the_next_one_once(floor: Pit) -> None:
    async with running(floor.deps):
        ana = await floor.member()
        ticket = await ana.ask(TYPED)
    for _ in range(2):
        await ana.press(ticket, "✅", wait_s=0.0)
    async with running(floor.deps):
        await floor.until(ana, ticket, "LONG 0.015 BTC")
    assert len(await floor.deps.paper.reader.fills(1)) == 1  # type: ignore[union-attr]


async def test_a_crash_between_the_ticket_and_the_order_is_made_good_by_the_same_press(floor: Pit) -> None:
    """The ticket was marked as sent, and then nothing more happened."""
    async with running(floor.deps):
        ana = await floor.member()
        ticket = await ana.ask(TYPED)
        drafts = floor.deps.paper.drafts  # type: ignore[union-attr]
        assert await drafts.end(1, 1001, DraftState.SENT, 1)
        assert (await ana.press(ticket, "✅"))["text"] == "That one is ordered already."
        await floor.until(ana, ticket, "LONG 0.015 BTC")
        assert (await ana.forge(ticket, data_of(ticket, "✅")))["text"] == "That one is ordered already."
        assert words(await ana.again(ticket)).startswith("✅ LONG 0.015 BTC")
    assert len(await floor.deps.paper.reader.fills(1)) == 1  # type: ignore[union-attr]


async def test_a_bot_without_a_paper_exchange_says_so_and_offers_nothing_to_trade_with(floor: Pit) -> None:
    async with running(replace(floor.deps, paper=None)):
        ana = Someone(floor.http, floor.telegram.base_url)
        start = await ana.ask("/start")
        assert "paper" not in words(start)
        assert words(await ana.ask("/long BTC 100 10x")).startswith("Paper trading is not available here")
        assert "🟢" not in str((await ana.ask("/scan BTC 12h"))["reply_markup"])
        forged = await ana.forge(start, "pt:b:1:")
        assert forged["text"] == "Paper trading is not available here."
