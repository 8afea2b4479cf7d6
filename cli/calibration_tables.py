"""Recorded tables as calibration needs them: candles joined with open interest, and measured hours."""

from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from engine.liquidations.calibration.hours import LiquidatedHours
from engine.market.values import Bars, FloatArray, IntArray


def read_bars(candles: Path, open_interest: Path, symbol: str, step_ms: int) -> Bars:
    """Candles from the first known open interest on, each with the latest figure stamped at or before its close.

    Candles: open_ms, open, high, low, close, volume_base, optionally taker_buy_base; open interest: ts_ms, oi_base.
    """
    rows = pq.read_table(candles, filters=pc.field("symbol") == symbol).sort_by("open_ms")
    oi = pq.read_table(open_interest, filters=pc.field("symbol") == symbol).sort_by("ts_ms")
    oi_ms, oi_base = oi["ts_ms"].to_numpy(), oi["oi_base"].to_numpy()
    rows = rows.filter(pc.field("open_ms") >= int(oi_ms[0]))
    open_ms: IntArray = rows["open_ms"].to_numpy()
    taker = rows["taker_buy_base"].to_numpy() if "taker_buy_base" in rows.schema.names else np.full(len(rows), np.nan)
    columns = [rows[name].to_numpy() for name in ("open", "high", "low", "close", "volume_base")]
    columns += [taker, _latest(oi_ms, oi_base, open_ms + step_ms, step_ms)]
    return Bars(step_ms, open_ms, *columns)


def read_hours(liquidations: Path, symbol: str) -> LiquidatedHours:
    """open_ms, liq_long_usd, liq_short_usd of one hour a row."""
    rows = pq.read_table(liquidations, filters=pc.field("symbol") == symbol).sort_by("open_ms")
    return LiquidatedHours(*(rows[name].to_numpy() for name in ("open_ms", "liq_long_usd", "liq_short_usd")))


def _latest(stamps: IntArray, values: FloatArray, at: IntArray, max_age_ms: int) -> FloatArray:
    """The value stamped last at or before each moment; NaN where it is older than `max_age_ms`."""
    place = np.searchsorted(stamps, at, side="right") - 1
    found = np.where(place >= 0, values[np.maximum(place, 0)], np.nan)
    return np.where(at - stamps[np.maximum(place, 0)] <= max_age_ms, found, np.nan)
