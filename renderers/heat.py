"""The heat itself: from USD a cell to palette entries a pixel."""

from dataclasses import dataclass

import numpy as np

from engine.liquidations.values import HeatArray, LiquidationMap
from engine.market.values import FloatArray, IntArray
from renderers.palette import HEAT_LEVELS, Pixels
from renderers.scales import PriceScale, TimeScale

_SHARES = np.array([0.0, 0.35, 0.60, 0.80, 0.92, 0.975, 0.997])  # of the non-empty cells
_TONES = np.array([0.05, 0.14, 0.28, 0.48, 0.70, 0.88, 1.0])
_SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class ToneScale:
    """USD a cell → brightness 0..1, rising. `weak_usd`: what lies below stays dark."""

    usd: FloatArray
    tone: FloatArray
    weak_usd: float

    def levels(self, cells: HeatArray) -> Pixels:
        """Palette entries, the shape of `cells`."""
        level = np.interp(cells, self.usd, self.tone) * (HEAT_LEVELS - 1)
        level[cells < self.weak_usd] = 0
        return np.asarray(level + 0.5, np.uint8)

    def usd_at(self, tone: float) -> float:
        return float(np.interp(tone, self.tone, self.usd))


def tone_scale(cells: HeatArray, hide_weak: float) -> ToneScale:
    """Half by rank, half by the root of size against a robust maximum: a map of any coin and any day fills the range,
    yet a calm day's even noise is not blown up to look like levels. `hide_weak`: share of non-empty cells left dark."""
    filled = cells[cells > 0]
    if not filled.size:
        return ToneScale(np.array([0.0, 1.0]), np.array([0.0, 1.0]), 0.0)
    sample = filled[:: max(filled.size // _SAMPLE, 1)].astype(np.float64)
    marks = np.quantile(sample, _SHARES)
    marks[0] = 0.0
    fine = np.unique(np.concatenate([marks, np.linspace(0, marks[-1], 24)]))
    ranked = np.interp(fine, np.maximum.accumulate(marks + np.arange(len(marks)) * 1e-9 * marks[-1]), _TONES)
    sized = np.sqrt(fine / marks[-1]) if marks[-1] > 0 else fine
    tone = 0.55 * ranked + 0.45 * sized
    tone[0] = 0.0
    weak = float(np.quantile(sample, hide_weak)) if hide_weak > 0 else 0.0
    return ToneScale(fine, tone, weak)


def columns_at(heat_map: LiquidationMap, time: TimeScale) -> IntArray:
    """(width,) the map's column under each pixel column, -1 where there is none (a gap, or before history)."""
    at, opens = time.pixel_ms(), heat_map.bars.open_ms
    column = np.searchsorted(opens, at, side="right") - 1
    inside = (column >= 0) & (at < opens[column] + heat_map.bars.step_ms)
    return np.where(inside, column, -1)


def pooled_rows(cells: HeatArray, price_edges: FloatArray, price: PriceScale) -> HeatArray:
    """(t, height) the strongest cell under each pixel row, top row first. `cells` (t, bins), low price first."""
    low, step = np.log(price_edges[0]), np.log(price_edges[-1] / price_edges[0]) / (len(price_edges) - 1)
    edges = (np.log(price.row_edges()) - low) / step  # falling, in bins
    bins = cells.shape[1]
    middle = np.floor((edges[:-1] + edges[1:]) / 2).astype(np.int64)
    outside = (middle < 0) | (middle >= bins)
    if abs(edges[0] - edges[-1]) * 1.5 <= price.box.height:  # bins are clearly taller than pixels
        rows = _between_bins(cells, (edges[:-1] + edges[1:]) / 2)
    else:
        starts = np.clip(np.floor(edges[1:]).astype(np.int64), 0, bins - 1)[::-1]
        rows = np.maximum.reduceat(cells[:, : int(np.clip(np.ceil(edges[0]), 1, bins))], starts, axis=1)[:, ::-1]
    rows = np.asarray(rows, np.float32)
    rows[:, outside] = 0
    return rows


def _between_bins(cells: HeatArray, at: FloatArray) -> HeatArray:
    """(t, len(at)) linear between the middles of bins; `at` in bins."""
    place = np.clip(at - 0.5, 0, cells.shape[1] - 1)
    low = np.minimum(place.astype(np.int64), max(cells.shape[1] - 2, 0))
    share = (place - low).astype(np.float32)
    high = np.minimum(low + 1, cells.shape[1] - 1)
    return np.asarray(cells[:, low] * (1 - share) + cells[:, high] * share, np.float32)


def standing(heat_map: LiquidationMap) -> HeatArray:
    """(t, bins) USD on either side."""
    return np.asarray(heat_map.long_usd + heat_map.short_usd, np.float32)
