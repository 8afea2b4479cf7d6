"""Finds the moments of one coin and window in its bars: pure, and no map sees a bar that closed after its moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from engine.liquidations.mixes.book import DEFAULT_MIXES, MixBook
from engine.liquidations.model import build_map
from engine.liquidations.records.values import horizon_of
from engine.liquidations.scan import scan_map
from engine.liquidations.values import DayFigures, Leg, MapQuery, Scan, ScanState
from engine.market.values import Bars, FloatArray, Instrument, IntArray, MarketSource
from engine.market.windows import Window
from engine.scanners.spikes import change_over, ratio_to_mean
from engine.signals.judging import HIT as TOUCHED_TARGET
from engine.signals.judging import NONE, first_touch
from engine.signals.life import anchored
from engine.signals.record import won_for_one
from engine.signals.trials.values import EXPIRED, HIT, OPEN, STOPPED, Moments, no_moments
from engine.signals.values import NOTHING_FRESH

LEAST_SHARE = 0.60  # below these no threshold can be set in the chat, so nothing is kept
LEAST_VOLUME_RATIO, LEAST_OI_CHANGE, LEAST_MOVE = 1.2, 0.01, 0.005
_BASELINE_BARS, _HOUR_BARS = 12, 12
_NO_DAY = DayFigures(None, None, None, None, None)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Figures:
    """(n,) each: the figures of confirmation at every bar's close, NaN where unknown."""

    volume_ratio: FloatArray
    oi_change_1h: FloatArray
    move_5m: FloatArray

    def near_fresh(self) -> IntArray:
        """Rows at which some threshold that can be set would be passed."""
        volume, oi = self.volume_ratio > LEAST_VOLUME_RATIO, self.oi_change_1h > LEAST_OI_CHANGE
        return np.asarray(np.flatnonzero(volume | oi | (np.abs(self.move_5m) > LEAST_MOVE)), np.int64)

    def at(self, row: int) -> tuple[float, float, float]:
        return float(self.volume_ratio[row]), float(self.oi_change_1h[row]), float(self.move_5m[row])


def figures_of(bars: Bars) -> Figures:
    """As `confirm` has them of five-minute bars; where a bar is missing the figures across it are unknown."""
    volume, oi = ratio_to_mean(bars.volume_base, _BASELINE_BARS), change_over(bars.oi_base, _HOUR_BARS)
    for values, rows in ((volume, _BASELINE_BARS), (oi, _HOUR_BARS)):
        values[:rows] = np.nan
        values[rows:][bars.open_ms[rows:] - bars.open_ms[:-rows] != rows * bars.step_ms] = np.nan
    return Figures(volume, oi, bars.close / bars.open - 1.0)


@dataclass(slots=True)
class Finder:
    """`bars`: five minutes, for figures, entries and endings; `columns`: of the window's own step, for its maps.

    As on the board a map is made when a column closes and stands until the next one does.
    """

    bars: Bars
    columns: Bars
    instrument: Instrument
    window: Window
    source: MarketSource
    mixes: MixBook = DEFAULT_MIXES
    _scan: tuple[int, Scan | None] = (-1, None)  # of the last column looked at

    def candidates(self, figures: Figures, from_ms: int) -> IntArray:
        """Rows that closed after `from_ms` and need a look, oldest first."""
        near = figures.near_fresh()
        return near[self.bars.open_ms[near] + self.bars.step_ms > from_ms]

    def moments(self, figures: Figures, rows: Sequence[int]) -> Moments:
        """Of these rows, those with a share worth keeping and a plan. At most a millisecond a row."""
        found, kept = no_moments(len(rows)), 0
        for row in rows:
            scan = self._standing(int(self.bars.open_ms[row]) + self.bars.step_ms)
            if scan is None or scan.imbalance is None or scan.imbalance < LEAST_SHARE:
                continue
            ride = None if scan.plan.ride is None else anchored(scan.plan.ride, float(self.bars.close[row]))
            if ride is None:
                continue
            outcome, end_ms, won = self._outcome(row, ride)
            at_ms = int(self.bars.open_ms[row]) + self.bars.step_ms
            found[kept] = (at_ms, end_ms, scan.imbalance, *figures.at(row), won, outcome)
            kept += 1
        return found[:kept]

    def _standing(self, at_ms: int) -> Scan | None:
        """Of the map made at the last column's close by then; None where its history has holes or is short."""
        step_ms = self.columns.step_ms
        end = int(np.searchsorted(self.columns.open_ms, at_ms - step_ms, side="right"))
        if self._scan[0] != end:
            self._scan = (end, self._made(end, at_ms))
        return self._scan[1]

    def _made(self, end: int, at_ms: int) -> Scan | None:
        step_ms, rows = self.columns.step_ms, self.window.span // (self.columns.step_ms * _MILLISECOND)
        seen = self.columns.part(max(end - rows, 0), end)
        is_whole = len(seen) == rows and int(seen.open_ms[-1] - seen.open_ms[0]) == (rows - 1) * step_ms
        if not is_whole or at_ms - int(seen.open_ms[-1]) >= 2 * step_ms:
            return None
        at = datetime.fromtimestamp((int(seen.open_ms[-1]) + step_ms) / 1000, UTC)
        query = MapQuery(self.instrument.coin, self.window)
        by_venue = {self.instrument.venue: seen}
        heatmap = build_map(by_venue, [self.instrument], query, self.source, at, False, self.mixes)
        scan = scan_map(heatmap, NOTHING_FRESH, _NO_DAY)
        return None if scan.state is ScanState.TOO_LITTLE_DATA else scan

    def _outcome(self, row: int, ride: Leg) -> tuple[int, int, float]:
        """(outcome, end in ms, won for 1 risked), from the bars after the row; open where bars are missing or still to
        come."""
        bars, horizon, sign = self.bars, horizon_of(self.window) // _MILLISECOND, ride.side.sign
        last = row + horizon // bars.step_ms
        known = min(last, len(bars) - 1)
        holes = np.flatnonzero(np.diff(bars.open_ms[row : known + 1]) != bars.step_ms)
        unbroken = row + int(holes[0]) if len(holes) else known
        code, at = first_touch(bars.high, bars.low, row + 1, unbroken + 1, sign, ride.stop_usd, ride.target_usd)
        end_ms = int(bars.open_ms[row]) + bars.step_ms + horizon
        if code == NONE and unbroken < last:
            return OPEN, end_ms, 0.0
        outcome, end_usd = EXPIRED, float(bars.close[unbroken])
        if code != NONE:
            end_ms = int(bars.open_ms[at]) + bars.step_ms
            outcome, end_usd = (HIT, ride.target_usd) if code == TOUCHED_TARGET else (STOPPED, ride.stop_usd)
        return outcome, end_ms, won_for_one(sign, ride.entries_usd[0], ride.stop_usd, end_usd)
