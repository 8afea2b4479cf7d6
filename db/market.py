"""Candles, open interest and funding in Postgres."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import asyncpg
import numpy as np

from db.database import Database
from db.statements import statements
from db.times import at_ms
from engine.market.values import Bars, Coin, FloatArray, IntArray, MarketSource, Symbol, Venue
from engine.market.windows import STEPS_MS

_SQL = statements("market")
_ROWS_AT_ONCE = 20_000
_DAY_MS = 86_400_000
_COLUMNS = ("open", "high", "low", "close", "volume_base", "taker_buy_base", "oi_base")


@dataclass(frozen=True, slots=True)
class Series:
    """Bars of one contract, to be saved."""

    venue: Venue
    symbol: Symbol
    coin: Coin
    bars: Bars


@dataclass(frozen=True, slots=True)
class Funding:
    """One settlement. `rate`: fraction per `interval`, positive when longs pay; the interval may be unknown."""

    at: datetime
    rate: float
    interval: timedelta | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is stored of one contract at one step."""

    venue: Venue
    symbol: Symbol
    coin: Coin
    step_ms: int
    first_at: datetime
    last_at: datetime
    bars: int


class MarketRepository:
    """Reads and writes market data of every source. `agent` signs what is written. Raises `StorageAway`."""

    def __init__(self, database: Database, agent: str = "engine") -> None:
        self._database = database
        self._agent = agent

    async def save_bars(
        self, source: MarketSource, venue: Venue, symbol: Symbol, coin: Coin, bars: Bars, agent: str | None = None
    ) -> int:
        """Store bars with their taker volume and open interest. Returns the bars that were new or differ."""
        return await self.save_series(source, [Series(venue, symbol, coin, bars)], agent)

    async def save_series(
        self, source: MarketSource, series: Sequence[Series], agent: str | None = None, *, replace_old: bool = True
    ) -> int:
        """The same for many contracts at once: all bars that closed at one instant cost one statement.

        With `replace_old` false a bar that is there already stays as it is.
        """
        written = 0
        for part in _batches(series):
            written += await self._save_part(source, part, agent or self._agent, replace_old)
        return written

    async def _save_part(self, source: MarketSource, series: Sequence[Series], agent: str, replace_old: bool) -> int:
        number = np.repeat(np.arange(1, len(series) + 1), [len(s.bars) for s in series])
        open_ms = np.concatenate([s.bars.open_ms for s in series])
        columns = [np.concatenate(column) for column in zip(*(s.bars.columns() for s in series), strict=True)]
        names = [[s.venue.value for s in series], [s.symbol for s in series], [s.coin for s in series]]
        steps = [s.bars.step_ms for s in series]
        values = [column.tolist() for column in (number, open_ms, *columns)]
        return await self._written("save_bars", source, agent, *names, steps, *values, replace_old)

    async def save_open_interest(
        self, source: MarketSource, venue: Venue, symbol: Symbol, coin: Coin, at_ms: IntArray, oi_base: FloatArray
    ) -> int:
        """Open interest beside bars: `at_ms` (n,), `oi_base` (n,) one-sided, in coins. Returns new or changed rows."""
        written = 0
        for start in range(0, len(at_ms), _ROWS_AT_ONCE):
            part = slice(start, start + _ROWS_AT_ONCE)
            values = (at_ms[part].tolist(), oi_base[part].tolist())
            written += await self._written("save_open_interest", source, self._agent, venue, symbol, coin, *values)
        return written

    async def bars_between(
        self, source: MarketSource, venue: Venue, symbol: Symbol, step_ms: int, from_ms: int, to_ms: int
    ) -> Bars:
        """Stored bars with from_ms <= open < to_ms, open interest at their close and taker volume joined."""
        span = (at_ms(from_ms), at_ms(to_ms))
        row = await self._database.row(_SQL["bars_between"], source, venue, symbol, step_ms, *span)
        return _bars(row, step_ms)

    async def last_bars(
        self, source: MarketSource, venue: Venue, symbol: Symbol, step_ms: int, count: int, until_ms: int
    ) -> Bars:
        """The last `count` stored bars that closed by `until_ms`, at most a day and their own span ago.

        What is older is not "the last" any more: it would put last month's prices into today's map.
        """
        before_ms = until_ms - step_ms + 1
        from_ms = before_ms - 2 * count * step_ms - _DAY_MS
        return (await self.bars_between(source, venue, symbol, step_ms, from_ms, before_ms)).last(count)

    async def newest_opens(
        self, source: MarketSource, venue: Venue, symbol: Symbol, from_ms: int, until_ms: int
    ) -> dict[int, int]:
        """By step of the windows, finest first: the open of the newest bar that closed by `until_ms`.

        Steps without a bar that opened since `from_ms` are left out.
        """
        span = (at_ms(from_ms), at_ms(until_ms))
        rows = await self._database.rows(_SQL["newest_opens"], source, venue, symbol, *span, list(STEPS_MS))
        return {row["step_ms"]: row["open_ms"] for row in rows}

    async def coverage(self, source: MarketSource) -> list[Coverage]:
        """Counts every bar of the source: for people, not for a hot path."""
        rows = await self._database.rows(_SQL["coverage"], source)
        return [
            Coverage(
                Venue(row["venue"]),
                Symbol(row["symbol"]),
                Coin(row["coin"]),
                row["step_ms"],
                row["first_at"],
                row["last_at"],
                row["bars"],
            )
            for row in rows
        ]

    async def turnovers(
        self, source: MarketSource, step_ms: int, since: datetime, until: datetime
    ) -> dict[tuple[Venue, Symbol], float]:
        """USD traded in the span by contract, largest first, from the bars of one step."""
        rows = await self._database.rows(_SQL["turnover_by_symbol"], source, step_ms, since, until)
        return {(Venue(row["venue"]), Symbol(row["symbol"])): row["turnover_usd"] for row in rows}

    async def save_funding(
        self,
        source: MarketSource,
        venue: Venue,
        symbol: Symbol,
        coin: Coin,
        at_ms: IntArray,
        rates: FloatArray,
        interval: timedelta | None,
    ) -> int:
        """Settlements: `at_ms` (n,), `rates` (n,) fractions per `interval`. Returns new or changed rows."""
        values = (at_ms.tolist(), rates.tolist())
        return await self._written("save_funding", source, self._agent, venue, symbol, coin, interval, *values)

    async def funding(
        self, source: MarketSource, venue: Venue, symbol: Symbol, since: datetime, until: datetime
    ) -> list[Funding]:
        rows = await self._database.rows(_SQL["funding_between"], source, venue, symbol, since, until)
        return [Funding(row["at"], row["rate"], row["funding_interval"]) for row in rows]

    async def _written(self, statement: str, source: MarketSource, agent: str, *values: object) -> int:
        row = await self._database.row(_SQL[statement], source.value, agent, *values)
        return 0 if row is None else int(row["written"])


def _batches(series: Sequence[Series]) -> Iterator[list[Series]]:
    """Parts of at most `_ROWS_AT_ONCE` bars."""
    batch: list[Series] = []
    room = _ROWS_AT_ONCE
    for one in series:
        start = 0
        while start < len(one.bars):
            part = one.bars.part(start, start + room)
            batch.append(replace(one, bars=part))
            start, room = start + len(part), room - len(part)
            if room == 0:
                yield batch
                batch, room = [], _ROWS_AT_ONCE
    if batch:
        yield batch


def _bars(row: asyncpg.Record | None, step_ms: int) -> Bars:
    if row is None or row["open_ms"] is None:
        return Bars.empty(step_ms)
    values = [np.array(row[name], np.float64) for name in _COLUMNS]  # None becomes NaN
    return Bars(step_ms, np.array(row["open_ms"], np.int64), *values)
