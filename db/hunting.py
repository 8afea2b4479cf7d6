"""Histories of coins and the wicks beyond swept clusters: written once a measurement, read as of an instant."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import asyncpg

from db.database import Database
from db.statements import statements
from db.times import at_ms, ms_at
from engine.market.values import Coin, MarketSource, Side, Venue
from engine.market.windows import Window
from engine.scanners.hunting.values import Pattern, Sweep, Tally, Target, WickFigures

_SQL = statements("hunting")
_ALL_VENUES = ""


class HuntRepository:
    """Implements `HistoryStore`. Raises `StorageAway`."""

    def __init__(self, database: Database, agent: str = "record-keeper") -> None:
        self._database = database
        self._agent = agent

    async def save(self, patterns: Sequence[Pattern], sweeps: Sequence[tuple[int, Sweep]]) -> None:
        """One measurement of a coin and window, whole or not at all; twice the same is once."""
        if not patterns:
            return
        async with self._database.transaction() as connection:
            for one in patterns:
                await connection.execute(_SQL["save_pattern"], one.source.value, self._agent, *_figures(one))
            first = patterns[0]
            what = first.source.value, first.coin, first.window.value
            if sweeps:
                key = what[0], self._agent, *what[1:], first.model_version, first.measured_at
                await connection.execute(_SQL["save_wicks"], *key, *_columns(sweeps))
            await connection.execute(_SQL["forget_earlier_wicks"], *what, first.measured_at)

    async def load(self, source: MarketSource, model_version: str, until: datetime) -> list[Pattern]:
        """The newest of each coin, window and venue that was measured in the thirty days before, of this model."""
        rows = await self._database.rows(_SQL["newest_patterns"], source.value, model_version, until)
        return [_pattern(source, row) for row in rows]

    async def sweeps(
        self, source: MarketSource, coin: Coin, window: Window, until: datetime
    ) -> list[tuple[int, Sweep]]:
        """Of the newest measurement by then: the moment of each map and what became of its cluster, oldest first."""
        rows = await self._database.rows(_SQL["wicks_of"], source.value, coin, window.value, until)
        return [(ms_at(row["map_at"]), _sweep(row)) for row in rows]


def _figures(one: Pattern) -> tuple[Any, ...]:
    tally, wicks = one.largest, one.wicks
    return (
        one.coin, one.window.value, one.venue or _ALL_VENUES, one.model_version, one.measured_at,
        [venue.value for venue in one.venues], one.horizon, one.since, one.maps, one.left_out,
        tally.cases, tally.reached, tally.mirror, tally.both, tally.random, tally.half_within, tally.most_within,
        wicks.swept, wicks.turned, wicks.half, wicks.most, json.dumps(_others(one.tallies)),
    )  # fmt: skip


def _others(tallies: Mapping[Target, Tally]) -> dict[str, dict[str, Any]]:
    """By name, times in seconds."""
    others = {target.value: asdict(tally) for target, tally in tallies.items() if target is not Target.LARGEST}
    for figures in others.values():
        for name in ("half_within", "most_within"):
            figures[name] = None if figures[name] is None else figures[name].total_seconds()
    return others


def _columns(sweeps: Sequence[tuple[int, Sweep]]) -> list[list[Any]]:
    rows = [
        (
            at_ms(map_ms), one.name, one.side.value, one.near_usd, one.peak_usd, one.far_usd, one.notional_usd,
            at_ms(one.swept_at_ms), None if one.turned_at_ms is None else at_ms(one.turned_at_ms), one.beyond,
        )
        for map_ms, one in sweeps
    ]  # fmt: skip
    return [list(column) for column in zip(*rows, strict=True)]


def _pattern(source: MarketSource, row: asyncpg.Record) -> Pattern:
    largest = Tally(
        row["cases"], row["reached"], row["reached_mirror"], row["reached_both"], row["reached_random"],
        row["half_within"], row["most_within"],
    )  # fmt: skip
    others = {Target(name): _tally(figures) for name, figures in json.loads(row["targets"]).items()}
    return Pattern(
        source=source,
        coin=Coin(row["coin"]),
        venue=Venue(row["venue"]) if row["venue"] else None,
        venues=tuple(Venue(venue) for venue in row["venues"]),
        window=Window(row["window_name"]),
        horizon=row["horizon"],
        measured_at=row["measured_at"],
        model_version=row["model_version"],
        maps=row["maps"],
        left_out=row["left_out"],
        since=row["since"],
        tallies={Target.LARGEST: largest, **others},
        wicks=WickFigures(row["swept"], row["turned"], row["wick_half"], row["wick_most"]),
    )


def _tally(figures: dict[str, Any]) -> Tally:
    times = {name: _seconds(figures[name]) for name in ("half_within", "most_within")}
    return Tally(**{**figures, **times})


def _seconds(value: float | None) -> timedelta | None:
    return None if value is None else timedelta(seconds=value)


def _sweep(row: asyncpg.Record) -> Sweep:
    turned = row["turned_at"]
    return Sweep(
        row["level_name"],
        Side(row["side"]),
        row["near_usd"],
        row["peak_usd"],
        row["far_usd"],
        row["notional_usd"],
        ms_at(row["swept_at"]),
        None if turned is None else ms_at(turned),
        row["beyond"],
    )
