"""Competitions joined to the stores, the exchange and the chat."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from redis.asyncio import Redis

from bot.paper_parts import Standing
from bot.round_parts import Badges, RoundParts
from bot.run import RunningBot
from cli.compose.bell_prices import QuotedBellPrices
from cli.compose.paper import PaperHouse
from config import Settings
from db.paper.book import PaperCommandBook
from db.people.live_boards import LiveBoardRepository
from db.people.posts import PostRepository
from db.pool import Database
from db.rounds.boards import BoardRepository
from db.rounds.entries import EntryRepository, MemberRepository
from db.rounds.joining import JoiningRepository
from db.rounds.ledger import RoundLedgerRepository
from db.rounds.names import NameRepository
from db.rounds.privacy import FollowRepository, GroupTraderRepository, PrivacyRepository
from db.rounds.prizes import PrizeRepository
from db.rounds.ranks import RankRepository
from db.rounds.rounds import BellRepository, RoundRepository
from db.rounds.suspicions import SuspicionRepository
from engine.club.rounds.conducting import Conductor
from engine.club.rounds.entering import Doorkeeper
from engine.club.rounds.limiting import Limiter
from engine.club.rounds.publishing import Publisher
from engine.club.rounds.rank_keeper import RankKeeper
from engine.club.rounds.ringing import Ringer
from engine.club.rounds.rules import PrizeMoney
from engine.club.rounds.scoring import Scorer
from engine.club.rounds.stores import Equities
from engine.club.rounds.telling import Chats as RoundChats
from engine.club.rounds.telling import Teller
from engine.club.rounds.values import PPM, Period
from engine.market.ports import Clock, MarketReader
from engine.market.values import MarketSource


@dataclass(frozen=True, slots=True)
class Chats:
    """Always the same ones."""

    ids: Sequence[int]

    async def chats(self) -> Sequence[int]:
        return self.ids


@dataclass(frozen=True, slots=True)
class TodaysStandings:
    """Implements the chat's `Standings`: a line of /start."""

    boards: BoardRepository
    clock: Clock

    async def today(self, user_id: int) -> Standing | None:
        running = await self.boards.running(Period.DAY, self.clock.now())
        own = await self.boards.own(running.key, user_id)
        return None if own is None else Standing(own.line.rank, Decimal(own.line.score_ppm) / PPM)


@dataclass(frozen=True, slots=True)
class RoundHouse:
    """The rows of competitions of one source."""

    database: Database
    redis: Redis
    source: MarketSource
    clock: Clock
    settings: Settings

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.settings.general.timezone)

    def names(self) -> NameRepository:
        return NameRepository(self.database)

    def prize_money(self) -> PrizeMoney:
        paper = self.settings.paper
        return PrizeMoney(paper.day_prize_usd, paper.month_prize_usd)

    def publisher(self, teller: Teller) -> Publisher:
        return Publisher(
            RoundRepository(self.database, self.source),
            EntryRepository(self.database, self.source),
            PrizeRepository(self.database, self.source),
            self.names(),
            teller,
        )

    def teller(
        self, public: Sequence[int] = (), admins: Sequence[int] = (), groups: RoundChats | None = None
    ) -> Teller:
        return Teller(PostRepository(self.database), Chats(public), Chats(admins), self.source, groups)

    def boards(self) -> BoardRepository:
        return BoardRepository(
            self.database,
            self.source,
            self.zone,
            self.clock,
            RoundRepository(self.database, self.source),
            RankRepository(self.redis, self.source),
            self.names(),
            self.publisher(self.teller()),
        )

    def standings(self) -> "TodaysStandings":
        return TodaysStandings(self.boards(), self.clock)

    def parts(self, badges: Badges | None = None) -> RoundParts:
        """What the chat has of it."""
        return RoundParts(
            joining=JoiningRepository(self.database, self.source, self.zone),
            boards=self.boards(),
            traders=GroupTraderRepository(self.database),
            names=self.names(),
            privacy=PrivacyRepository(self.database),
            follows=FollowRepository(self.database),
            prizes=PrizeRepository(self.database, self.source),
            live=LiveBoardRepository(self.database),
            zone=self.zone,
            prize_usd=self.prize_money().of,
            badges=badges,
        )

    def conductor(
        self,
        paper: PaperHouse,
        reader: MarketReader,
        public: Sequence[int],
        admins: Sequence[int],
        groups: RoundChats | None = None,
    ) -> Conductor:
        """Rings the bells. `public`: where results are said beside groups, which have a post of their own for them."""
        rounds, ledger = RoundRepository(self.database, self.source), RoundLedgerRepository(self.database, self.source)
        entries, members = EntryRepository(self.database, self.source), MemberRepository(self.database, self.source)
        bells, teller = BellRepository(self.database, self.source), self.teller(public, admins, groups)
        contracts = paper.contracts(reader)
        ringer = Ringer(bells, ledger, QuotedBellPrices(contracts, paper.quotes(reader, contracts)), self.clock)
        suspicions = SuspicionRepository(self.database, self.source)
        return Conductor(
            self.clock,
            self.zone,
            rounds,
            bells,
            members,
            ringer,
            Doorkeeper(members, entries, bells, ledger, ringer, teller),
            Scorer(self.source, rounds, entries, bells, ledger, suspicions, teller, self.prize_money()),
            self.publisher(teller),
            Limiter(members, PaperCommandBook(self.database, paper.wakes)),
            teller,
        )

    def ranks(self, equities: Equities) -> RankKeeper:
        """Keeps who stands where, in the process that has the exchange's memory."""
        return RankKeeper(
            self.clock,
            RoundRepository(self.database, self.source),
            EntryRepository(self.database, self.source),
            RoundLedgerRepository(self.database, self.source),
            equities,
            RankRepository(self.redis, self.source),
        )


async def conductor_beside(club: RoundHouse, paper: PaperHouse, reader: MarketReader, running: RunningBot) -> Conductor:
    """Results go to the channel, alarms to the admins; groups have posts of their own."""
    audience = running.office.audience
    channel = None if audience.channel is None else await audience.channel_id()
    public = () if channel is None else (channel,)
    poster = running.rounds.poster
    groups = None if poster is None else poster.posts
    return club.conductor(paper, reader, public, running.deps.access.everyone_in_charge, groups)
