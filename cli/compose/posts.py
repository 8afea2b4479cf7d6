"""What is said in public: put down by the clock, sent by the office of any bot."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from zoneinfo import ZoneInfo

import structlog

from bot.posts.office import PostOffice
from bot.posts.opening import open_office
from bot.posts.readers import Readers
from bot.posts.trouble import TroubleBell
from bot.posts.writers import PLAIN_WRITERS
from bot.run import RunningBot
from bot.telegram import build_bot
from bot.texts import Texts
from bot.views.reader import Links
from cli.compose.apart import Ground
from cli.compose.chat import line_of
from cli.compose.clocks import WallClock
from cli.compose.place import ROOT
from db.database import Database
from db.ledger_heads import HeadRepository
from db.people.answers import AnswerRepository
from db.people.people import ChatRepository, PeopleRepository
from db.people.posts import PostRepository
from db.signal_news import SignalNewsRepository
from engine.market.ports import Clock
from engine.market.values import MarketSource
from jobs.heads import HeadPoster
from jobs.levels_day import LevelsDay
from jobs.signal_news import SignalNewsPoster

log = structlog.get_logger()


async def put_posts(running: RunningBot, database: Database) -> None:
    """Until cancelled: signals, the day's levels and the ledger's heads. Any process with a bot may: a post is put
    once."""
    deps, office = running.deps, running.office
    clock, source, audience = deps.market.clock, office.source, office.audience
    async with asyncio.TaskGroup() as group:
        day = LevelsDay(office.book, audience, clock, source, ZoneInfo(deps.zone))
        group.create_task(day.run(), name="levels day")
        group.create_task(_heads(office, database, clock).run(), name="ledger heads")
        if deps.signals is not None:
            news = SignalNewsPoster(source, SignalNewsRepository(database), office.book, audience)
            group.create_task(news.run(), name="signal news")


async def keep_heads(ground: Ground) -> None:
    """For `helix jobs`: with a bot of its own that only speaks. Without a token heads are `helix up`'s work."""
    if ground.place.settings.telegram.bot_token is None:
        log.info("heads_not_posted", why="no bot token")
        await asyncio.Event().wait()
        return
    async with _speaker(ground) as office, asyncio.TaskGroup() as group:
        group.create_task(_heads(office, ground.database, WallClock()).run(), name="heads")
        group.create_task(office.run(), name="posts")


def _heads(office: PostOffice, database: Database, clock: Clock) -> HeadPoster:
    return HeadPoster(office.source, HeadRepository(database), office.book, office.audience, clock)


@asynccontextmanager
async def _speaker(ground: Ground) -> AsyncIterator[PostOffice]:
    """An office that writes what needs no market."""
    settings, database, clock = ground.place.settings, ground.database, WallClock()
    line, people, book = line_of(settings, None), PeopleRepository(database), PostRepository(database)
    bot = build_bot(
        line.token,
        answers=AnswerRepository(database),
        people=people,
        chats=ChatRepository(database),
        redis=ground.redis,
        api_base=line.api_base,
        level=settings.telegram.bot_api_level,
    )
    readers = Readers(people, Texts(ROOT / "locales"), Links(""), clock, settings.general.timezone)
    bell = TroubleBell(book, tuple(sorted(line.admins)), MarketSource.LIVE, clock)
    try:
        yield open_office(bot, ground.redis, book, PLAIN_WRITERS, readers, bell, settings.telegram.channel_id)
    finally:
        await bot.session.close()
