"""The accuracy ledger in Postgres: entries in one chain a source, their bodies, and what was made of them."""

import zlib
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from db.database import Database
from db.statements import statements
from engine.liquidations.ledger.chain import GENESIS, Draft, Entry, Kind, Tip, chained
from engine.liquidations.ledger.missed import read_missed
from engine.liquidations.ledger.ports import NotInTime, Tallied, Unscored
from engine.liquidations.ledger.scoring import Score, read_score
from engine.liquidations.ledger.standing import CoinStanding
from engine.liquidations.ledger.standing_json import standing_from_json, standing_to_json
from engine.liquidations.ledger.weights import Lesson, Weights, read_weights
from engine.market.values import Coin, MarketSource, Venue

_SQL = statements("ledger")
_NOT_IN_TIME = "HX001"  # raised by the table's trigger
_MOST_UNSCORED = 2_000
_PAGE = 2_000
Connection: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"


class LedgerRepository:
    """Implements the ports of `engine.liquidations.ledger`. Raises `StorageAway`.

    `agent` signs what is written; a process that freezes and listens does both under one name of its own.
    """

    def __init__(self, database: Database, agent: str = "ledger") -> None:
        self._database = database
        self._agent = agent

    async def append(self, source: MarketSource, drafts: Sequence[Draft]) -> int:
        """In one transaction and under the chain's lock, so that any number of processes may write."""
        if not drafts:
            return 0
        try:
            async with self._database.transaction() as connection:
                await connection.execute(_SQL["lock_chain"], source.value)
                new = await self._unknown(connection, source, drafts)
                entries = chained(source, await self._tip(connection, source), new)
                if entries:
                    await self._insert(connection, source, entries, new)
                return len(entries)
        except asyncpg.PostgresError as error:
            if error.sqlstate == _NOT_IN_TIME or isinstance(error, asyncpg.CheckViolationError):
                raise NotInTime(str(error)) from error
            raise

    async def told_coins(self, source: MarketSource, hour_at: datetime) -> frozenset[Coin]:
        rows = await self._database.rows(_SQL["told_coins"], source.value, hour_at)
        return frozenset(Coin(row["coin"]) for row in rows)

    async def newest_hour(self, source: MarketSource) -> datetime | None:
        row = await self._database.row(_SQL["newest_hour"], source.value, datetime(2000, 1, 1, tzinfo=UTC))
        return None if row is None else row["hour_at"]

    async def newest_weights(self, source: MarketSource) -> Mapping[Coin, tuple[int, Weights]]:
        rows = await self._database.rows(_SQL["newest_weights"], source.value)
        return {Coin(row["coin"]): (row["number"], read_weights(_unpacked(row["body"]))) for row in rows}

    async def unscored(self, source: MarketSource, since: datetime, until: datetime) -> Sequence[Unscored]:
        rows = await self._database.rows(_SQL["unscored"], source.value, since, until, _MOST_UNSCORED)
        return [
            Unscored(row["number"], row["hash"].hex(), _unpacked(row["body"]), row["agent"], row["next_agent"])
            for row in rows
        ]

    async def weights(self, source: MarketSource, number: int) -> Weights | None:
        row = await self._database.row(_SQL["body"], source.value, number)
        return None if row is None else read_weights(_unpacked(row["body"]))

    async def scores(self, source: MarketSource, coin: Coin, since: datetime, until: datetime) -> Sequence[Score]:
        rows = await self._database.rows(_SQL["scores"], source.value, coin, since, until)
        return [read_score(_unpacked(row["body"])) for row in rows]

    async def tallied(self, source: MarketSource, coin: Coin, since: datetime) -> Tallied:
        row = await self._database.row(_SQL["tallied"], source.value, coin, since)
        missed: dict[str, int] = {}
        for one in await self._database.rows(_SQL["missed"], source.value, coin, since):
            told = read_missed(_unpacked(one["body"]))
            missed[told.why.value] = missed.get(told.why.value, 0) + told.hours
        if row is None:
            return Tallied(None, None, 0, 0, missed)
        return Tallied(row["first_at"], row["last_at"], row["frozen"], row["scored"], missed)

    async def scored_coins(self, source: MarketSource, since: datetime) -> Mapping[Coin, int]:
        rows = await self._database.rows(_SQL["scored_coins"], source.value, since)
        return {Coin(row["coin"]): row["scores"] for row in rows}

    async def sampled_lessons(
        self, source: MarketSource, since: datetime, until: datetime, most: int
    ) -> Sequence[Lesson]:
        held = sum((await self.scored_coins(source, since)).values())
        bytes_taken = min(max(256 * most // max(held, 1), 1), 256)
        rows = await self._database.rows(_SQL["sampled_lessons"], source.value, since, until, bytes_taken)
        scores = [read_score(_unpacked(row["body"])) for row in rows]
        return [score.lesson() for score in scores if score.counts]

    async def judged(self, source: MarketSource) -> Mapping[Coin, tuple[datetime, int]]:
        rows = await self._database.rows(_SQL["judged"], source.value)
        return {Coin(row["coin"]): (row["judged_at"], row["scores"]) for row in rows}

    async def save_standing(self, standing: CoinStanding) -> None:
        key = (standing.coin, standing.judged_at, standing.scores)
        await self._database.run(
            _SQL["save_standing"], standing.source.value, self._agent, *key, standing_to_json(standing)
        )

    async def standing(self, source: MarketSource, coin: Coin) -> CoinStanding | None:
        row = await self._database.row(_SQL["standing"], source.value, coin)
        return None if row is None else standing_from_json(row["body"])

    async def standings(self, source: MarketSource) -> Sequence[CoinStanding]:
        return [standing_from_json(row["body"]) for row in await self._database.rows(_SQL["standings"], source.value)]

    async def heard(self, source: MarketSource, venue: Venue, holder: str, since: datetime, until: datetime) -> None:
        await self._database.run(_SQL["heard"], source.value, self._agent, venue.value, holder, since, until)

    async def heard_whole(
        self, source: MarketSource, since: datetime, until: datetime
    ) -> Mapping[str, frozenset[Venue]]:
        found: dict[str, frozenset[Venue]] = {}
        for row in await self._database.rows(_SQL["heard_whole"], source.value, since, until):
            found[row["holder"]] = found.get(row["holder"], frozenset()) | {Venue(row["venue"])}
        return found

    async def sources(self) -> list[MarketSource]:
        return [MarketSource(row["source"]) for row in await self._database.rows(_SQL["sources"])]

    async def coins(self, source: MarketSource) -> list[Coin]:
        """Everything an entry is about, by name."""
        return [Coin(row["coin"]) for row in await self._database.rows(_SQL["coins"], source.value)]

    async def newest_entries(
        self, source: MarketSource, coin: Coin | None, most: int
    ) -> list[tuple[Entry, bytes | None]]:
        """Newest first, with what was hashed; None where the body is too old to be kept."""
        rows = await self._database.rows(_SQL["newest_entries"], source.value, coin, most)
        return [(_entry(row), _body(row)) for row in rows]

    async def every_entry(self, source: MarketSource) -> AsyncIterator[Sequence[tuple[Entry, bytes | None]]]:
        """The whole chain from its beginning, in pages. A body that cannot be unpacked comes as it is stored."""
        number = 0
        while rows := await self._database.rows(_SQL["entries_from"], source.value, number, _PAGE):
            yield [(_entry(row), _body(row)) for row in rows]
            number = rows[-1]["number"]

    async def _unknown(self, connection: Connection, source: MarketSource, drafts: Sequence[Draft]) -> list[Draft]:
        columns = zip(*((one.kind.value, one.coin, one.hour_at) for one in drafts), strict=True)
        rows = await connection.fetch(_SQL["known"], source.value, *(list(column) for column in columns))
        known = {(row["kind"], row["coin"], row["hour_at"]) for row in rows}
        new: dict[tuple[str, str, datetime], Draft] = {}
        for one in drafts:
            key = (one.kind.value, one.coin, one.hour_at)
            if key not in known:
                new.setdefault(key, one)
        return list(new.values())

    async def _tip(self, connection: Connection, source: MarketSource) -> Tip:
        row = await connection.fetchrow(_SQL["tip"], source.value)
        return GENESIS if row is None else Tip(row["number"], row["hash"])

    async def _insert(
        self, connection: Connection, source: MarketSource, entries: Sequence[Entry], drafts: Sequence[Draft]
    ) -> None:
        rows = [(e.number, e.kind.value, e.coin, e.hour_at, e.written_at, e.digest, e.hash) for e in entries]
        columns = [list(column) for column in zip(*rows, strict=True)]
        await connection.execute(_SQL["add_entries"], source.value, self._agent, *columns)
        packed = [zlib.compress(draft.body, 9) for draft in drafts]
        numbers, kinds, _, hours, *_ = columns
        await connection.execute(_SQL["add_bodies"], source.value, numbers, kinds, hours, packed)


def _entry(row: asyncpg.Record) -> Entry:
    return Entry(
        MarketSource(row["source"]),
        row["number"],
        Kind(row["kind"]),
        Coin(row["coin"]),
        row["hour_at"],
        row["written_at"],
        row["digest"],
        row["hash"],
    )


def _body(row: asyncpg.Record) -> bytes | None:
    if row["body"] is None:
        return None
    try:
        return _unpacked(row["body"])
    except zlib.error:
        return bytes(row["body"])  # whoever checks it finds that it is not what was hashed


def _unpacked(body: bytes) -> bytes:
    return zlib.decompress(body)
