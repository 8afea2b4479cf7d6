"""Spikes in volume and open interest, and the fresh activity that confirms a lopsided map."""

from dataclasses import replace

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from engine.liquidations.values import Confirmation
from engine.market.values import Bars, FloatArray, IntArray, Ticker
from engine.scanners.thresholds import DEFAULT_THRESHOLDS, Thresholds

CONFIRMATION_STEP_MS = 5 * 60_000
_HOUR_MS = 60 * 60_000
_BASELINE_BARS = 12


def ratio_to_mean(values: FloatArray, window: int) -> FloatArray:
    """(n,) each value over the mean of the `window` values before it; NaN for the first `window` and over a zero mean.

    The value itself is never part of its own baseline.
    """
    ratios = np.full(values.shape, np.nan)
    if len(values) > window:
        means = sliding_window_view(values, window)[:-1].mean(axis=1)
        np.divide(values[window:], means, out=ratios[window:], where=means > 0)
    return ratios


def change_over(values: FloatArray, window: int) -> FloatArray:
    """(n,) fraction gained against the value `window` places before; NaN for the first `window` and from zero."""
    changes = np.full(values.shape, np.nan)
    if len(values) > window:
        before = values[:-window]
        np.divide(values[window:], before, out=changes[window:], where=before > 0)
        changes[window:] -= 1.0
    return changes


def find_spikes(
    volume: FloatArray, open_interest: FloatArray, window: int, min_ratio: float, min_change: float
) -> IntArray:
    """Places where volume and open interest jump together: ratio >= min_ratio and change >= min_change."""
    ratio, change = ratio_to_mean(volume, window), change_over(open_interest, window)
    return np.flatnonzero((ratio >= min_ratio) & (change >= min_change)).astype(np.int64)


def confirm(bars: Bars, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> Confirmation:
    """Fresh activity of the last closed bar. `bars`: 5-minute bars, or coarser where those are not kept.

    Volume and move are said of 5 minutes, so coarser bars leave them None; the hour's open interest needs bars of an
    hour at most. Volume needs 13 bars without a gap.
    """
    return Confirmation(_volume_ratio(bars), _oi_change_1h(bars), _move_5m(bars), thresholds)


def confirm_now(bars: Bars, ticker: Ticker | None, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> Confirmation:
    """As `confirm`, and what the running bar has already shown: a move or open interest that is over its threshold
    there counts at once, and until the bar closes. Nothing else of the ticker is said, so calm figures stand still.
    """
    closed = confirm(bars, thresholds)
    if ticker is None or not len(bars) or bars.step_ms != CONFIRMATION_STEP_MS:
        return closed
    into_ms = int(ticker.at.timestamp() * 1000) - int(bars.open_ms[-1]) - bars.step_ms
    if not 0 <= into_ms < bars.step_ms:
        return closed
    running = Confirmation(None, _oi_so_far(bars, ticker), _known(ticker.price_usd / bars.close[-1] - 1.0), thresholds)
    return replace(
        closed,
        oi_change_1h=running.oi_change_1h if running.is_oi_fresh and not closed.is_oi_fresh else closed.oi_change_1h,
        move_5m=running.move_5m if running.is_move_fresh and not closed.is_move_fresh else closed.move_5m,
    )


def _oi_so_far(bars: Bars, ticker: Ticker) -> float | None:
    """Against what stood an hour before the running bar's close."""
    recent = bars.last(_BASELINE_BARS)
    if not _is_unbroken(recent, _BASELINE_BARS, CONFIRMATION_STEP_MS) or not recent.oi_base[0] > 0:
        return None
    return _known(ticker.oi_base / recent.oi_base[0] - 1.0)


def _volume_ratio(bars: Bars) -> float | None:
    recent = bars.last(_BASELINE_BARS + 1)
    if not _is_unbroken(recent, _BASELINE_BARS + 1, CONFIRMATION_STEP_MS):
        return None
    return _known(ratio_to_mean(recent.volume_base, _BASELINE_BARS)[-1])


def _oi_change_1h(bars: Bars) -> float | None:
    if len(bars) == 0 or bars.step_ms > _HOUR_MS:
        return None
    steps = _HOUR_MS // bars.step_ms
    recent = bars.last(steps + 1)
    if not _is_unbroken(recent, steps + 1, bars.step_ms):
        return None
    return _known(change_over(recent.oi_base, steps)[-1])


def _move_5m(bars: Bars) -> float | None:
    if len(bars) == 0 or bars.step_ms != CONFIRMATION_STEP_MS:
        return None
    return _known(bars.close[-1] / bars.open[-1] - 1.0)


def _is_unbroken(bars: Bars, rows: int, step_ms: int) -> bool:
    return bars.step_ms == step_ms and len(bars) == rows and bool(np.all(np.diff(bars.open_ms) == step_ms))


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
