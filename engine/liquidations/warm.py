"""Compile the kernels, or read them from disk, before somebody waits for them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np

from engine.liquidations.model import build_map
from engine.liquidations.scan import scan_map
from engine.liquidations.values import Confirmation, DayFigures, MapQuery
from engine.market.values import Bars, Coin, Instrument, MarketSource, Symbol, Venue
from engine.market.windows import Window

_ROWS = 30


def warm_up() -> None:
    """One small map and scan. Seconds the very first time on a machine, a fraction of one after that."""
    step_ms = Window.H12.column_ms
    close = 100.0 + np.sin(np.arange(_ROWS))
    flat = np.full(_ROWS, 10.0)
    at = np.arange(_ROWS, dtype=np.int64) * step_ms
    bars = Bars(step_ms, at, close, close + 0.5, close - 0.5, close, flat, flat / 2, 100 * flat)
    tick = Decimal("0.1")
    listed = Instrument(Venue.BYBIT, Symbol("X"), Coin("X"), tick, tick, 100.0, timedelta(hours=8), None)
    end = datetime.fromtimestamp(_ROWS * step_ms / 1000, UTC)
    query = MapQuery(listed.coin, Window.H12)
    heatmap = build_map({listed.venue: bars}, [listed], query, MarketSource.SIMULATED, end)
    scan_map(heatmap, Confirmation(None, None, None), DayFigures(None, None, None, None, None))
