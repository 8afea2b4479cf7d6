"""From the rows of a table to values: per coin, on the grid, what is malformed left out and counted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from cli.importing_files import BadTable, Part
from cli.importing_shapes import (
    EVENT_PRICE,
    EVENT_QUANTITY,
    EVENT_SIDE,
    OI_CLOSE,
    TAKER,
    VOLUME,
    Shape,
    venue_in_name,
)
from db.times import at_ms
from engine.market.universe import QUOTES, symbol_unit
from engine.market.values import Bars, Coin, FloatArray, IntArray, Liquidation, Side, Symbol, Venue

_HOUR_MS = 3_600_000
BoolArray = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Contract:
    """`multiplier` coins are one unit of the venue's contract."""

    venue: Venue
    symbol: Symbol
    coin: Coin
    multiplier: int


@dataclass(slots=True)
class Rows:
    """The rows of one table, sorted out. `left_out` counts rows by the reason why they were not taken."""

    path: Path
    shape: Shape
    coins: frozenset[str]
    step_ms: int | None = None
    left_out: Counter[str] = field(default_factory=Counter)

    def by_contract(self, part: Part) -> Iterator[tuple[Contract, IntArray]]:
        """Contracts of our venues with the numbers of their rows, each in the order of time."""
        time = part.instants("open_ms" if "open_ms" in self.shape.columns else "ts_ms")
        names = part.words("symbol")
        venues = part.words("exchange") if "exchange" in self.shape.columns else self._venues(len(part))
        keys, inverse = np.unique([f"{v} {s}" for v, s in zip(venues, names, strict=True)], return_inverse=True)
        for number, key in enumerate(keys):
            rows = np.flatnonzero(inverse == number)
            venue, _, symbol = str(key).partition(" ")
            contract = self._contract(venue, symbol, len(rows))
            if contract is not None:
                yield contract, rows[np.argsort(time[rows], kind="stable")]

    def bars(self, part: Part, rows: IntArray, contract: Contract) -> Bars:
        """Candles of one contract, per coin; the first of several at one time counts."""
        open_ms, step_ms = part.instants("open_ms")[rows], self._step(part, rows)
        unit = contract.multiplier
        prices = [part.numbers(name)[rows] / unit for name in ("open", "high", "low", "close")]
        volumes = [self._optional(part, names)[rows] * unit for names in (VOLUME, TAKER, OI_CLOSE)]
        good = self._good(np.all([np.isfinite(p) & (p > 0) for p in prices], axis=0) & (volumes[0] >= 0), "malformed")
        good &= self._good(open_ms % step_ms == 0, f"not on the grid of {step_ms // 60_000} min")
        good &= self._first_at_each(open_ms)
        return Bars(step_ms, open_ms[good], *(column[good] for column in (*prices, *volumes)))

    def open_interest(self, part: Part, rows: IntArray, contract: Contract) -> tuple[IntArray, FloatArray]:
        at, oi = part.instants("ts_ms")[rows], part.numbers("oi_base")[rows] * contract.multiplier
        good = self._good(np.isfinite(oi) & (oi >= 0), "malformed") & self._first_at_each(at)
        return at[good], oi[good]

    def funding(self, part: Part, rows: IntArray) -> tuple[IntArray, FloatArray]:
        """Times rounded to the minute: recorders write a settlement's time some milliseconds late."""
        name = "funding_rate" if "funding_rate" in self.shape.columns else "funding_rate_per_period"
        at, rate = (part.instants("ts_ms")[rows] + 30_000) // 60_000 * 60_000, part.numbers(name)[rows]
        good = self._good(np.isfinite(rate), "malformed") & self._first_at_each(at)
        return at[good], rate[good]

    def events(self, part: Part, rows: IntArray, contract: Contract) -> list[Liquidation]:
        price = self._coalesced(part, EVENT_PRICE)[rows] / contract.multiplier
        quantity = self._coalesced(part, EVENT_QUANTITY)[rows] * contract.multiplier
        at, side = part.instants("ts_ms")[rows], part.words(self.shape.first(EVENT_SIDE) or "")[rows]
        is_side = np.isin(side.astype(str), [one.value for one in Side])
        good = self._good((price > 0) & (quantity > 0) & is_side, "malformed")
        return [
            Liquidation(
                contract.venue, contract.symbol, contract.coin, Side(side[n]), price[n], quantity[n], at_ms(at[n])
            )
            for n in np.flatnonzero(good)
        ]

    def sums(self, part: Part, rows: IntArray) -> tuple[int, IntArray, FloatArray, FloatArray]:
        open_ms, step_ms = part.instants("open_ms")[rows], self._step(part, rows)
        long_usd, short_usd = part.numbers("liq_long_usd")[rows], part.numbers("liq_short_usd")[rows]
        good = self._good(np.isfinite(long_usd) | np.isfinite(short_usd), "empty") & self._first_at_each(open_ms)
        return step_ms, open_ms[good], long_usd[good], short_usd[good]

    @property
    def tells_venue(self) -> bool:
        """Sums need no venue; everything else does."""
        return "exchange" in self.shape.columns or venue_in_name(self.path) is not None

    def _venues(self, count: int) -> Sequence[str]:
        venue = venue_in_name(self.path)
        if not self.tells_venue and not self.shape.has_sums:
            raise BadTable(
                f"{self.path.name}: of which venue? Add a column `exchange`, or name the file like"
                f" {' or '.join(f'{one.value}_{self.path.name}' for one in Venue)}"
            )
        return [(venue or next(iter(Venue))).value] * count

    def _contract(self, venue: str, symbol: str, count: int) -> Contract | None:
        if venue not in set(Venue):
            self.left_out[f"of {venue}, which is no venue of Helix"] += count
            return None
        full = symbol if symbol.endswith(QUOTES) and symbol not in QUOTES else f"{symbol}USDT"
        unit = symbol_unit(full)
        if self.coins and unit.coin not in self.coins:
            self.left_out["of other coins"] += count
            return None
        if not full.endswith("USDT"):
            self.left_out["not settled in USDT"] += count
            return None
        return Contract(Venue(venue), Symbol(full), unit.coin, unit.multiplier)

    def _step(self, part: Part, rows: IntArray) -> int:
        """The commonest distance of two bars: the same for the whole file."""
        if self.step_ms is None:
            distances = np.diff(part.instants("open_ms")[rows])
            distances = distances[distances > 0]
            if not len(distances):
                raise BadTable(f"{self.path.name}: one bar alone does not tell how long it lasts")
            values, counts = np.unique(distances, return_counts=True)
            self.step_ms = int(values[np.argmax(counts)])
        return self.step_ms

    def _good(self, good: BoolArray, reason: str) -> BoolArray:
        if bad := int(np.count_nonzero(~good)):
            self.left_out[reason] += bad
        return good

    def _first_at_each(self, times: IntArray) -> BoolArray:
        """`times` ascend, so a repeat follows its first."""
        return self._good(np.concatenate([[True], np.diff(times) > 0]), "repeated")

    def _optional(self, part: Part, names: tuple[str, ...]) -> FloatArray:
        name = self.shape.first(names)
        return np.full(len(part), np.nan) if name is None else part.numbers(name)

    def _coalesced(self, part: Part, names: tuple[str, ...]) -> FloatArray:
        """Row by row the first of the columns that holds a number."""
        columns = [part.numbers(name) for name in names if name in self.shape.columns]
        value = columns[0]
        for column in columns[1:]:
            value = np.where(np.isfinite(value), value, column)
        return value


def funding_intervals(at: IntArray) -> IntArray:
    """(n,) ms between settlements, told from their distances: the one before each, where it is a venue's interval.

    Where it is not (the first row, a hole), the series' commonest one.
    """
    usual = np.array([1, 2, 4, 8]) * _HOUR_MS
    before = np.concatenate([[0], np.diff(at)])
    known = before[np.isin(before, usual)]
    values, counts = np.unique(known, return_counts=True)
    common = values[np.argmax(counts)] if len(values) else 8 * _HOUR_MS
    return np.where(np.isin(before, usual), before, common)
