"""Rounds, their results in a chain, and the prices at their bells, on Postgres."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from db.database import Database
from db.rounds.statements import statements
from engine.club.rounds.books import BellPrice, Reach
from engine.club.rounds.result import GENESIS, Link
from engine.club.rounds.stores import Bell, KeptRound
from engine.club.rounds.values import Period, Round, RoundKey, RoundState
from engine.market.values import Coin, MarketSource, Symbol

_SQL = statements("rounds.sql")


@dataclass(frozen=True, slots=True)
class RoundRepository:
    """Implements `RoundStore`. Raises `StorageAway`."""

    database: Database
    source: MarketSource

    async def begin(self, begun: Round) -> None:
        asked = (begun.key, begun.period.value, begun.starts_at, begun.ends_at)
        await self.database.run(_SQL["begin_round"], self.source.value, *asked)

    async def unfinished(self) -> Sequence[KeptRound]:
        return [_kept(row) for row in await self.database.rows(_SQL["unfinished"], self.source.value)]

    async def find(self, key: RoundKey) -> KeptRound | None:
        row = await self.database.row(_SQL["find_round"], self.source.value, key)
        return None if row is None else _kept(row)

    async def opened(self, key: RoundKey, by: datetime) -> None:
        await self.database.run(_SQL["open_round"], self.source.value, key, by)

    async def close(self, key: RoundKey, by: datetime) -> bool:
        return await self._turn("close_round", key, by)

    async def dispute(self, key: RoundKey, why: str) -> bool:
        return await self._turn("dispute_round", key, why)

    async def cancel(self, key: RoundKey, why: str) -> bool:
        return await self._turn("cancel_round", key, why)

    async def retry(self, key: RoundKey) -> bool:
        async with self.database.transaction() as connection:
            turned = await connection.fetchrow(_SQL["retry_round"], self.source.value, key)
            if turned is not None:
                await connection.execute(_SQL["unscore_round"], self.source.value, key)
        return turned is not None

    async def tip(self) -> Link:
        row = await self.database.row(_SQL["last_result"], self.source.value)
        return GENESIS if row is None else Link(row["number"], bytes(row["hash"]))

    async def check(self, key: RoundKey, fills: int, link: Link, result: str) -> bool:
        return await self._turn("check_round", key, fills, link.number, result, link.hash)

    async def publish(self, key: RoundKey, now: datetime) -> bool:
        return await self._turn("publish_round", key, now)

    async def results(self, after: int, limit: int) -> Sequence[tuple[Link, str]]:
        rows = await self.database.rows(_SQL["results"], self.source.value, after, limit)
        return [(Link(row["number"], bytes(row["hash"])), row["result"]) for row in rows]

    async def _turn(self, name: str, key: RoundKey, *values: object) -> bool:
        """False: the round was not in the state that this follows."""
        return await self.database.row(_SQL[name], self.source.value, key, *values) is not None


@dataclass(frozen=True, slots=True)
class BellRepository:
    """Implements `BellStore`. Raises `StorageAway`."""

    database: Database
    source: MarketSource

    async def add_prices(self, at: datetime, prices: Sequence[BellPrice]) -> None:
        rows = [(self.source.value, at, p.symbol, p.coin, p.bid_usd, p.ask_usd, p.taker_fee) for p in prices]
        async with self.database.transaction() as connection:
            await connection.executemany(_SQL["put_price"], rows)

    async def keep(self, bell: Bell) -> None:
        await self.database.run(_SQL["put_bell"], self.source.value, bell.at, bell.taken_at)

    async def seal(self, reach: Reach) -> None:
        asked = (reach.at, reach.fill_id, reach.transfer_id)
        await self.database.run(_SQL["seal_bell"], self.source.value, *asked)

    async def find(self, at: datetime) -> Bell | None:
        row = await self.database.row(_SQL["find_bell"], self.source.value, at)
        return None if row is None else _bell(row)

    async def first_since(self, at: datetime) -> Bell | None:
        row = await self.database.row(_SQL["bell_since"], self.source.value, at)
        return None if row is None else _bell(row)

    async def prices(self, at: datetime) -> Mapping[Symbol, BellPrice]:
        rows = await self.database.rows(_SQL["prices_at"], self.source.value, at)
        return {Symbol(row["symbol"]): _price(row) for row in rows}

    async def forget(self, before: datetime) -> None:
        """Of moments between bells: what was computed from them is kept with the entries."""
        await self.database.run(_SQL["forget_prices"], self.source.value, before)


def _kept(row: asyncpg.Record) -> KeptRound:
    link = None if row["number"] is None else Link(row["number"], bytes(row["hash"]))
    round_ = Round(Period(row["period"]), RoundKey(row["round_key"]), row["starts_at"], row["ends_at"])
    return KeptRound(
        round_, RoundState(row["state"]), row["opened_by"], row["closed_by"], row["fills_replayed"], link, row["result"]
    )


def _bell(row: asyncpg.Record) -> Bell:
    return Bell(row["at"], row["taken_at"], row["fill_id"], row["transfer_id"])


def _price(row: asyncpg.Record) -> BellPrice:
    return BellPrice(Symbol(row["symbol"]), Coin(row["coin"]), row["bid_usd"], row["ask_usd"], row["taker_fee"])
