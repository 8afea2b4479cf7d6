"""The bot, joined to the market and the stores."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

from aiogram import Bot
from redis.asyncio import Redis

from bot.access import Access
from bot.alarming import AlarmTeller
from bot.dependencies import BotDependencies, Market, Stores
from bot.desk import Desk
from bot.health import OwnHealth
from bot.lesson_parts import LessonParts
from bot.paper_parts import PaperParts
from bot.pictures.pool import PicturePool
from bot.round_parts import RoundParts
from bot.run import RunningBot, Webhook, prepare_bot
from bot.telegram import build_bot
from bot.texts import Texts
from bot.vendors import VendorSide
from cli.compose.drift import DriftHealth
from cli.compose.health import HouseHealth
from cli.compose.place import ROOT
from cli.compose.sharing import engines_line
from cli.compose.signals import signal_parts
from cli.compose.tuned import Tuned
from config import Settings
from db.alarms import AlarmStream
from db.feed_reports import FeedReports
from db.leases import Leases
from db.ledger import LedgerRepository
from db.ledger_heads import HeadRepository
from db.people.alerts import AlertRepository, FiringRepository
from db.people.answers import AnswerRepository
from db.people.groups import GroupRepository
from db.people.inbox import InboxRepository
from db.people.lessons import BadgeRepository, LessonRepository
from db.people.people import ChatRepository, PeopleRepository
from db.people.posts import PostRepository
from db.people.watch import WatchRepository
from db.pool import Database
from engine.liquidations.ledger.overview import LedgerBook
from engine.liquidations.use_cases import BuildMap, ScanCoin
from engine.market.ingest import Ingestion
from engine.market.ports import Clock, MarketReader
from engine.scanners.board import Board
from engine.scanners.hunting.book import Hunts
from engine.whales.read import ReadWhales
from sandbox.telegram.people import ADMIN_ID, CHANNEL_ID, TOKEN
from web.serve import serving


@dataclass(frozen=True, slots=True)
class Asked:
    """What the chat asks the market with."""

    reader: MarketReader
    scan: ScanCoin
    maps: BuildMap
    board: Board
    clock: Clock
    hunts: Hunts
    tuned: Tuned
    ingestions: Sequence[Ingestion] = ()  # of this process
    vendor: VendorSide = field(default_factory=VendorSide)
    whales: ReadWhales | None = None
    paper: PaperParts | None = None
    rounds: RoundParts | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """How the bot reaches Telegram. `local_url`: the local one, with its own token and admin."""

    token: str
    api_base: str
    admins: frozenset[int]
    channel: str | None = None  # of the local one


def line_of(settings: Settings, local_url: str | None) -> Line:
    telegram = settings.telegram
    if local_url is not None or telegram.bot_token is None:
        return Line(
            TOKEN, local_url or telegram.api_base_url, frozenset({ADMIN_ID, *telegram.admin_ids}), str(CHANNEL_ID)
        )
    return Line(telegram.bot_token.get_secret_value(), telegram.api_base_url, frozenset(telegram.admin_ids))


@asynccontextmanager
async def open_bot(
    settings: Settings, line: Line, asked: Asked, database: Database, redis: Redis, pool: PicturePool, *, is_alone: bool
) -> AsyncIterator[RunningBot]:
    """A bot that knows its name and is not yet listening. Raises `TelegramUnauthorizedError` for a wrong token."""
    stores, telegram = _stores(database), settings.telegram
    bot = build_bot(
        line.token,
        answers=stores.answers,
        people=stores.people,
        chats=stores.chats,
        redis=redis,
        api_base=line.api_base,
        level=telegram.bot_api_level,
    )
    deps = BotDependencies(
        bot,
        redis,
        # A process that is alone takes over from its dead predecessor at once; others wait for the lease to run out.
        Leases(redis, holder="alone" if is_alone else None),
        stores,
        _market(asked, database),
        pool,
        Texts(ROOT / "locales"),
        Access(admin_ids=line.admins),
        health=_health(bot, stores, asked, redis, DriftHealth(database, asked.reader.source, asked.clock)),
        zone=settings.general.timezone,
        bybit_code=settings.affiliates.bybit_code,
        channel=telegram.channel_id or line.channel,
        is_alone=is_alone,
        vendor=asked.vendor,
        whales=asked.whales,
        signals=signal_parts(asked.reader, asked.clock, database, asked.tuned),
        paper=asked.paper,
        rounds=asked.rounds,
        groups=GroupRepository(database),
        lessons=LessonParts(LessonRepository(database), BadgeRepository(database)),
    )
    try:
        yield await prepare_bot(deps)
    finally:
        await bot.session.close()


def _stores(database: Database) -> Stores:
    alerts = AlertRepository(database)
    return Stores(
        PeopleRepository(database),
        ChatRepository(database),
        alerts,
        alerts,
        FiringRepository(database),
        InboxRepository(database),
        AnswerRepository(database),
        WatchRepository(database),
        PostRepository(database),
    )


def _market(asked: Asked, database: Database) -> Market:
    return Market(
        asked.reader,
        asked.scan,
        asked.maps,
        asked.board,
        asked.clock,
        LedgerBook(LedgerRepository(database), HeadRepository(database)),
        asked.scan.records,
        asked.hunts,
        asked.maps.mixes,
    )


def _health(bot: Bot, stores: Stores, asked: Asked, redis: Redis, drift: DriftHealth) -> HouseHealth:
    desk = Desk(asked.reader, asked.scan, asked.maps, asked.clock)
    return HouseHealth(
        OwnHealth(bot.id, stores.inbox, redis, desk),
        FeedReports(redis),
        asked.reader.source,
        asked.ingestions,
        partial(engines_line, redis, asked.reader.source),
        drift,
    )


def alarm_teller(running: RunningBot) -> AlarmTeller:
    """Tells the admins what engines raise, those of other processes too."""
    deps = running.deps
    return AlarmTeller(
        deps.bot,
        AlarmStream(deps.redis),
        deps.stores.people,
        deps.texts,
        deps.market.clock,
        deps.access.everyone_in_charge,
        deps.zone,
    )


async def listen(running: RunningBot, settings: Settings, begun: asyncio.Event | None = None) -> None:
    """Polls, or serves the webhook where one is set; until cancelled. `begun`: set once calls would be answered."""
    telegram, begun = settings.telegram, begun or asyncio.Event()
    if telegram.webhook_url is None or telegram.webhook_secret is None:
        begun.set()
        await running.poll()
        return
    secret = telegram.webhook_secret.get_secret_value()
    route = {urlsplit(telegram.webhook_url).path or "/": running.intake.route(secret)}
    async with serving(telegram.webhook_port, route):
        begun.set()
        await running.serve(Webhook(telegram.webhook_url, secret))
