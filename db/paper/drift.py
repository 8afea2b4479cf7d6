"""Paper fills beside the market: a row each, and a day of them in figures."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import asyncpg

from db.database import Database
from db.paper.statements import statements
from engine.exchange.drift import COMPARED, Verdict
from engine.exchange.drift_day import DriftDay, DriftLine, bounds
from engine.exchange.drift_rows import Looked, Why
from engine.exchange.drift_summary import BOUND_BPS, Drift
from engine.exchange.outputs import FillModel
from engine.market.values import Coin, MarketSource, Symbol

_SQL = statements("drift.sql")
_AT_ONCE = 1_000
_PAGE = 2_000
_BEFORE_ALL = -1


class DriftRepository:
    """Implements `DriftStore` and `DriftDays`. Of one source. Give it a database with a long time limit for a day's
    figures. Raises `StorageAway`."""

    def __init__(self, database: Database, source: MarketSource, page: int = _PAGE) -> None:
        self._db = database
        self._source = source
        self._page = page

    async def add_drift(self, looked: Sequence[Looked]) -> None:
        for start in range(0, len(looked), _AT_ONCE):
            rows = map(_columns, looked[start : start + _AT_ONCE])
            await self._db.run(_SQL["add_rows"], self._source.value, *map(list, zip(*rows, strict=True)))

    async def is_begun(self, until: datetime) -> bool:
        row = await self._db.row(_SQL["is_begun"], self._source.value, until)
        return row is not None and bool(row["is_begun"])

    async def newest_day(self) -> date | None:
        """On which anything was looked at."""
        row = await self._db.row(_SQL["newest_day"], self._source.value)
        return None if row is None else row["day"]

    async def of_day(self, day: date) -> DriftDay:
        span = self._source.value, *bounds(day)
        made = await self._db.row(_SQL["made"], *span, [model.value for model in COMPARED])
        whys = tuple((Why(row["why"]), row["fills"]) for row in await self._db.rows(_SQL["whys"], *span))
        return DriftDay(self._source, day, 0 if made is None else made["fills"], await self._drifts(day), whys)

    async def whole_of(self, day: date) -> Drift | None:
        """All fills of a day; None where none was looked at."""
        return next(iter(await self._drifts(day)), None)

    async def _drifts(self, day: date) -> tuple[Drift, ...]:
        return tuple(map(_drift, await self._db.rows(_SQL["summary"], self._source.value, *bounds(day), BOUND_BPS)))

    async def lines(self, day: date, after: DriftLine | None = None) -> Sequence[DriftLine]:
        since, until = bounds(day)
        place = (since, _BEFORE_ALL) if after is None else (after.at, after.fill_id)
        rows = await self._db.rows(_SQL["lines"], self._source.value, since, until, *place, self._page)
        return [_line(row) for row in rows]


async def drift_sources(database: Database) -> list[MarketSource]:
    """Where anybody trades on paper."""
    return [MarketSource(row["source"]) for row in await database.rows(_SQL["sources"])]


def _columns(looked: Looked) -> tuple[Any, ...]:
    one, fill = looked.compared, looked.compared.fill
    return (
        fill.fill_id, fill.account_id, fill.symbol, fill.coin, fill.at, fill.is_buy, float(fill.quantity),
        fill.model.value, one.verdict.value, None if looked.why is None else looked.why.value, float(fill.price_usd),
        one.reference_usd, one.advantage_bps, one.advantage_usdt,
    )  # fmt: skip


def _drift(row: asyncpg.Record) -> Drift:
    return Drift(
        None if row["model"] is None else FillModel(row["model"]),
        None if row["coin"] is None else Coin(row["coin"]),
        fills=row["fills"],
        compared=row["compared"],
        not_reached=row["not_reached"],
        median_bps=row["median"],
        mean_bps=row["mean"],
        worst_bps=row["worst"],
        within=row["within"],
        bound_bps=BOUND_BPS,
        advantage_usdt=row["usdt"],
    )


def _line(row: asyncpg.Record) -> DriftLine:
    return DriftLine(
        row["fill_id"], row["account_id"], Symbol(row["symbol"]), Coin(row["coin"]), row["at"], row["is_buy"],
        row["quantity"], FillModel(row["model"]), Verdict(row["verdict"]),
        None if row["why"] is None else Why(row["why"]), row["paper"], row["market"], row["bps"], row["usdt"],
    )  # fmt: skip
