"""The real bot against the local Telegram, real Postgres and real Valkey."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.access import Access
from bot.dependencies import BotDependencies, Market, Stores
from bot.flood import FloodLimits
from bot.lesson_parts import LessonParts
from bot.pictures.pool import PicturePool, painters
from bot.rounds.opening import RoundWork
from bot.run import RunningBot, prepare_bot
from bot.telegram import build_bot
from bot.texts import Texts
from cli.compose.signals import signal_parts
from cli.compose.tuned import tuned_over
from db.database import Database
from db.leases import Leases
from db.ledger import LedgerRepository
from db.ledger_heads import HeadRepository
from db.people.alerts import AlertRepository, FiringRepository
from db.people.answers import AnswerRepository
from db.people.inbox import InboxRepository
from db.people.lessons import BadgeRepository, LessonRepository
from db.people.people import ChatRepository, PeopleRepository
from db.people.posts import PostRepository
from db.people.watch import WatchRepository
from db.pool import open_pool, open_redis
from db.whales import WhaleRepository
from engine.liquidations.ledger.overview import LedgerBook
from engine.scanners.thresholds import SameForAll
from engine.whales.read import ReadWhales
from tests.end_to_end.bot.market import SmallMarket
from tests.end_to_end.bot.person import eventually

TEXTS = Texts(Path("locales"))
ADMIN = 1001
LESSON_PACE_S = 0.05


@dataclass
class Place:
    """Where a bot lives: servers and the local Telegram."""

    postgres_url: str
    redis_url: str
    api_base: str
    token: str


def book_on(database: Database) -> LedgerBook:
    return LedgerBook(LedgerRepository(database), HeadRepository(database))


@asynccontextmanager
async def bot_parts(
    place: Place, market: SmallMarket, make_painters: Callable[[], Executor] | None = None, **changes: Any
) -> AsyncIterator[BotDependencies]:
    redis = open_redis(place.redis_url)
    async with open_pool(place.postgres_url) as pool:
        database = Database(pool)
        people, chats, book = PeopleRepository(database), ChatRepository(database), AlertRepository(database)
        answers = AnswerRepository(database)
        bot = build_bot(place.token, answers=answers, people=people, chats=chats, redis=redis, api_base=place.api_base)
        stores = Stores(
            people,
            chats,
            book,
            book,
            FiringRepository(database),
            InboxRepository(database),
            answers,
            WatchRepository(database),
            PostRepository(database),
        )
        tuned = tuned_over(SameForAll(), database, market.memory.source)
        deps = BotDependencies(
            bot=bot,
            redis=redis,
            leases=Leases(redis, ttl_s=3.0),
            stores=stores,
            market=Market(
                market.memory,
                market.scans,
                market.maps,
                market.board,
                market.clock,
                book_on(database),
                market.scans.records,
            ),
            pool=PicturePool(make_painters or (lambda: painters(1)), workers=1),
            texts=TEXTS,
            access=Access(admin_ids=frozenset({ADMIN})),
            flood=FloodLimits(updates=1000),
            is_alone=True,
            whales=ReadWhales(WhaleRepository(database), market.memory.source, market.clock),
            signals=signal_parts(market.memory, market.clock, database, tuned),
            lessons=LessonParts(LessonRepository(database), BadgeRepository(database), pace_s=LESSON_PACE_S),
        )
        try:
            yield replace(deps, **changes)
        finally:
            deps.pool.close()
            await bot.session.close()
            await redis.aclose()


@asynccontextmanager
async def running(deps: BotDependencies, *, is_silent: bool = False) -> AsyncIterator[RunningBot]:
    """Polls until the block ends, then is stopped as a process would be: cancelled. `is_silent`: it answers; posts, and
    what rounds and groups do by themselves, are left to the test."""
    bot = await prepare_bot(deps)
    if is_silent:
        bot = replace(bot, rounds=RoundWork(), office=replace(bot.office, writers={}))
    async with asyncio.TaskGroup() as group:
        task = group.create_task(bot.poll())
        try:
            yield bot
        finally:
            task.cancel()


async def eventually_empty(deps: BotDependencies) -> None:
    """Everything stored was handled and is remembered."""

    async def empty() -> bool:
        return await deps.stores.inbox.waiting(deps.bot.id) == 0

    await eventually(empty)
