"""Boards: what the chat shows of a round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from db.database import Database
from db.rounds.names import NameRepository
from db.rounds.places import KeptPlaces, LivePlaces
from db.rounds.ranks import RankRepository
from db.rounds.rounds import RoundRepository
from db.rounds.statements import statements
from engine.club.rounds.boarding import Company, Placed, Places, line_of, pages_of, with_own_name
from engine.club.rounds.calendar import round_at, round_before
from engine.club.rounds.publishing import Publisher
from engine.club.rounds.result import read
from engine.club.rounds.stores import KeptRound
from engine.club.rounds.values import BoardPage, Line, Own, Period, Round, RoundKey, RoundResult, RoundState
from engine.market.ports import Clock
from engine.market.values import MarketSource

_SQL = statements("boards.sql")
_OVER = frozenset({RoundState.CHECKED, RoundState.PUBLISHED, RoundState.DISPUTED})


@dataclass(frozen=True, slots=True)
class BoardRepository:
    """Implements `Boards`. Raises `StorageAway`."""

    database: Database
    source: MarketSource
    zone: ZoneInfo
    clock: Clock
    rounds: RoundRepository
    ranks: RankRepository
    names: NameRepository
    publisher: Publisher

    async def running(self, period: Period, now: datetime) -> Round:
        return round_at(period, now, self.zone)

    async def last_ended(self, period: Period, now: datetime) -> Round:
        return round_before(round_at(period, now, self.zone), self.zone)

    async def page(self, key: RoundKey, page: int, size: int = 10) -> BoardPage:
        state, places = await self._places(key)
        traders, ranked = await places.counts(key)
        pages = pages_of(ranked, size)
        page = min(max(page, 0), pages - 1)
        lines = await self._lines(await places.part(key, page * size, size))
        return BoardPage(key, state, page, pages, traders, ranked, lines, self.clock.now())

    async def own(self, key: RoundKey, user_id: int) -> Own | None:
        _, places = await self._places(key)
        placed = await places.of(key, user_id)
        if placed is None:
            return None
        return await self._own(key, placed, await places.counts(key))

    async def around(self, key: RoundKey, user_id: int, each_side: int = 2) -> Sequence[Line]:
        _, places = await self._places(key)
        placed = await places.of(key, user_id)
        if placed is None or placed.rank is None:
            return ()
        start = max(placed.rank - 1 - each_side, 0)
        return await self._lines(await places.part(key, start, placed.rank + each_side - start))

    async def group_page(self, key: RoundKey, chat_id: int, page: int, size: int = 10) -> BoardPage:
        state, places = await self._places(key)
        company = await self._in_group(key, chat_id, places)
        pages = pages_of(company.ranked, size)
        page = min(max(page, 0), pages - 1)
        lines = await self._lines(company.part(page * size, size))
        return BoardPage(key, state, page, pages, company.traders, company.ranked, lines, self.clock.now())

    async def group_own(self, key: RoundKey, chat_id: int, user_id: int) -> Own | None:
        _, places = await self._places(key)
        company = await self._in_group(key, chat_id, places)
        placed = company.of(user_id)
        return None if placed is None else await self._own(key, placed, (company.traders, company.ranked))

    async def result(self, key: RoundKey) -> RoundResult | None:
        kept = await self.rounds.find(key)
        if kept is None or kept.state is not RoundState.PUBLISHED:
            return None
        return await self.publisher.result(kept)

    async def _places(self, key: RoundKey) -> tuple[RoundState, Places]:
        kept = await self.rounds.find(key)
        if kept is not None and kept.state in _OVER:
            return kept.state, KeptPlaces(self.database, self.source, _counted(kept))
        state = RoundState.RUNNING if kept is None else kept.state
        return state, LivePlaces(self.database, self.ranks, self.source)

    async def _in_group(self, key: RoundKey, chat_id: int, places: Places) -> Company:
        row = await self.database.row(_SQL["group_users"], chat_id)
        return await places.among(key, [] if row is None else row["user_ids"])

    async def _lines(self, placed: Sequence[Placed]) -> tuple[Line, ...]:
        names = await self.names.names([one.standing.user_id for one in placed])
        return tuple(line_of(one, names) for one in placed)

    async def _own(self, key: RoundKey, placed: Placed, counts: tuple[int, int]) -> Own:
        user_id = placed.standing.user_id
        row = await self.database.row(_SQL["opening_of"], self.source.value, key, user_id)
        opening = Decimal(0) if row is None else row["opening_usdt"]
        line = with_own_name(line_of(placed, {}), await self.names.name(user_id))
        traders, ranked = counts
        return Own(key, line, ranked, traders, placed.standing.median_hold_s, opening, self.clock.now())


def _counted(kept: KeptRound) -> tuple[int, int] | None:
    """None: it has no result, as while it is disputed."""
    if kept.result is None:
        return None
    facts = read(kept.result, kept.round)
    return facts.traders, facts.ranked
