"""What the agents found and did: map snapshots, signals, their log, wicks. Written once, never changed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from db.database import Database
from db.statements import statements
from db.times import ms_at
from engine.market.values import Coin, MarketSource, Side, Symbol, Venue
from engine.market.windows import Window

_SQL = statements("records")
_ALL_VENUES = ""


class Vertical(StrEnum):
    """Which of the two businesses a row belongs to."""

    PERPS = "perps"
    POLY = "poly"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a map said at an instant. `venue` None: all venues. `body`: its levels, as JSON values."""

    source: MarketSource
    coin: Coin
    window: Window
    venue: Venue | None
    at: datetime
    price_usd: float
    state: str
    imbalance: float | None
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SignalRow:
    """Something said to people. `id` is None until it is stored."""

    at: datetime
    source: MarketSource
    coin: Coin
    kind: str
    side: Side | None
    window: Window | None
    price_usd: float | None
    body: Mapping[str, Any]
    agent: str
    vertical: Vertical = Vertical.PERPS
    id: int | None = None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One thing an agent did. `level`: debug, info, warning or error."""

    at: datetime
    source: MarketSource
    agent: str
    level: str
    event: str
    body: Mapping[str, Any]
    vertical: Vertical = Vertical.PERPS


@dataclass(frozen=True, slots=True)
class Wick:
    """How far a bar reached beyond its body: `reach` is a fraction of the body's near end, `price_usd` its tip."""

    open_at: datetime
    direction: str  # "up" or "down"
    reach: float
    price_usd: float


class SnapshotRepository:
    def __init__(self, database: Database, agent: str = "engine") -> None:
        self._database = database
        self._agent = agent

    async def save(self, one: Snapshot) -> None:
        """A second snapshot of the same map and instant changes nothing."""
        key = (one.coin, one.window.value, one.venue or _ALL_VENUES, one.at)
        said = (one.price_usd, one.state, one.imbalance, json.dumps(one.body))
        await self._database.run(_SQL["save_snapshot"], one.source.value, self._agent, *key, *said)

    async def between(
        self, source: MarketSource, coin: Coin, window: Window, venue: Venue | None, since: datetime, until: datetime
    ) -> list[Snapshot]:
        """Oldest first."""
        key = (source.value, coin, window.value, venue or _ALL_VENUES)
        rows = await self._database.rows(_SQL["snapshots"], *key, since, until)
        return [
            Snapshot(
                source, coin, window, venue, r["at"], r["price_usd"], r["state"], r["imbalance"], json.loads(r["body"])
            )
            for r in rows
        ]


class SignalRepository:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, one: SignalRow) -> int:
        """Returns its number."""
        said = (one.kind, one.side, one.window, one.price_usd, json.dumps(one.body))
        values = (one.source.value, one.agent, one.at, one.coin, *said, one.vertical.value)
        row = await self._database.row(_SQL["save_signal"], *values)
        if row is None:
            raise RuntimeError("an insert that returns its id returned nothing")
        return int(row["id"])

    async def newest(
        self, source: MarketSource, since: datetime, coin: Coin | None = None, limit: int = 100
    ) -> list[SignalRow]:
        """Newest first."""
        rows = await self._database.rows(_SQL["signals"], source.value, since, coin, limit)
        return [
            SignalRow(
                at=r["at"],
                source=source,
                coin=Coin(r["coin"]),
                kind=r["kind"],
                side=Side(r["side"]) if r["side"] else None,
                window=Window(r["window_name"]) if r["window_name"] else None,
                price_usd=r["price_usd"],
                body=json.loads(r["body"]),
                agent=r["agent"],
                vertical=Vertical(r["vertical"]),
                id=r["id"],
            )
            for r in rows
        ]


class AgentLog:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def write(self, one: LogEntry) -> None:
        said = (one.at, one.level, one.event, json.dumps(one.body), one.vertical.value)
        await self._database.run(_SQL["save_log"], one.source.value, one.agent, *said)

    async def newest(self, source: MarketSource, agent: str, since: datetime, limit: int = 100) -> list[LogEntry]:
        """Newest first."""
        rows = await self._database.rows(_SQL["logs"], source.value, agent, since, limit)
        return [
            LogEntry(r["at"], source, agent, r["level"], r["event"], json.loads(r["body"]), Vertical(r["vertical"]))
            for r in rows
        ]


class WickRepository:
    def __init__(self, database: Database, agent: str = "engine") -> None:
        self._database = database
        self._agent = agent

    async def save(
        self, source: MarketSource, venue: Venue, symbol: Symbol, coin: Coin, step_ms: int, wicks: Sequence[Wick]
    ) -> int:
        """Returns how many were new."""
        rows = [(ms_at(w.open_at), w.direction, w.reach, w.price_usd) for w in wicks]
        if not rows:
            return 0
        columns = [list(column) for column in zip(*rows, strict=True)]
        key = (venue.value, symbol, coin, step_ms)
        row = await self._database.row(_SQL["save_wicks"], source.value, self._agent, *key, *columns)
        return 0 if row is None else int(row["written"])

    async def between(
        self, source: MarketSource, venue: Venue, symbol: Symbol, step_ms: int, since: datetime, until: datetime
    ) -> list[Wick]:
        """Oldest first."""
        key = (source.value, venue.value, symbol, step_ms)
        rows = await self._database.rows(_SQL["wicks"], *key, since, until)
        return [Wick(r["open_at"], r["direction"], r["reach"], r["price_usd"]) for r in rows]
