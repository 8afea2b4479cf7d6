"""What competitions read of the paper exchange's books."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import asyncpg

from db.database import Database
from db.paper.rows import fill_row
from db.rounds.statements import statements
from engine.club.rounds.books import Holding, Movement, Positions, Reach, Snapshot
from engine.club.rounds.stores import Exposure
from engine.club.rounds.values import BestTrade, Round
from engine.exchange.orders import Slot
from engine.exchange.outputs import Cause
from engine.exchange.venues.paper.values import PaperFill
from engine.market.values import Coin, MarketSource, Side, Symbol

_SQL = statements("ledger.sql")
_PPM = 1_000_000


@dataclass(frozen=True, slots=True)
class RoundLedgerRepository:
    """Implements `RoundLedger`. Give it a database with a long time limit. Raises `StorageAway`."""

    database: Database
    source: MarketSource

    async def is_written_past(self, at: datetime) -> bool:
        row = await self.database.row(_SQL["written_since"], self.source.value, at)
        return row is not None and bool(row["is_past"])

    async def reach(self, at: datetime) -> Reach:
        row = await self.database.row(_SQL["last_ids"], self.source.value)
        return Reach(at, row["fill_id"], row["transfer_id"]) if row else Reach(at, 0, 0)

    async def books(self, account_ids: Sequence[int], reach: Reach) -> Mapping[int, Snapshot]:
        fill_id, transfer_id = await self._bounds(reach.at)
        asked = (reach.at, fill_id, transfer_id, reach.fill_id, reach.transfer_id)
        rows = await self.database.rows(_SQL["books"], list(account_ids), *asked)
        cash: dict[int, Decimal] = {}
        held: dict[int, list[Holding]] = defaultdict(list)
        for row in rows:
            if row["symbol"] is None:
                cash[row["account_id"]] = row["amount"]
            else:
                held[row["account_id"]].append(await self._holding(row, reach))
        return {account: Snapshot(account, reach, money, tuple(held[account])) for account, money in cash.items()}

    async def _holding(self, row: asyncpg.Record, reach: Reach) -> Holding:
        symbol, slot = Symbol(row["symbol"]), Slot(row["slot"])
        if not row["is_takeover"]:
            return Holding(symbol, slot, row["quantity"], row["amount"])
        # taken over since: at what its margin left, between two ticks, so its cost is summed up from its fills
        asked = (row["account_id"], symbol, int(slot), reach.at, reach.fill_id)
        made = await self.database.rows(_SQL["fills_of_position"], *asked)
        positions = Positions()
        for fill in made:
            positions.add(fill_row(fill))
        [holding] = positions.holdings()
        return holding

    async def fills(self, account_ids: Sequence[int], since: datetime, until: datetime) -> Sequence[PaperFill]:
        fill_id, _ = await self._bounds(since)
        return [
            fill_row(row) for row in await self.database.rows(_SQL["fills"], list(account_ids), since, until, fill_id)
        ]

    async def fills_between(self, openings: Sequence[Snapshot], end: Reach) -> Sequence[PaperFill]:
        before, _ = await self._bounds(min(opening.at for opening in openings))
        since = [min(opening.reach.fill_id, before) for opening in openings]
        asked = ([opening.account_id for opening in openings], since, end.at, end.fill_id)
        return [fill_row(row) for row in await self.database.rows(_SQL["fills_between"], *asked)]

    async def movements_between(self, openings: Sequence[Snapshot], end: Reach) -> Sequence[Movement]:
        _, before = await self._bounds(min(opening.at for opening in openings))
        since = [min(opening.reach.transfer_id, before) for opening in openings]
        asked = ([opening.account_id for opening in openings], since, end.at, end.transfer_id)
        return [
            Movement(row["transfer_id"], row["account_id"], row["at"], Cause(row["cause"]), row["amount"])
            for row in await self.database.rows(_SQL["movements_between"], *asked)
        ]

    async def exposures(self, account_ids: Sequence[int]) -> Mapping[int, Sequence[Exposure]]:
        found: dict[int, list[Exposure]] = defaultdict(list)
        for row in await self.database.rows(_SQL["exposures"], list(account_ids)):
            found[row["account_id"]].append(Exposure(Coin(row["coin"]), row["leverage_e2"], row["margin_usdt"]))
        return found

    async def symbols(self) -> Sequence[Symbol]:
        return [Symbol(row["symbol"]) for row in await self.database.rows(_SQL["symbols"], self.source.value)]

    async def held_symbols(self, at: datetime) -> Sequence[Symbol]:
        batch = await self.batch_before(at)
        rows = await self.database.rows(_SQL["held_symbols"], self.source.value, at, batch)
        return [Symbol(row["symbol"]) for row in rows]

    async def best_trade(self, ended: Round) -> BestTrade | None:
        asked = (self.source.value, ended.key, ended.starts_at, ended.ends_at)
        row = await self.database.row(_SQL["best_trade"], *asked)
        return None if row is None else _best(row)

    async def last_batch(self) -> int:
        return await self._number("last_batch", self.source.value)

    async def batch_before(self, at: datetime) -> int:
        return await self._number("batch_before", self.source.value, at)

    async def fills_before(self, account_ids: Sequence[int], since: datetime, batch: int) -> Sequence[PaperFill]:
        fill_id, _ = await self._bounds(since)
        rows = await self.database.rows(_SQL["fills_before"], list(account_ids), batch, fill_id)
        return [fill_row(row) for row in rows]

    async def fills_of_batches(self, after: int, until: int) -> Sequence[PaperFill]:
        rows = await self.database.rows(_SQL["fills_of_batches"], self.source.value, after, until)
        return [fill_row(row) for row in rows]

    async def _bounds(self, at: datetime) -> tuple[int, int]:
        row = await self.database.row(_SQL["bounds"], self.source.value, at)
        return (row["fill_id"], row["transfer_id"]) if row else (0, 0)

    async def _number(self, name: str, *asked: object) -> int:
        row = await self.database.row(_SQL[name], *asked)
        return int(row["number"]) if row else 0


def _best(row: asyncpg.Record) -> BestTrade:
    grid = row["tick_size"]
    return BestTrade(
        Coin(row["coin"]),
        Side(row["side"]),
        Decimal(row["leverage_e2"]) / 100,
        row["entry_value"] / row["entry_lots"] * grid,
        row["exit_value"] / row["exit_lots"] * grid,
        int(row["move"] * _PPM),
    )
