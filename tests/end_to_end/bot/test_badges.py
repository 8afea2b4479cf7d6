"""New badges are told once, in the reader's language, and stand on the wall."""

from collections.abc import AsyncIterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.badge_keeper import BadgeKeeper
from bot.lesson_parts import BadgeSigns
from engine.club.lessons.awards import AwardBadges, LookForBadges
from engine.club.lessons.member_facts import MemberFacts
from engine.exchange.orders import IDS_AN_ORDER, TAKE_PROFIT_ID
from engine.exchange.venues.paper.ports import AccountNews
from engine.market.values import MarketSource
from tests.end_to_end.bot.conftest import Town
from tests.end_to_end.bot.person import Someone, buttons, eventually, words
from tests.end_to_end.bot.pit import open_pit
from tests.unit.club.lessons.test_paper_facts import fill, trade

NEWS = (AccountNews(1, (), ()),)


@dataclass
class PaperOf:
    """One member's account with one trade that ended at its target."""

    user_id: int

    async def account(self, account_id: int) -> Any:
        return SimpleNamespace(account_id=1, user_id=self.user_id) if account_id == 1 else None

    async def account_of(self, user_id: int, source: MarketSource) -> Any:
        return await self.account(1) if user_id == self.user_id else None

    async def trades(self, account_id: int, *, limit: int) -> Sequence[Any]:
        return [trade(0)]

    async def fills(self, account_id: int, *, limit: int) -> Sequence[Any]:
        return [fill(IDS_AN_ORDER + TAKE_PROFIT_ID)]


class NoNews:
    async def tell(self, news: Sequence[AccountNews]) -> None:
        """Nobody listens."""

    async def listen(self) -> AsyncIterator[Sequence[AccountNews]]:
        return
        yield


async def keeper_for(town: Town, someone: Someone) -> tuple[BadgeKeeper, int]:
    user_id = int((await someone.ask("/learn"))["chat"]["id"])
    assert town.deps.lessons is not None
    paper: Any = PaperOf(user_id)
    look = LookForBadges(MemberFacts(MarketSource.SIMULATED, paper), AwardBadges(town.deps.lessons.badges))
    deps = town.deps
    keeper = BadgeKeeper(
        deps.bot, NoNews(), paper, look, deps.stores.people, deps.texts, deps.links("helix_demo_bot"), town.market.clock
    )
    return keeper, user_id


@pytest.mark.parametrize(("language", "said"), [
    ("en", "🏅 New badge: First paper trade\n🏅 New badge: First target hit"),
    ("es", "🏅 Nueva insignia: Primera operación simulada\n🏅 Nueva insignia: Primer objetivo alcanzado"),
    ("ru", "🏅 Новый значок: Первая бумажная сделка\n🏅 Новый значок: Первая достигнутая цель"),
])  # fmt: skip
async def test_a_trade_that_earns_badges_is_told_once(town: Town, language: str, said: str) -> None:
    someone = await town.newcomer(language)
    keeper, _ = await keeper_for(town, someone)
    before = await someone.newest_id()
    keeper.hear(NEWS * 3)
    assert await keeper.look() == 1
    (told,) = await someone.messages(before)
    assert words(told) == said
    keeper.hear(NEWS)
    assert await keeper.look() == 0, "it is held already"
    assert await keeper.look() == 0, "nothing was heard"


async def test_a_told_badge_leads_to_the_lessons_and_stands_on_a_traders_card(guest: Someone, town: Town) -> None:
    keeper, user_id = await keeper_for(town, guest)
    keeper.hear(NEWS)
    before = await guest.newest_id()
    await keeper.look()
    (told,) = await guest.messages(before)
    await guest.press(told, buttons(told)[0]["text"])
    home = (await guest.messages(told["message_id"]))[-1]
    assert "🏅 2 badges so far." in words(home)
    assert town.deps.lessons is not None
    assert await BadgeSigns(town.deps.lessons.badges)(user_id) == ["🌱", "🎯"]


async def test_news_of_an_account_nobody_knows_is_let_go(guest: Someone, town: Town) -> None:
    keeper, _ = await keeper_for(town, guest)
    keeper.hear([AccountNews(99, (), ())])
    assert await keeper.look() == 0


async def test_start_offers_the_course(guest: Someone) -> None:
    start = await guest.ask("/start")
    assert "🎓 Learn in 6 steps" in [button["text"] for button in buttons(start)]
    await guest.press(start, "🎓 Learn")
    opened = (await guest.messages(start["message_id"]))[-1]
    assert words(opened).startswith("Learn in 6 steps · 0 of 6 done")
    assert words(await guest.again(start)) == words(start), "the words stay where they are"


async def test_a_real_paper_trade_that_hits_its_target_brings_two_badges(
    postgres_url: str, redis_url: str, tmp_path: Path, http: ClientSession, lent_painters: Executor
) -> None:
    async with open_pit(postgres_url, redis_url, tmp_path / "telegram", http, lent_painters) as pit:
        ana = await pit.member()
        ticket = await pit.hold(ana, "/long BTC 100 10x sl 66010 tp 68100", "66590.0")
        pit.trading.tick("BTC", "68100.1")
        await pit.until(ana, ticket, "Target hit")
        keeper = pit.bot.badges
        assert keeper is not None
        (bell,) = await ana.answers(ticket["message_id"])
        before = bell["message_id"]

        async def told() -> bool:
            return await keeper.look() == 1

        await eventually(told)
        (message,) = await ana.messages(before)
        assert words(message) == "🏅 New badge: First paper trade\n🏅 New badge: First target hit"
