"""Members and entries of rounds on Postgres."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

import asyncpg

from db.database import Database
from db.rounds.rows import entry_of, opening_text, standing_of
from db.rounds.statements import statements
from engine.club.rounds.entries import Entry, Member, NewEntry, Scored
from engine.club.rounds.ranking import Standing
from engine.club.rounds.result import entry_line
from engine.club.rounds.values import Period, RoundKey, Unranked
from engine.market.values import MarketSource

_SQL = statements("entries.sql")
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class MemberRepository:
    """Implements `MemberStore`. Raises `StorageAway`."""

    database: Database
    source: MarketSource

    async def waiting(self, period: Period, key: RoundKey, until: datetime, limit: int) -> Sequence[Member]:
        asked = (self.source.value, period.value, key, until, limit)
        return [_member(row) for row in await self.database.rows(_SQL["waiting_members"], *asked)]

    async def blocked(self, period: Period, user_id: int, now: datetime, told: str) -> bool:
        row = await self.database.row(_SQL["block_member"], self.source.value, period.value, user_id, now, told)
        return row is not None and bool(row["is_news"])

    async def postpone(self, period: Period, user_id: int, until: datetime) -> None:
        await self.database.run(_SQL["postpone_member"], self.source.value, period.value, user_id, until)

    async def drop_reset(self) -> None:
        await self.database.run(_SQL["drop_reset_members"], self.source.value)
        await self.database.run(_SQL["drop_reset_entries"], self.source.value)

    async def unlimited(self, limit: int) -> Sequence[tuple[int, bool, int]]:
        rows = await self.database.rows(_SQL["unlimited"], self.source.value, limit)
        return [(row["account_id"], row["is_limited"], row["turns"]) for row in rows]

    async def limited(self, account_id: int, turn: int, command_id: int) -> None:
        await self.database.run(_SQL["limit_account"], self.source.value, account_id, turn, command_id)


@dataclass(frozen=True, slots=True)
class EntryRepository:
    """Implements `EntryStore`. Give it a database with a long time limit. Raises `StorageAway`."""

    database: Database
    source: MarketSource

    async def add(self, entries: Sequence[NewEntry]) -> None:
        rows = [
            (self.source.value, e.round_key, e.user_id, e.opening.account_id, e.opening.at, e.opening_usdt,
             opening_text(e.opening), e.why, e.opening.reach.fill_id, e.opening.reach.transfer_id)
            for e in entries
        ]  # fmt: skip
        async with self.database.transaction() as connection:
            await connection.executemany(_SQL["add_entry"], rows)
            for key in {entry.round_key for entry in entries}:
                users = [entry.user_id for entry in entries if entry.round_key == key]
                await connection.execute(_SQL["entered"], self.source.value, users, key, key.partition("-")[0])

    async def unscored(self, key: RoundKey, limit: int) -> Sequence[Entry]:
        return [entry_of(row) for row in await self._rows("unscored", key, limit)]

    async def score(self, key: RoundKey, scored: Sequence[Scored], now: datetime) -> None:
        rows = [
            (self.source.value, key, s.user_id, s.closing_usdt, s.replayed_usdt, s.fills, s.early, s.score_ppm,
             s.dip_ppm, s.reached_at, s.trades, s.median_hold_s, s.why, now)
            for s in scored
        ]  # fmt: skip
        async with self.database.transaction() as connection:
            await connection.executemany(_SQL["score_entry"], rows)

    async def since(self, key: RoundKey, entry_id: int, limit: int) -> Sequence[Entry]:
        return [entry_of(row) for row in await self._rows("entries_since", key, entry_id, limit)]

    async def out(self, key: RoundKey) -> Mapping[int, Unranked]:
        return {row["user_id"]: Unranked(row["why"]) for row in await self._rows("out_of_round", key)}

    async def stand(self, key: RoundKey, standings: Sequence[tuple[Standing, Decimal]]) -> None:
        columns = zip(
            *(
                (s.user_id, peak, s.dip_ppm, s.score_ppm, s.reached_at, s.trades, s.median_hold_s)
                for s, peak in standings
            ),
            strict=True,
        )
        await self.database.run(_SQL["stand"], self.source.value, key, *(list(column) for column in columns))

    async def mismatches(self, key: RoundKey) -> Sequence[int]:
        return [row["account_id"] for row in await self._rows("mismatches", key)]

    async def rank(self, key: RoundKey) -> None:
        async with self.database.transaction() as connection:
            await connection.execute(_SQL["unrank"], self.source.value, key)
            await connection.execute(_SQL["rank"], self.source.value, key)

    async def first(self, key: RoundKey, count: int) -> Sequence[Standing]:
        return [standing_of(row) for row in await self._rows("first_ranked", key, count)]

    async def reviewed(self, key: RoundKey) -> Sequence[Standing]:
        return [standing_of(row) for row in await self._rows("reviewed", key)]

    async def totals(self, key: RoundKey) -> tuple[int, int, int, int | None]:
        [row] = await self._rows("totals", key)
        return row["traders"], row["ranked"], row["fills"], row["middle"]

    async def digest(self, key: RoundKey) -> str:
        total = sha256()
        async for line in self._lines(key):
            total.update(line.encode("ascii") + b"\n")
        return total.hexdigest()

    async def _lines(self, key: RoundKey) -> AsyncIterator[str]:
        last = 0
        while rows := await self._rows("by_account", key, last, _AT_ONCE):
            for row in rows:
                yield entry_line(row["rank"], standing_of(row), row["opening_usdt"], row["closing_usdt"])
            last = rows[-1]["account_id"]

    async def review(self, key: RoundKey, account_ids: Sequence[int]) -> None:
        await self.database.run(_SQL["review"], self.source.value, key, list(account_ids))

    async def account_ids(self, key: RoundKey) -> Sequence[int]:
        return [row["account_id"] for row in await self._rows("account_ids", key)]

    async def contenders(self, key: RoundKey, count: int) -> Sequence[int]:
        return [row["account_id"] for row in await self._rows("contenders", key, count)]

    async def _rows(self, name: str, key: RoundKey, *asked: object) -> Sequence[asyncpg.Record]:
        return await self.database.rows(_SQL[name], self.source.value, key, *asked)


def _member(row: asyncpg.Record) -> Member:
    return Member(
        Period(row["period"]), row["user_id"], row["account_id"], row["ready_at"], row["opened_at"], row["start"],
        row["has_played"], row["told"],
    )  # fmt: skip
