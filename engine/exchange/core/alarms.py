"""Which accounts have to be looked at when a price gets somewhere: a sorted array with a cursor, a heap of fresh ones.

Keys are signed so that an alarm goes off when its key is at or below the present key: the price itself for one that
waits for a rise, its negative for one that waits for a fall. An entry may be out of date: whoever is woken for nothing
finds nothing to do.
"""

from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np

from engine.exchange.core.levels import ROW_BITS
from engine.market.values import IntArray

_ROW_MASK = (1 << ROW_BITS) - 1
_MERGE_FROM = 4_096
_MERGE_SHARE = 16
_MOST_SPARSE = 8  # ids to a row of a table by id
NEVER = 1 << 62


def _no_keys() -> IntArray:
    return np.empty(0, dtype=np.int64)


@dataclass(slots=True)
class Alarm:
    is_rising: bool
    nearest: int = NEVER  # key of the first to go off
    _fresh: list[int] = field(default_factory=list)
    _keys: IntArray = field(default_factory=_no_keys)
    _rows: IntArray = field(default_factory=_no_keys)
    _cursor: int = 0

    def add(self, ticks: int, row: int) -> None:
        key = ticks if self.is_rising else -ticks
        heappush(self._fresh, (key << ROW_BITS) | row)
        if key < self.nearest:
            self.nearest = key
        if len(self._fresh) > _MERGE_FROM + (len(self._keys) - self._cursor) // _MERGE_SHARE:
            self._merge()

    def due(self, ticks: int) -> list[int]:
        """Rows whose alarm went off; they are forgotten."""
        key = ticks if self.is_rising else -ticks
        if key < self.nearest:
            return []
        end = int(np.searchsorted(self._keys, key, side="right"))
        rows: list[int] = self._rows[self._cursor : end].tolist() if end > self._cursor else []
        self._cursor = max(end, self._cursor)
        fresh = self._fresh
        while fresh and fresh[0] >> ROW_BITS <= key:
            rows.append(heappop(fresh) & _ROW_MASK)
        self._find_nearest()
        return rows

    def _find_nearest(self) -> None:
        self.nearest = self._fresh[0] >> ROW_BITS if self._fresh else NEVER
        if self._cursor < len(self._keys):
            self.nearest = min(self.nearest, int(self._keys[self._cursor]))

    def _merge(self) -> None:
        fresh = self._fresh
        fresh.sort()
        keys = np.array([entry >> ROW_BITS for entry in fresh], dtype=np.int64)
        rows = np.array([entry & _ROW_MASK for entry in fresh], dtype=np.int64)
        keys = np.concatenate((self._keys[self._cursor :], keys))
        rows = np.concatenate((self._rows[self._cursor :], rows))
        order = np.argsort(keys, kind="stable")  # of two runs: a merge
        keys, rows = keys[order], rows[order]
        first = _first_of_each(rows)  # whoever is woken sets what still stands again
        self._keys, self._rows, self._cursor = keys[first], rows[first], 0
        fresh.clear()


def _first_of_each(rows: IntArray) -> IntArray:
    """Places of the first time each is there, ascending."""
    if rows.max() > _MOST_SPARSE * (len(rows) + _MERGE_FROM):
        return np.sort(np.unique(rows, return_index=True)[1])
    places = np.arange(len(rows))
    first = np.empty(rows.max() + 1, dtype=np.int64)
    first[rows[::-1]] = places[::-1]  # of several the last one assigned stays
    return np.flatnonzero(first[rows] == places)
