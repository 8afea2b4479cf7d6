"""Recorded tables as calibration needs them: candles joined with open interest, and measured spans."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from engine.liquidations.calibration.hours import LiquidatedHours
from engine.market.values import Bars, FloatArray, IntArray


def read_bars(candles: Path, open_interest: Path, symbol: str, step_ms: int) -> Bars:
    """Candles from the first known open interest on, each with the latest figure stamped at or before its close.

    Candles: open_ms, open, high, low, close, volume_base, optionally taker_buy_base; open interest: ts_ms, oi_base.
    """
    oi_ms, oi_base = read_oi(open_interest, symbol)
    bars = read_candles(candles, symbol, step_ms)
    bars = bars.between(int(oi_ms[0]), int(bars.open_ms[-1]) + 1)
    return replace(bars, oi_base=latest(oi_ms, oi_base, bars.open_ms + step_ms, step_ms))


def read_candles(candles: Path, symbol: str, step_ms: int) -> Bars:
    """Without open interest."""
    rows = pq.read_table(candles, filters=pc.field("symbol") == symbol).sort_by("open_ms")
    open_ms: IntArray = rows["open_ms"].to_numpy()
    unknown = np.full(len(rows), np.nan)
    taker = rows["taker_buy_base"].to_numpy() if "taker_buy_base" in rows.schema.names else unknown
    opens, highs, lows, closes, volumes = (
        rows[name].to_numpy() for name in ("open", "high", "low", "close", "volume_base")
    )
    return Bars(step_ms, open_ms, opens, highs, lows, closes, volumes, taker, unknown)


def read_oi(open_interest: Path, symbol: str) -> tuple[IntArray, FloatArray]:
    """Stamps and coins, ascending."""
    oi = pq.read_table(open_interest, filters=pc.field("symbol") == symbol).sort_by("ts_ms")
    return oi["ts_ms"].to_numpy(), oi["oi_base"].to_numpy()


def read_rows(table: Path, symbol: str) -> pa.Table:
    """All columns of one symbol, by time."""
    return pq.read_table(table, filters=pc.field("symbol") == symbol).sort_by("open_ms")


def read_hours(liquidations: Path, symbol: str) -> LiquidatedHours:
    """open_ms, liq_long_usd, liq_short_usd of one span a row; rows nobody delivered are left out."""
    rows = read_rows(liquidations, symbol)
    return known_hours(*(rows[name].to_numpy() for name in ("open_ms", "liq_long_usd", "liq_short_usd")))


def known_hours(open_ms: IntArray, long_usd: FloatArray, short_usd: FloatArray) -> LiquidatedHours:
    known = np.isfinite(long_usd) & np.isfinite(short_usd)
    return LiquidatedHours(open_ms[known], long_usd[known], short_usd[known])


def latest(stamps: IntArray, values: FloatArray, at: IntArray, max_age_ms: int) -> FloatArray:
    """The value stamped last at or before each moment; NaN where it is older than `max_age_ms`."""
    place = np.searchsorted(stamps, at, side="right") - 1
    found = np.where(place >= 0, values[np.maximum(place, 0)], np.nan)
    return np.where(at - stamps[np.maximum(place, 0)] <= max_age_ms, found, np.nan)


def drawn_between(stamps: IntArray, values: FloatArray, at: IntArray, longest_ms: int) -> FloatArray:
    """On the straight line between the stamps around each moment; NaN outside and where they are farther apart."""
    after = np.clip(np.searchsorted(stamps, at, side="left"), 1, len(stamps) - 1)
    is_near = stamps[after] - stamps[after - 1] <= longest_ms
    inside = (at >= stamps[0]) & (at <= stamps[-1])
    return np.where(inside & is_near, np.interp(at, stamps, values), np.nan)
