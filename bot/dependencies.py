"""What the bot is made of. `cli/compose` builds the parts and hands them over."""

from dataclasses import dataclass, field

from aiogram import Bot
from redis.asyncio import Redis

from bot.access import Access
from bot.flood import FloodLimits
from bot.intake.lease import Leases
from bot.intake.ports import Inbox
from bot.intake.worker import Pace
from bot.lesson_parts import LessonParts
from bot.paper_parts import PaperParts
from bot.pictures.pool import PicturePool
from bot.ports import Accuracy, Alerts, Boards, Chats, Clock, Firings, Health, Maps, People, Scans
from bot.round_parts import RoundParts
from bot.rounds.words import money
from bot.sending.ledger import Answers
from bot.signal_parts import SignalParts
from bot.texts import Texts
from bot.vendors import VendorSide
from bot.views.reader import Links
from engine.club.groups import GroupBook
from engine.club.posts import PostBook
from engine.club.rounds.values import Period
from engine.club.watch import AlertBook
from engine.club.watching import WatchBook
from engine.liquidations.ledger.overview import LedgerBook
from engine.liquidations.mixes.book import DEFAULT_MIXES, MixBook
from engine.market.ports import MarketReader
from engine.scanners.hunting.book import Hunts
from engine.whales.read import ReadWhales


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
    watches: WatchBook
    posts: PostBook


@dataclass(frozen=True, slots=True)
class Market:
    """What is known and calculated. `accuracy`, `hunts` None: nothing is measured; `ledger`: hours as scored."""

    reader: MarketReader
    scans: Scans
    maps: Maps
    boards: Boards
    clock: Clock
    ledger: LedgerBook
    accuracy: Accuracy | None = None
    hunts: Hunts | None = None
    mixes: MixBook = DEFAULT_MIXES


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
    channel: str | None = None  # where public posts go; None: to the admins
    is_alone: bool = False
    flood: FloodLimits = field(default_factory=FloodLimits)
    pace: Pace = field(default_factory=Pace)
    vendor: VendorSide = field(default_factory=VendorSide)
    whales: ReadWhales | None = None
    signals: SignalParts | None = None  # None: nothing makes signals here
    paper: PaperParts | None = None  # None: there is no paper exchange here
    lessons: LessonParts | None = None  # None: nobody is taught here
    rounds: RoundParts | None = None  # None: there are no competitions here
    groups: GroupBook | None = None  # None: groups have no settings of their own

    def links(self, bot_name: str) -> Links:
        return Links(
            bot_name,
            self.bybit_code,
            self.vendor.code,
            self.vendor.maps.has_key,
            has_paper=self.paper is not None,
            has_lessons=self.lessons is not None,
            day_prize="" if self.rounds is None else money(self.rounds.prize_usd(Period.DAY)),
        )
