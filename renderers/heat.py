"""The heat itself: from USD a cell to palette entries a pixel."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine.liquidations.values import HeatArray, LiquidationMap
from engine.market.values import FloatArray, IntArray
from renderers.palette import HEAT_LEVELS, Pixels
from renderers.scales import PriceScale, TimeScale

_SHARES = np.array([0.0, 0.35, 0.60, 0.80, 0.92, 0.975, 0.997])  # of the non-empty cells
_TONES = np.array([0.05, 0.14, 0.28, 0.48, 0.70, 0.88, 1.0])
_BY_RANK = 0.55  # weight of rank against size
_SAMPLE = 20_000
STEPS = 20  # of brightness: fewer than the palette has, so that bands have edges and the file stays small
_CONTRAST = 2.5
_REACH_SHARE = 0.04  # of the rows: how far "nearby" is
KEY_TONES = (0.25, 0.5, 0.75, 1.0)  # upper ends of the colour key's parts


@dataclass(frozen=True, slots=True)
class Toned:
    """`levels`: palette entries, the shape of the cells. `key_usd`: a typical amount for each part of the key."""

    levels: Pixels
    key_usd: tuple[float, ...]


def toned(cells: HeatArray, hide_weak: float, steps: int = STEPS) -> Toned:
    """Brightness of cells (t, rows), rows in steps of log price.

    A cell is bright for its amount and for standing out from the prices around it, as levels do: what mere distance
    from price explains is dimmed. `hide_weak`: the share of the non-empty cells that stays dark.
    """
    strength = emphasised(cells)
    flat, amounts = strength.ravel(), cells.ravel()
    picked = np.flatnonzero(flat > 0)
    if not picked.size:
        return Toned(np.zeros(cells.shape, np.uint8), ())
    picked = picked[:: max(picked.size // _SAMPLE, 1)]
    values, tones = _curve(flat[picked].astype(np.float64))
    tone = np.ceil(np.interp(strength, values, tones) * steps) / steps
    if hide_weak > 0:
        tone[strength < np.quantile(flat[picked], min(hide_weak, 1.0))] = 0
    levels = np.asarray(tone * (HEAT_LEVELS - 1) + 0.5, np.uint8)
    return Toned(levels, _typical_usd(levels.ravel()[picked], amounts[picked]))


def emphasised(cells: HeatArray) -> HeatArray:
    """Cells plus their difference from the mean of the prices nearby, never below 0. What price has emptied counts as
    nothing there, so the edge at which a sweep stopped stands out."""
    nearby = _running_mean(_running_mean(cells, _reach(cells)), _reach(cells))
    return np.maximum(cells + _CONTRAST * (cells - nearby), 0) * (cells > 0)


def _reach(cells: HeatArray) -> int:
    return max(round(float(cells.shape[1]) * _REACH_SHARE), 1)


def _running_mean(cells: HeatArray, reach: int) -> HeatArray:
    """Over 2·reach+1 rows; the first and the last row go on beyond the picture."""
    total = np.cumsum(np.pad(cells, ((0, 0), (reach + 1, reach)), mode="edge"), axis=1, dtype=np.float32)
    total[:, 2 * reach + 1 :] -= total[:, : -2 * reach - 1].copy()
    return total[:, 2 * reach + 1 :] / np.float32(2 * reach + 1)


def _curve(sample: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Strength → tone 0..1, rising: partly by rank, partly by the root of size against a robust maximum, so that a map
    of any coin and any day fills the range, yet a calm day's even noise is not blown up to look like levels."""
    marks = np.quantile(sample, _SHARES)
    marks[0] = 0.0
    most = marks[-1]
    values = np.unique(np.concatenate([marks, np.linspace(0, most, 24)]))
    ranked = np.interp(values, marks + np.arange(len(marks)) * 1e-9 * most, _TONES)
    tones = _BY_RANK * ranked + (1 - _BY_RANK) * np.sqrt(values / most)
    tones[0] = 0.0
    return values, tones


def _typical_usd(levels: Pixels, usd: HeatArray) -> tuple[float, ...]:
    """The median amount in each part of the key, not falling."""
    tops = [0.0, *(tone * (HEAT_LEVELS - 1) for tone in KEY_TONES)]
    found: list[float] = []
    for low, high in pairwise(tops):
        part = usd[(levels > low) & (levels <= high + 0.5)]
        found.append(max(float(np.median(part)) if part.size else 0.0, found[-1] if found else 0.0))
    return tuple(found)


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
