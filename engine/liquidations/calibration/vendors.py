"""How alike a vendor's recorded map and ours of the same moment are: rank correlation bin by bin. Neither is truth."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from engine.liquidations.calibration.metrics import spearman
from engine.liquidations.calibration.truth import BIN, spread_over
from engine.liquidations.model import build_map
from engine.liquidations.values import MapQuery
from engine.market.values import Bars, FloatArray, Instrument, MarketSource
from engine.market.windows import Window

_STEP = float(np.log1p(BIN))
_NEAR = 0.03


@dataclass(frozen=True, slots=True)
class VendorMap:
    """Levels as the vendor published them, USD; of one venue, over a window like `window`."""

    name: str
    at: datetime
    window: Window
    prices_usd: FloatArray
    notional_usd: FloatArray


@dataclass(frozen=True, slots=True)
class VendorShape:
    """Spearman's rho with the vendor's map over its own range, in `bins` of 0.25 %: of ours (`ours_near`: within 3 % of
    price), and of mere distance from price, the farthest highest."""

    name: str
    at: datetime
    window: str
    bins: int
    ours: float
    ours_near: float
    distance: float


def compare_vendor(vendor: VendorMap, bars: Bars, instrument: Instrument) -> VendorShape:
    """`bars`: closed by the vendor's moment are used, none after it."""
    at_ms = round(vendor.at.timestamp() * 1000)
    until_ms = at_ms // bars.step_ms * bars.step_ms
    span_ms = vendor.window.columns * vendor.window.column_ms
    seen = bars.between(until_ms - span_ms, until_ms)
    query = MapQuery(instrument.coin, vendor.window)
    held = {instrument.venue: seen}
    heatmap = build_map(held, [instrument], query, MarketSource.RECORDED, vendor.at, keep_columns=False)
    edges = np.exp(np.arange(np.log(vendor.prices_usd.min()), np.log(vendor.prices_usd.max()), _STEP))
    ours = spread_over(heatmap.price_edges, heatmap.now_long_usd + heatmap.now_short_usd, edges)
    theirs, _ = np.histogram(vendor.prices_usd, edges, weights=vendor.notional_usd)
    away = np.abs(np.log(edges[1:] * edges[:-1]) / 2 - np.log(heatmap.price_usd))
    near = away <= np.log1p(_NEAR)
    return VendorShape(
        vendor.name,
        vendor.at,
        vendor.window.value,
        len(theirs),
        spearman(ours, theirs),
        spearman(ours[near], theirs[near]),
        spearman(away, theirs),
    )
