"""The bars of one contract at three resolutions, and every coarser interval made from them."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sandbox.market import layout as at
from sandbox.market.schedule import MINUTE_MS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
RESOLUTIONS_MS = (MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS)
_SUMS = [at.B_VOLUME, at.B_BUY, at.B_LIQ_LONG, at.B_LIQ_SHORT, at.B_TURNOVER]
_LASTS = [at.B_CLOSE, at.B_OI, at.B_MARK, at.B_INDEX]


def aggregate(open_ms: Ints, rows: Floats, step_ms: int) -> tuple[Ints, Floats]:
    """Bars of `step_ms` from finer ones, UTC-aligned. A bar that is still going on is given as far as it went."""
    if len(open_ms) == 0:
        return open_ms, rows
    slot = open_ms // step_ms
    first = np.flatnonzero(np.r_[True, slot[1:] != slot[:-1]])
    last = np.r_[first[1:], len(slot)] - 1
    out = np.empty((len(first), at.BAR_COLUMNS))
    out[:, at.B_OPEN] = rows[first, at.B_OPEN]
    for high in (at.B_HIGH, at.B_MARK_HIGH):
        out[:, high] = np.maximum.reduceat(rows[:, high], first)
    for low in (at.B_LOW, at.B_MARK_LOW):
        out[:, low] = np.minimum.reduceat(rows[:, low], first)
    out[:, _SUMS] = np.add.reduceat(rows[:, _SUMS], first, axis=0)
    out[:, _LASTS] = rows[last][:, _LASTS]
    return slot[first] * step_ms, out


class Column:
    """Bars of one resolution, growing at the end; the arrays double when full."""

    def __init__(self, step_ms: int) -> None:
        self.step_ms = step_ms
        self._open_ms = np.empty(256, np.int64)
        self._rows = np.empty((256, at.BAR_COLUMNS))
        self._n = 0

    def __len__(self) -> int:
        return self._n

    @property
    def open_ms(self) -> Ints:
        return self._open_ms[: self._n]

    @property
    def rows(self) -> Floats:
        return self._rows[: self._n]

    def append(self, open_ms: Ints, rows: Floats) -> None:
        need = self._n + len(open_ms)
        if need > len(self._open_ms):
            size = max(need, 2 * len(self._open_ms))
            self._open_ms = np.resize(self._open_ms, size)
            self._rows = np.resize(self._rows, (size, at.BAR_COLUMNS))
        self._open_ms[self._n : need] = open_ms
        self._rows[self._n : need] = rows
        self._n = need

    def drop_before(self, ms: int) -> None:
        """Forget bars older than `ms`, in place."""
        start = int(np.searchsorted(self.open_ms, ms))
        keep = self._n - start
        self._open_ms[:keep] = self._open_ms[start : self._n].copy()
        self._rows[:keep] = self._rows[start : self._n].copy()
        self._n = keep


class History:
    """Closed bars at 1, 5 and 30 minutes; the coarser are always sums of the finer where both exist."""

    def __init__(self) -> None:
        self.columns = {step: Column(step) for step in RESOLUTIONS_MS}

    def append(self, bar_ms: int, open_ms: Ints, rows: Floats) -> None:
        """Add closed bars of one resolution and whatever coarser bars they complete."""
        self.columns[bar_ms].append(open_ms, rows)
        for finer, coarser in pairwise(RESOLUTIONS_MS):
            if coarser > bar_ms:
                self._complete(finer, coarser)

    def _complete(self, finer: int, coarser: int) -> None:
        source, target = self.columns[finer], self.columns[coarser]
        if len(source) == 0:
            return
        begin = int(target.open_ms[-1]) + coarser if len(target) else -(-int(source.open_ms[0]) // coarser) * coarser
        end = (int(source.open_ms[-1]) + finer) // coarser * coarser
        i, j = np.searchsorted(source.open_ms, [begin, end])
        if j > i:
            target.append(*aggregate(source.open_ms[i:j], source.rows[i:j], coarser))

    def bars(self, step_ms: int, going_on: Sequence[tuple[int, Floats]] = ()) -> tuple[Ints, Floats]:
        """All bars of any interval that is a multiple of a stored one, from the coarsest resolution that divides it."""
        base = max(r for r in RESOLUTIONS_MS if step_ms % r == 0)
        column = self.columns[base]
        open_ms, rows = column.open_ms, column.rows
        tail_ms, tail = self._tail(base, going_on)
        if len(tail_ms):
            open_ms, rows = np.r_[open_ms, tail_ms], np.vstack([rows, tail])
        return (open_ms, rows) if step_ms == base else aggregate(open_ms, rows, step_ms)

    def _tail(self, base: int, going_on: Sequence[tuple[int, Floats]]) -> tuple[Ints, Floats]:
        """The unfinished bar of resolution `base`, from finer bars and the minute that is going on."""
        column, minutes = self.columns[base], self.columns[MINUTE_MS]
        since = int(column.open_ms[-1]) + base if len(column) else 0
        times, rows = [], []
        if base > MINUTE_MS and len(minutes):
            i = int(np.searchsorted(minutes.open_ms, since))
            times, rows = list(minutes.open_ms[i:]), list(minutes.rows[i:])
        for ms, row in going_on:
            times.append(ms)
            rows.append(row)
        if not times:
            return np.empty(0, np.int64), np.empty((0, at.BAR_COLUMNS))
        return aggregate(np.array(times, np.int64), np.array(rows), base)
