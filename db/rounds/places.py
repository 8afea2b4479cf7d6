"""Where ranks are read: Redis while a round runs, Postgres once it is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from db.database import Database
from db.rounds.ranks import RankRepository
from db.rounds.rows import standing_of
from db.rounds.statements import statements
from engine.club.rounds.boarding import Company, Gathered, Placed
from engine.club.rounds.values import RoundKey
from engine.market.values import MarketSource

_SQL = statements("boards.sql")


@dataclass(frozen=True, slots=True)
class LivePlaces:
    """Implements `Places`. Raises `StorageAway`."""

    database: Database
    ranks: RankRepository
    source: MarketSource

    async def counts(self, key: RoundKey) -> tuple[int, int]:
        return await self.ranks.counts(key)

    async def part(self, key: RoundKey, start: int, count: int) -> Sequence[Placed]:
        ranked = await self.ranks.part(key, start, count)
        accounts = [one.account_id for one in ranked]
        rows = await self.database.rows(_SQL["people"], self.source.value, key, accounts)
        users = {row["account_id"]: row["user_id"] for row in rows}
        found = await self.ranks.standings(key, list(users.values()))
        return [
            Placed(found[users[one.account_id]], one.rank)
            for one in ranked
            if users.get(one.account_id) in found
        ]  # fmt: skip

    async def of(self, key: RoundKey, user_id: int) -> Placed | None:
        found = await self.ranks.of(key, user_id)
        return None if found is None else Placed(*found)

    async def among(self, key: RoundKey, user_ids: Sequence[int]) -> Company:
        return await self.ranks.company(key, user_ids)


@dataclass(frozen=True, slots=True)
class KeptPlaces:
    """Implements `Places` for rounds that are over. `counted`: what the result says of all, and of those with a rank;
    without one they are counted, which takes its time where a million took part. Raises `StorageAway`."""

    database: Database
    source: MarketSource
    counted: tuple[int, int] | None

    async def counts(self, key: RoundKey) -> tuple[int, int]:
        if self.counted is not None:
            return self.counted
        row = await self.database.row(_SQL["kept_counts"], self.source.value, key)
        return (row["traders"], row["ranked"]) if row else (0, 0)

    async def part(self, key: RoundKey, start: int, count: int) -> Sequence[Placed]:
        rows = await self.database.rows(_SQL["kept_part"], self.source.value, key, start, start + count)
        return [Placed(standing_of(row), row["rank"]) for row in rows]

    async def of(self, key: RoundKey, user_id: int) -> Placed | None:
        row = await self.database.row(_SQL["kept_of"], self.source.value, key, user_id)
        return None if row is None else Placed(standing_of(row), row["rank"])

    async def among(self, key: RoundKey, user_ids: Sequence[int]) -> Company:
        rows = await self.database.rows(_SQL["kept_company"], self.source.value, key, list(user_ids))
        ranked = sum(row["why"] is None for row in rows)
        return Gathered(rows[:ranked], rows[ranked:], itemgetter("user_id"), standing_of)
