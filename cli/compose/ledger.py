"""The accuracy ledger, joined: its work beside a market, its heads beside a bot, its book for the chat."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from bot.heads import HeadTeller
from bot.run import RunningBot
from bot.sending.anchors import Anchors
from bot.steady_redis import SteadyRedis
from bot.telegram import build_bot
from bot.texts import Texts
from cli.compose.apart import Ground
from cli.compose.chat import line_of
from cli.compose.clocks import WallClock
from cli.compose.market import LiveMarket
from cli.compose.place import ROOT
from config import Settings
from db.ledger import LedgerRepository
from db.ledger_heads import HeadRepository
from db.liquidations import LiquidationRepository
from db.people.answers import AnswerRepository
from db.people.people import ChatRepository, PeopleRepository
from db.pool import Database
from engine.liquidations.ledger.freezer import Freezer
from engine.liquidations.ledger.judge import Judge
from engine.liquidations.ledger.scorer import Scorer
from engine.market.values import MarketSource
from jobs.heads import HeadPoster
from jobs.ledger import FAST, LedgerWork, Pace

log = structlog.get_logger()


def ledger_work(market: LiveMarket, database: Database) -> LedgerWork:
    """Freezing, scoring and judging for what this process' market holds."""
    source, clock, memory = market.source, market.clock, market.memory
    holder = f"ledger {secrets.token_hex(8)}"
    repository = LedgerRepository(database, holder)
    is_replay = source is MarketSource.RECORDED
    return LedgerWork(
        source,
        clock,
        Freezer(memory, repository, clock, mixes=market.mixes.book),
        Scorer(memory, repository, repository, LiquidationRepository(database), memory, clock, holder),
        Judge(source, repository, clock),
        memory,
        repository,
        holder=holder,
        monotonic=None if is_replay else time.monotonic,
        ready=[ingestion.filled for ingestion in market.ingestions],
        pace=FAST if is_replay else Pace(),
    )


def head_poster(running: RunningBot, source: MarketSource, settings: Settings, database: Database) -> HeadPoster:
    """Beside a bot that runs here."""
    deps = running.deps
    teller = HeadTeller(
        deps.bot,
        deps.stores.people,
        deps.texts,
        deps.market.clock,
        Anchors(SteadyRedis(deps.redis), deps.bot.id),
        deps.zone,
        deps.access.everyone_in_charge,
    )
    return HeadPoster(
        source, HeadRepository(database), teller, deps.market.clock, chats_of(settings, deps.access.everyone_in_charge)
    )


def chats_of(settings: Settings, admins: tuple[int, ...]) -> list[str]:
    """Where heads are posted: the channel, or every admin's chat where there is none."""
    channel = settings.telegram.channel_id
    return [str(channel)] if channel is not None else [str(admin) for admin in admins]


async def keep_heads(ground: Ground) -> None:
    """For `helix jobs`: with a bot of its own that only speaks. Without a token heads are `helix up`'s work."""
    settings = ground.place.settings
    if settings.telegram.bot_token is None:
        log.info("heads_not_posted", why="no bot token")
        await asyncio.Event().wait()
        return
    async with _speaker(ground, settings) as poster:
        await poster.run()


@asynccontextmanager
async def _speaker(ground: Ground, settings: Settings) -> AsyncIterator[HeadPoster]:
    database, line = ground.database, line_of(settings, None)
    people = PeopleRepository(database)
    bot = build_bot(
        line.token,
        answers=AnswerRepository(database),
        people=people,
        chats=ChatRepository(database),
        redis=ground.redis,
        api_base=line.api_base,
        level=settings.telegram.bot_api_level,
    )
    admins = tuple(sorted(line.admins))
    anchors = Anchors(SteadyRedis(ground.redis), bot.id)
    teller = HeadTeller(bot, people, Texts(ROOT / "locales"), WallClock(), anchors, settings.general.timezone, admins)
    try:
        yield HeadPoster(MarketSource.LIVE, HeadRepository(database), teller, WallClock(), chats_of(settings, admins))
    finally:
        await bot.session.close()
