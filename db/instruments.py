"""Contracts, as the venues last told them."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

import asyncpg

from db.database import Database
from db.statements import statements
from engine.market.values import (
    Coin,
    ContractStatus,
    Instrument,
    MarketSource,
    OrderFilters,
    RiskTier,
    Symbol,
    Venue,
)

_SQL = statements("market")


class InstrumentRepository:
    """One row a contract and source. Raises `StorageAway`."""

    def __init__(self, database: Database, agent: str = "engine") -> None:
        self._database = database
        self._agent = agent

    async def save(self, source: MarketSource, instruments: Sequence[Instrument]) -> None:
        """What a venue said. Empty tiers leave the known ones."""
        await self._database.run(_SQL["save_instruments"], source.value, self._agent, *_columns(instruments))

    async def add_unknown(self, source: MarketSource, instruments: Sequence[Instrument]) -> None:
        """Contracts known from their prices alone; one that is there already is left as it is."""
        await self._database.run(_SQL["add_unknown_instruments"], source.value, self._agent, *_columns(instruments))

    async def retire_others(self, source: MarketSource, venue: Venue, listed: Sequence[Symbol]) -> None:
        """Contracts of the venue that are not `listed` any more stay for their history and are offered to nobody."""
        await self._database.run(_SQL["retire_instruments"], source.value, venue.value, list(listed))

    async def end(self, source: MarketSource, gone: Sequence[Instrument]) -> None:
        """What became of contracts that are listed no more: their status and, where told, when they ended."""
        columns = [[one.venue.value for one in gone], [one.symbol for one in gone]]
        columns += [[one.status.value for one in gone], [one.ends_at for one in gone]]
        await self._database.run(_SQL["end_instruments"], source.value, *columns)

    async def ended(self, source: MarketSource, coin: Coin) -> list[Instrument]:
        """The coin's contracts that are listed no more, the last to end first."""
        rows = await self._database.rows(_SQL["ended_instruments"], source.value, coin)
        return [_instrument(row) for row in rows]

    async def named(self, source: MarketSource, venue: Venue, symbols: Sequence[Symbol]) -> list[Instrument]:
        """These contracts of a venue, whether or not it still lists them."""
        rows = await self._database.rows(_SQL["named_instruments"], source.value, venue.value, list(symbols))
        return [_instrument(row) for row in rows]

    async def all(self, source: MarketSource) -> list[Instrument]:
        """Listed contracts, by venue and symbol."""
        return [_instrument(row) for row in await self._database.rows(_SQL["instruments"], source.value)]


def _columns(instruments: Sequence[Instrument]) -> list[list[Any]]:
    rows = [
        (
            one.venue.value,
            one.symbol,
            one.coin,
            one.tick_size,
            one.lot_size,
            one.max_leverage,
            one.funding_interval,
            one.listed_at,
            json.dumps([asdict(tier) for tier in one.tiers]),
            one.status.value,
            one.ends_at,
            None if one.filters is None else _dump_filters(one.filters),
        )
        for one in instruments
    ]
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(12)]


def _instrument(row: asyncpg.Record) -> Instrument:
    return Instrument(
        venue=Venue(row["venue"]),
        symbol=Symbol(row["symbol"]),
        coin=Coin(row["coin"]),
        tick_size=row["tick_size"],
        lot_size=row["lot_size"],
        max_leverage=row["max_leverage"],
        funding_interval=row["funding_interval"],
        listed_at=row["listed_at"],
        tiers=tuple(RiskTier(**tier) for tier in json.loads(row["tiers"])),
        status=ContractStatus(row["status"]),
        ends_at=row["ends_at"] or row["ended_at"],
        filters=None if row["order_filters"] is None else _load_filters(row["order_filters"]),
    )


def _dump_filters(filters: OrderFilters) -> str:
    """As decimal texts: a JSON number would be read back as a float."""
    return json.dumps({name: None if value is None else str(value) for name, value in asdict(filters).items()})


def _load_filters(text: str) -> OrderFilters:
    told: dict[str, Any] = {name: None if value is None else Decimal(value) for name, value in json.loads(text).items()}
    return OrderFilters(**told)
