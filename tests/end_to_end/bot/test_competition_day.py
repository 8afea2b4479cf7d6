"""A whole day of a competition, from joining to the paid prize: the real exchange, books, ranks, replay and chat."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession

from bot.round_parts import RoundParts
from bot.rounds.follow_teller import FollowTeller
from db.database import Database
from db.paper.news import PaperNews
from db.paper.reader import PaperBooks
from db.people.live_boards import LiveBoardRepository
from db.pool import open_redis
from db.rounds.joining import JoiningRepository
from db.rounds.privacy import FollowRepository, GroupTraderRepository, PrivacyRepository
from db.rounds.prizes import PrizeRepository
from engine.club.rounds.rules import PrizeMoney
from tests.end_to_end.bot.conftest import GROUP
from tests.end_to_end.bot.market import small_market
from tests.end_to_end.bot.person import Someone, buttons, words
from tests.end_to_end.bot.rounds import Arena, arena
from tests.end_to_end.bot.running import Place, eventually_empty
from tests.integration.rounds.floor import SOURCE, Floor
from tests.integration.rounds.hall import Hall
from tests.unit.bot.round_fakes import FakeClub

FRIDAY_NOON = datetime(2026, 2, 6, 18, tzinfo=UTC)
SATURDAY, SUNDAY = datetime(2026, 2, 7, 6, tzinfo=UTC), datetime(2026, 2, 8, 6, tzinfo=UTC)
NAMES = {"lena": "Lena_K", "diego": "Diego77", "boris": "Лев"}


@dataclass
class Day:
    """`hall` rings the bells and `floor` is the exchange; people come over Telegram."""

    arena: Arena
    hall: Hall
    floor: Floor

    async def trader(self, key: str, language: str) -> tuple[Someone, int]:
        """In from the next bell on, under a name of their own; and their account."""
        someone = await self.arena.newcomer(key, language)
        account_id = await self.floor.trader(await self.arena.user_id(someone))
        await there(someone).ask("/help")
        card = await someone.ask("/compete")
        await someone.press(card, "▶")
        await self.hall.settle()
        await someone.press(await someone.again(card), "👤")
        await someone.press(await someone.again(card), "✏")
        assert NAMES[key] in words(await someone.ask(NAMES[key]))
        await eventually_empty(self.arena.bot.deps)
        return someone, account_id

    async def to(self, moment: datetime) -> None:
        await self.hall.until(moment)
        await self.hall.settle()
        await self.hall.keeper.look()


def there(someone: Someone) -> Someone:
    return Someone(someone.http, someone.base_url, someone.who, GROUP)


@asynccontextmanager
async def competition(place: Place, http: ClientSession, painters: Executor) -> AsyncIterator[Day]:
    market, redis = small_market({"BTC": 66_586.1}), open_redis(place.redis_url)
    made: list[tuple[Hall, Floor]] = []

    async def parts(database: Database, club: FakeClub) -> RoundParts:
        del club  # nobody is made up here
        floor = Floor(database, market.clock)
        await floor.open()
        hall = Hall(database, market.clock, floor, redis)
        made.append((hall, floor))
        return RoundParts(
            JoiningRepository(database, SOURCE, hall.zone),
            hall.boards,
            GroupTraderRepository(database),
            hall.names,
            PrivacyRepository(database),
            FollowRepository(database),
            PrizeRepository(database, SOURCE),
            LiveBoardRepository(database),
            hall.zone,
            PrizeMoney().of,
        )

    try:
        async with arena(place, market, http, painters, FRIDAY_NOON, parts) as one:
            yield Day(one, *made[0])
    finally:
        await redis.aclose()


@pytest.fixture
async def day(place: Place, http: ClientSession, lent_painters: Executor) -> AsyncIterator[Day]:
    async with competition(place, http, lent_painters) as one:
        yield one


async def test_a_day_from_joining_to_the_paid_prize_in_three_languages(day: Day) -> None:
    (lena, of_lena), (diego, of_diego), (boris, of_boris) = [
        await day.trader(*who) for who in (("lena", "en"), ("diego", "es"), ("boris", "ru"))
    ]
    await day.to(SATURDAY)
    for price in ("1010", "1020", "1030"):
        await day.floor.trade(of_lena, "1", 20, price)
    for price in ("1035", "1040", "1045"):
        await day.floor.trade(of_diego, "0.5", 30, price)
    await day.floor.trade(of_boris, "0.1", 40, "1050")
    await day.hall.keeper.look()

    board = await lena.ask("/leaderboard")
    assert words(board).startswith("🏆 Saturday 7 Feb · closes in ")
    assert "1  Lena_K" in words(board)
    assert "2  Diego77" in words(board)
    assert "3 traders, 2 ranked" in words(board)
    assert "Вы: +" in words(await boris.ask("/leaderboard"))
    assert "без места: нужны ещё 2 сделки" in words(await boris.ask("/compete"))
    assert "Tú: dentro, 2.º de 2" in words(await diego.ask("/compete"))
    await day.arena.bot.office.send_due()

    await day.to(SUNDAY)
    for _ in range(2):
        await day.arena.tell()
    (post,) = await day.arena.said("🏁 Saturday 7 Feb is closed · 3 traders, 2 ranked")
    said = words(post)
    assert "💵 $100 to Lena_K, checked: 14 fills replayed, same result. Proof " in said
    assert "This group: Lena_K 1st, Diego77 2nd, 2 of us ranked." in said
    assert "Sunday is open until 00:00 Chicago." in said
    assert (await there(lena).press(post, "📊"))["text"].startswith(
        "Lena_K: 1st of 2, +0.3 %, 3 trades. Sunday so far: +0.0 %."
    )
    assert (await there(diego).press(post, "📊"))["text"].startswith("Diego77: 2.º de 2, ")
    assert "меньше 3 сделок" in (await there(boris).press(post, "📊"))["text"]

    (asked,) = [one for one in await lena.messages() if words(one).startswith("🏆 You won $100.")]
    await lena.press(asked, "Bybit UID")
    assert words(await lena.ask("12345678")).startswith("✅ Kept: Bybit UID 12345678.")
    await day.arena.tell()
    payouts = await day.arena.admin.ask("/payouts")
    paid = next(b["text"] for b in buttons(payouts) if b["text"].startswith("✅ Paid"))
    await day.arena.admin.press(payouts, paid)
    await day.arena.admin.press(await day.arena.admin.again(payouts), "✅ Yes")
    await day.arena.tell()
    assert [words(one) for one in await lena.messages() if words(one).startswith("💵 $100 is paid")]


async def test_a_name_taken_by_another_is_refused_and_a_hidden_trader_is_not_found(day: Day) -> None:
    (lena, _), (diego, _) = await day.trader("lena", "en"), await day.trader("diego", "en")
    card = await diego.ask("/compete")
    await diego.press(card, "👤")
    await diego.press(await diego.again(card), "✏")
    assert words(await diego.ask("lena_k")).startswith("Somebody has that name")
    assert words(await diego.ask("t.me/helix")).startswith("No links")
    assert words(await diego.ask("Helix admin")).startswith("That looks like Helix itself")
    await diego.ask("/help")
    card = await lena.ask("/compete")
    await lena.press(card, "👤")
    await lena.press(await lena.again(card), "🙈")
    assert words(await diego.ask("/trader Lena_K")).startswith("I know no trader")


async def test_who_follows_with_consent_hears_of_trades_and_may_stop_there(day: Day) -> None:
    lena, of_lena = await day.trader("lena", "en")
    boris, _ = await day.trader("boris", "ru")
    card = await lena.ask("/compete")
    await lena.press(card, "👤")
    await lena.press(await lena.again(card), "👥")
    profile = await boris.ask("/trader Lena_K")
    await boris.press(profile, "👥")
    office, clock, database = day.arena.bot.office, day.arena.market.clock, day.arena.database
    follows = FollowRepository(database)
    news = PaperNews(day.arena.bot.deps.redis, SOURCE)
    teller = FollowTeller(follows, PaperBooks(database), news, office.book, SOURCE, clock)
    await day.floor.trade(of_lena, "1", 5, "1020")
    assert await teller.look() == 1
    await day.floor.order(of_lena, "-1")
    await day.floor.turn()
    assert await teller.look() == 1
    assert await teller.look() == 0
    await office.send_due()
    told = [one for one in await boris.messages() if words(one).startswith("👥 Lena_K")]
    assert words(told[0]).startswith("👥 Lena_K, закрыто через 5 мин: ЛОНГ BTC 10x, 1,000.1 → 1,019.9, +1.98 % цены")
    assert words(told[1]).startswith("👥 Lena_K, открыто: ШОРТ BTC 10x по 1,019.9")
    await boris.press(told[1], "✖")
    await day.floor.order(of_lena, "1")
    await day.floor.turn()
    assert await teller.look() == 0
