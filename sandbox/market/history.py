"""The bars of one contract at three resolutions, and every coarser interval made from them."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sandbox.market import layout as at
from sandbox.market.intervals import begin_of, begin_of_one, end_of
from sandbox.market.schedule import DAY_MS, MINUTE_MS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
RESOLUTIONS_MS = (MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS)
KEPT_MS = (7 * DAY_MS, 60 * DAY_MS, 800 * DAY_MS)
_FOREVER_MS = 1 << 62
_SUMS = [at.B_VOLUME, at.B_BUY, at.B_LIQ_LONG, at.B_LIQ_SHORT, at.B_TURNOVER]
_LASTS = [at.B_CLOSE, at.B_OI, at.B_MARK, at.B_INDEX, at.B_LONG_SHARE]


def aggregate(open_ms: Ints, rows: Floats, step_ms: int) -> tuple[Ints, Floats]:
    """Bars of `step_ms` from finer ones, UTC-aligned. A bar that is still going on is given as far as it went."""
    if len(open_ms) == 0:
        return open_ms, rows
    begins = begin_of(open_ms, step_ms)
    first = np.flatnonzero(np.r_[True, begins[1:] != begins[:-1]])
    last = np.r_[first[1:], len(begins)] - 1
    out = np.empty((len(first), at.BAR_COLUMNS))
    out[:, at.B_OPEN] = rows[first, at.B_OPEN]
    for high in (at.B_HIGH, at.B_MARK_HIGH):
        out[:, high] = np.maximum.reduceat(rows[:, high], first)
    for low in (at.B_LOW, at.B_MARK_LOW):
        out[:, low] = np.minimum.reduceat(rows[:, low], first)
    out[:, _SUMS] = np.add.reduceat(rows[:, _SUMS], first, axis=0)
    out[:, _LASTS] = rows[last][:, _LASTS]
    return begins[first], out


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
            size = max(need + 256, self._n * 3 // 2)
            grown_ms, grown = np.empty(size, np.int64), np.empty((size, at.BAR_COLUMNS))
            grown_ms[: self._n], grown[: self._n] = self.open_ms, self.rows
            self._open_ms, self._rows = grown_ms, grown
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

    def between(self, from_ms: int, to_ms: int) -> tuple[Ints, Floats]:
        i, j = np.searchsorted(self.open_ms, [from_ms, to_ms])
        return self.open_ms[i:j], self.rows[i:j]


class History:
    """Closed bars at 1, 5 and 30 minutes; the coarser are always sums of the finer where both exist.

    `going_on`: the seconds of the minute that has not closed, at a resolution of their own.
    """

    def __init__(self) -> None:
        self.columns = {step: Column(step) for step in RESOLUTIONS_MS}
        self.going_on = Column(1000)

    def append(self, bar_ms: int, open_ms: Ints, rows: Floats) -> None:
        """Add closed bars of one resolution (or seconds) and whatever coarser bars they complete."""
        if bar_ms == 1000:
            self.going_on.append(open_ms, rows)
            self._complete(self.going_on, self.columns[MINUTE_MS])
            minutes = self.columns[MINUTE_MS]
            if len(minutes):
                self.going_on.drop_before(int(minutes.open_ms[-1]) + MINUTE_MS)
        else:
            self.columns[bar_ms].append(open_ms, rows)
        for finer, coarser in pairwise(RESOLUTIONS_MS):
            if coarser > bar_ms:
                self._complete(self.columns[finer], self.columns[coarser])

    @staticmethod
    def _complete(source: Column, target: Column) -> None:
        if len(source) == 0:
            return
        step = target.step_ms
        begin = int(target.open_ms[-1]) + step if len(target) else -(-int(source.open_ms[0]) // step) * step
        end = (int(source.open_ms[-1]) + source.step_ms) // step * step
        if end > begin:
            target.append(*aggregate(*source.between(begin, end), step))

    def bars(self, step_ms: int, from_ms: int = 0, to_ms: int = _FOREVER_MS) -> tuple[Ints, Floats]:
        """Bars of any interval that is a multiple of a minute and open in [from_ms, to_ms), each whole, the unfinished
        one last.

        Taken from the coarsest stored resolution that divides the interval, so fine intervals reach back less far.
        """
        base = max(r for r in RESOLUTIONS_MS if step_ms % r == 0)
        since = begin_of_one(from_ms + step_ms - 1, step_ms) if from_ms > 0 else 0
        until = to_ms if to_ms >= _FOREVER_MS else end_of(begin_of_one(to_ms - 1, step_ms), step_ms)
        open_ms, rows = self.columns[base].between(since, until)
        tail_ms, tail = self._tail(base, since)
        if len(tail_ms):
            open_ms, rows = np.r_[open_ms, tail_ms], np.vstack([rows, tail])
        open_ms, rows = (open_ms, rows) if step_ms == base else aggregate(open_ms, rows, step_ms)
        j = int(np.searchsorted(open_ms, to_ms))
        return open_ms[:j], rows[:j]

    def _tail(self, base: int, since: int) -> tuple[Ints, Floats]:
        """The unfinished bar of resolution `base`, from finer bars and the seconds of the minute that is going on."""
        column = self.columns[base]
        since = max(since, int(column.open_ms[-1]) + base if len(column) else 0)
        parts = [self.going_on.between(since, _FOREVER_MS)]
        if base > MINUTE_MS:
            parts.insert(0, self.columns[MINUTE_MS].between(since, _FOREVER_MS))
        open_ms = np.concatenate([ms for ms, _ in parts])
        return aggregate(open_ms, np.concatenate([rows for _, rows in parts]), base)

    def forget(self, now_ms: int) -> None:
        """Drop what is older than each resolution keeps, once enough has gathered."""
        for column, kept in zip(self.columns.values(), KEPT_MS, strict=True):
            if len(column) and now_ms - int(column.open_ms[0]) > kept * 1.1:
                column.drop_before(now_ms - kept)
