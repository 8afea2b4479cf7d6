"""Trials of signals: one row a coin and window, replaced by each look."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

import asyncpg

from db.database import Database
from db.statements import statements
from engine.market.values import Coin, MarketSource, Venue
from engine.market.windows import Window
from engine.signals.trials.values import Trials, packed, unpacked

_SQL = statements("trials")


class TrialRepository:
    """Implements `TrialStore`. Raises `StorageAway`."""

    def __init__(self, database: Database, agent: str = "trial-keeper") -> None:
        self._database = database
        self._agent = agent

    async def held(self, source: MarketSource, model_version: str) -> Mapping[tuple[Coin, Window], datetime]:
        rows = await self._database.rows(_SQL["held"], source.value, model_version)
        return {(Coin(row["coin"]), Window(row["window_name"])): row["until_at"] for row in rows}

    async def load(self, source: MarketSource, model_version: str, coin: Coin) -> Sequence[Trials]:
        rows = await self._database.rows(_SQL["load"], source.value, model_version, coin, None, None)
        return [_trials(row) for row in rows]

    async def newer(self, source: MarketSource, model_version: str, since: datetime | None) -> Sequence[Trials]:
        """Of all coins, written after `since`. A window at a time, and unpacked in a thread: it may be a lot."""
        found: list[Trials] = []
        for window in Window:
            rows = await self._database.rows(_SQL["load"], source.value, model_version, None, window.value, since)
            found += await asyncio.to_thread(lambda rows: [_trials(row) for row in rows], rows)
        return found

    async def save(self, trials: Trials) -> None:
        one = trials
        key = (one.source.value, one.coin, one.window.value, one.venue.value, one.model_version)
        said = (one.from_at, one.until_at, packed(one.moments), self._agent)
        await self._database.run(_SQL["save"], *key, *said)

    async def stamp(self, source: MarketSource, model_version: str) -> tuple[int, datetime | None]:
        """How many there are, and when the newest was saved."""
        row = await self._database.row(_SQL["newest"], source.value, model_version)
        return (0, None) if row is None else (row["rows"], row["written_at"])


def _trials(row: asyncpg.Record) -> Trials:
    return Trials(
        MarketSource(row["source"]),
        Coin(row["coin"]),
        Window(row["window_name"]),
        Venue(row["venue"]),
        row["model_version"],
        row["from_at"],
        row["until_at"],
        unpacked(row["moments"]),
    )
