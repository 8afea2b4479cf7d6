"""What the bot is made of. `cli/compose` builds the parts and hands them over."""

from dataclasses import dataclass, field

from aiogram import Bot
from redis.asyncio import Redis

from bot.access import Access
from bot.flood import FloodLimits
from bot.intake.lease import Leases
from bot.intake.ports import Inbox
from bot.intake.worker import Pace
from bot.pictures.pool import PicturePool
from bot.ports import Accuracy, Alerts, Boards, Chats, Clock, Firings, Health, Maps, People, Scans
from bot.sending.ledger import Answers
from bot.signal_parts import SignalParts
from bot.texts import Texts
from engine.club.watch import AlertBook
from engine.market.ports import MarketReader


@dataclass(frozen=True, slots=True)
class Stores:
    """On Postgres."""

    people: People
    chats: Chats
    alerts: Alerts
    book: AlertBook
    firings: Firings
    inbox: Inbox
    answers: Answers


@dataclass(frozen=True, slots=True)
class Market:
    """What is known and calculated. `accuracy` None: nothing is measured yet."""

    reader: MarketReader
    scans: Scans
    maps: Maps
    boards: Boards
    clock: Clock
    accuracy: Accuracy | None = None


@dataclass(frozen=True, slots=True)
class BotDependencies:
    """`is_alone`: no other process serves this bot, so claims of a dead predecessor are void at the start.

    `health` None: the bot's own short list. `zone`: for people who have not chosen one.
    """

    bot: Bot
    redis: Redis
    leases: Leases
    stores: Stores
    market: Market
    pool: PicturePool
    texts: Texts
    access: Access = field(default_factory=Access)
    health: Health | None = None
    zone: str = "America/Chicago"
    bybit_code: str | None = None
    is_alone: bool = False
    flood: FloodLimits = field(default_factory=FloodLimits)
    pace: Pace = field(default_factory=Pace)
    signals: SignalParts | None = None  # None: nothing makes signals here
