"""One contract: its bars of every step, its ticker, and when it was last heard of."""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import isfinite

import numpy as np

from engine.market.columns import BarColumns
from engine.market.folding import fold
from engine.market.values import Bars, Instrument, Ticker
from engine.market.windows import STEPS_MS, Window

CAPACITY = max(window.columns for window in Window) + 48  # a year of days, and room for a look behind


class Series:
    """Coarser bars are folded from finer ones as those close; the newest day of the finest is always held for that."""

    __slots__ = ("_closed_ms", "_columns", "_oi_base", "heard_at", "instrument", "ticker")

    def __init__(self, instrument: Instrument, capacity: int = CAPACITY) -> None:
        self.instrument = instrument
        self.ticker: Ticker | None = None
        self.heard_at: datetime | None = None
        self._columns = {step_ms: BarColumns(step_ms, capacity) for step_ms in STEPS_MS}
        self._closed_ms: dict[int, int] = {}
        self._oi_base = math.nan

    @property
    def turnover_24h_usd(self) -> float:
        return 0.0 if self.ticker is None else _number(self.ticker.turnover_24h_usd)

    @property
    def oi_usd(self) -> float:
        """Zero where unknown. From the bars where no ticker has come yet."""
        if self.ticker is not None:
            return _number(self.ticker.oi_base * self.ticker.price_usd)
        newest = self.bars(STEPS_MS[0], 1)
        return _number(float(newest.oi_base[-1] * newest.close[-1])) if len(newest) else 0.0

    @property
    def last_oi_base(self) -> float:
        """The last known open interest, of a ticker or a closed bar; NaN where there is none."""
        return self._oi_base

    def tell(self, ticker: Ticker) -> None:
        self.ticker = ticker
        self._learn_oi(ticker.oi_base)

    def has_closed(self, step_ms: int, open_ms: int) -> bool:
        """Whether `close` was already called for that bar."""
        return self._closed_ms.get(step_ms, -1) >= open_ms

    def bars(self, step_ms: int, count: int) -> Bars:
        """Of that step, or of the finest coarser one that is held and goes on, over the same span."""
        for held_ms, columns in self._columns.items():
            if held_ms >= step_ms and held_ms % step_ms == 0 and len(columns) and not self._has_ended(held_ms):
                return columns.last(-(-count * step_ms // held_ms))
        return Bars.empty(step_ms)

    def _has_ended(self, step_ms: int) -> bool:
        """True when a whole coarser bar came after the last of this step: its recording stopped."""
        end_ms = (self._columns[step_ms].last_open_ms or 0) + step_ms
        return any((held.last_open_ms or 0) >= end_ms for held in self._columns.values() if held.step_ms > step_ms)

    @property
    def finest_step(self) -> timedelta:
        """Of the bars that are held; a day where none is."""
        return timedelta(milliseconds=next((ms for ms, held in self._columns.items() if len(held)), STEPS_MS[-1]))

    def last_open_ms(self, step_ms: int) -> int | None:
        columns = self._columns.get(step_ms)
        return None if columns is None else columns.last_open_ms

    def held(self, step_ms: int) -> Bars:
        """All bars of exactly that step."""
        columns = self._columns[step_ms]
        return columns.last(len(columns))

    def fill(self, bars: Bars) -> None:
        """Rows of any one step; coarser buckets that became whole are folded."""
        self._columns[bars.step_ms].add(bars)
        if len(bars):
            if math.isnan(self._oi_base):
                self._learn_oi(float(bars.oi_base[-1]))
            for folded in self._folded(bars.step_ms, int(bars.open_ms[0]), int(bars.open_ms[-1])):
                self._columns[folded.step_ms].add(_only_new(folded, self._columns[folded.step_ms]))

    def close(self, bars: Bars) -> list[Bars]:
        """One closed bar; returns it and every coarser bar that closed with it."""
        self._columns[bars.step_ms].add(bars)
        open_ms = int(bars.open_ms[-1])
        self._closed_ms[bars.step_ms] = max(open_ms, self._closed_ms.get(bars.step_ms, open_ms))
        self._learn_oi(float(bars.oi_base[-1]))
        folded = [whole for whole in self._folded(bars.step_ms, open_ms, open_ms) if len(whole)]
        for whole in folded:
            self._columns[whole.step_ms].add(whole)
        return [bars, *folded]

    def _learn_oi(self, oi_base: float) -> None:
        if math.isfinite(oi_base) and oi_base > 0:
            self._oi_base = oi_base

    def _folded(self, step_ms: int, first_ms: int, last_ms: int) -> Iterator[Bars]:
        """Whole buckets of all coarser steps touched by the rows first to last."""
        end_ms = (self._columns[step_ms].last_open_ms or 0) + step_ms
        for coarse_ms in STEPS_MS:
            if coarse_ms > step_ms and coarse_ms % step_ms == 0:
                from_ms = first_ms - first_ms % coarse_ms
                to_ms = min(last_ms - last_ms % coarse_ms + coarse_ms, end_ms - end_ms % coarse_ms)
                if from_ms < to_ms:
                    yield fold(self._columns[step_ms].between(from_ms, to_ms), coarse_ms)


def _only_new(bars: Bars, held: BarColumns) -> Bars:
    """Without rows already held: what the venue itself summed is better than our sum."""
    known = held.last(held.capacity).open_ms
    new = ~np.isin(bars.open_ms, known)
    return Bars(bars.step_ms, bars.open_ms[new], *(column[new] for column in bars.columns()))


def _number(value: float) -> float:
    return value if isfinite(value) else 0.0
