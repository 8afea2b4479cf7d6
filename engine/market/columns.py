"""The newest bars of one contract and one step, kept in place."""

import numpy as np
from numpy.typing import NDArray

from engine.market.values import Bars

_COLUMNS = 7
_FIRST_ROWS = 16


def merged(older: Bars, newer: Bars) -> Bars:
    """Both, ascending, one row a time. Where both have a row the newer wins, but a NaN never hides a number."""
    open_ms = np.union1d(older.open_ms, newer.open_ms)
    values = np.full((_COLUMNS, len(open_ms)), np.nan)
    for bars in (older, newer):
        at = np.searchsorted(open_ms, bars.open_ms)
        block = np.vstack(bars.columns())
        values[:, at] = np.where(np.isfinite(block), block, values[:, at])
    return Bars(newer.step_ms, open_ms, *values)


class BarColumns:
    """At most `capacity` bars; older ones fall out. Readers get copies, so a later bar never changes what they hold."""

    __slots__ = ("_open_ms", "_rows", "_values", "capacity", "step_ms")

    def __init__(self, step_ms: int, capacity: int) -> None:
        self.step_ms = step_ms
        self.capacity = capacity
        self._rows = 0
        self._open_ms = np.empty(min(_FIRST_ROWS, capacity), np.int64)
        self._values: NDArray[np.float64] = np.empty((_COLUMNS, len(self._open_ms)))

    def __len__(self) -> int:
        return self._rows

    @property
    def last_open_ms(self) -> int | None:
        return int(self._open_ms[self._rows - 1]) if self._rows else None

    def add(self, bars: Bars) -> None:
        """New rows, usually one and the next; rows already held are corrected."""
        last = self.last_open_ms
        if len(bars) == 1 and (last is None or bars.open_ms[0] > last):
            self._append(int(bars.open_ms[0]), [float(column[0]) for column in bars.columns()])
        elif len(bars):
            self._hold(merged(self._held(), bars).last(self.capacity))

    def last(self, count: int) -> Bars:
        return self._copy(max(self._rows - count, 0), self._rows)

    def between(self, from_ms: int, to_ms: int) -> Bars:
        start, stop = np.searchsorted(self._open_ms[: self._rows], [from_ms, to_ms])
        return self._copy(int(start), int(stop))

    def _held(self) -> Bars:
        return Bars(self.step_ms, self._open_ms[: self._rows], *self._values[:, : self._rows])

    def _copy(self, start: int, stop: int) -> Bars:
        return Bars(self.step_ms, self._open_ms[start:stop].copy(), *self._values[:, start:stop].copy())

    def _append(self, open_ms: int, row: list[float]) -> None:
        if self._rows == len(self._open_ms):
            self._make_room()
        self._open_ms[self._rows] = open_ms
        self._values[:, self._rows] = row
        self._rows += 1

    def _make_room(self) -> None:
        """Twice the space until `capacity`; from then on the oldest row makes way."""
        if self._rows == self.capacity:
            self._open_ms[:-1] = self._open_ms[1:]
            self._values[:, :-1] = self._values[:, 1:]
            self._rows -= 1
            return
        self._reserve(min(2 * self._rows, self.capacity))

    def _reserve(self, rows: int) -> None:
        open_ms, values = np.empty(rows, np.int64), np.empty((_COLUMNS, rows))
        open_ms[: self._rows] = self._open_ms[: self._rows]
        values[:, : self._rows] = self._values[:, : self._rows]
        self._open_ms, self._values = open_ms, values

    def _hold(self, bars: Bars) -> None:
        if len(bars) > len(self._open_ms):
            self._reserve(min(max(len(bars), 2 * len(self._open_ms)), self.capacity))
        self._rows = len(bars)
        self._open_ms[: self._rows] = bars.open_ms
        self._values[:, : self._rows] = bars.columns()
