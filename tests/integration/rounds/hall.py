"""Competitions as they are put together, on the real stores, beside the floor."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from redis.asyncio import Redis

from db.database import Database
from db.people.posts import PostRepository
from db.rounds.boards import BoardRepository
from db.rounds.entries import EntryRepository, MemberRepository
from db.rounds.joining import JoiningRepository
from db.rounds.ledger import RoundLedgerRepository
from db.rounds.names import NameRepository
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
from engine.club.rounds.telling import Teller
from engine.club.rounds.values import Membership, Period, RoundKey, RoundResult
from tests.end_to_end.bot.market import SetClock
from tests.integration.rounds.floor import SOURCE, Floor

CHICAGO = ZoneInfo("America/Chicago")
CHANNEL, ADMIN = -100, 99


@dataclass(frozen=True)
class Room:
    ids: tuple[int, ...]

    async def chats(self) -> Sequence[int]:
        return self.ids


@dataclass
class Hall:
    database: Database
    clock: SetClock
    floor: Floor
    redis: Redis
    zone: ZoneInfo = CHICAGO
    conductor: Conductor = field(init=False)

    def __post_init__(self) -> None:
        self.rounds = RoundRepository(self.database, SOURCE)
        self.bells = BellRepository(self.database, SOURCE)
        self.entries = EntryRepository(self.database, SOURCE)
        self.members = MemberRepository(self.database, SOURCE)
        self.prizes = PrizeRepository(self.database, SOURCE)
        self.joining = JoiningRepository(self.database, SOURCE, self.zone)
        self.names = NameRepository(self.database)
        self.suspicions = SuspicionRepository(self.database, SOURCE)
        self.start()

    def start(self) -> None:
        """As a process that was just started: nothing is remembered."""
        ledger = RoundLedgerRepository(self.database, SOURCE)
        teller = Teller(PostRepository(self.database), Room((CHANNEL,)), Room((ADMIN,)), SOURCE)
        ringer = Ringer(self.bells, ledger, self.floor, self.clock)
        doorkeeper = Doorkeeper(self.members, self.entries, self.bells, ledger, ringer, teller)
        scorer = Scorer(
            SOURCE, self.rounds, self.entries, self.bells, ledger, self.suspicions, teller, PrizeMoney()
        )  # fmt: skip
        self.publisher = Publisher(self.rounds, self.entries, self.prizes, self.names, teller)
        limiter = Limiter(self.members, self.floor.commands)
        self.conductor = Conductor(
            self.clock, self.zone, self.rounds, self.bells, self.members, ringer, doorkeeper, scorer, self.publisher,
            limiter, teller,
        )  # fmt: skip

        ranks = RankRepository(self.redis, SOURCE)
        self.keeper = RankKeeper(self.clock, self.rounds, self.entries, ledger, self.floor, ranks)
        self.boards = BoardRepository(
            self.database, SOURCE, self.zone, self.clock, self.rounds, ranks, self.names, self.publisher
        )

    async def join(self, user_id: int, *periods: Period) -> Membership:
        """And a look with the exchange's answer, so that it counts."""
        for period in periods or (Period.DAY,):
            joined = await self.joining.join(user_id, period, self.clock.now())
        await self.settle()
        return joined

    async def settle(self, times: int = 5) -> None:
        for _ in range(times):
            await self.conductor.look()
            await self.floor.turn()
        await self.conductor.look()

    async def until(self, moment: datetime) -> None:
        """The exchange works up to then; nobody looks at competitions meanwhile."""
        self.clock.at = moment
        await self.floor.turn()

    async def result(self, key: str) -> RoundResult | None:
        kept = await self.rounds.find(RoundKey(key))
        return None if kept is None else await self.publisher.result(kept)

    async def state(self, key: str) -> str:
        kept = await self.rounds.find(RoundKey(key))
        return "none" if kept is None else kept.state.value

    async def posts(self, kind: str) -> list[tuple[int, dict[str, Any]]]:
        sql = "SELECT chat_id, body::text FROM posts WHERE kind = $1 ORDER BY made_at, post_key, chat_id"
        return [(row["chat_id"], json.loads(row["body"])) for row in await self.database.rows(sql, kind)]

    async def entry(self, key: str, user_id: int) -> Any:
        sql = "SELECT * FROM round_entries WHERE round_key = $1 AND user_id = $2"
        return await self.database.row(sql, key, user_id)
