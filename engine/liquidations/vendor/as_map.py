"""A vendor's map in the shape our pictures and level finder read. The amounts stay relative."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from engine.liquidations.scan import scan_map
from engine.liquidations.values import Cluster, Confirmation, DayFigures, HeatArray, LiquidationMap, MapQuery, Scan
from engine.liquidations.vendor.resample import as_heat, even_edges, spread_over
from engine.liquidations.vendor.values import VendorMap
from engine.market.values import FloatArray, MarketSource

STRONGEST = 100.0  # what the strongest cell, and the strongest level, count for
_FINER = 3  # our bins a typical bin of the vendor, so that uneven bins keep their edges
_LEAST_STEP, _MOST_BINS = 0.0003, 1_500
_FULL = 0.95  # of the window: less is a short history
_NOTHING_FRESH = Confirmation(None, None, None)
_NO_DAY = DayFigures(None, None, None, None, None)


@dataclass(frozen=True, slots=True)
class RelativeMap:
    """To be drawn and read, never to be counted in dollars.

    `map`: cells in percent of the strongest cell of the picture. `scan`: levels in percent of the strongest level.
    """

    map: LiquidationMap
    scan: Scan


def relative_map(vendor: VendorMap) -> RelativeMap:
    """Levels by the rule our own map's levels are found with. Raises `ValueError` for a map without any strength."""
    bars = vendor.candles.part(0, vendor.now_column + 1)
    cells = np.asarray(vendor.strength[: vendor.now_column + 1], np.float64)
    strongest = float(cells.max(initial=0.0))
    if strongest <= 0 or not len(bars):
        raise ValueError("a map without a level")
    edges = _even_edges(vendor)
    heat = spread_over(cells, vendor.price_edges, edges)
    heat *= STRONGEST / heat.max()
    long, short = _sides(heat, edges, bars.close, vendor.price_usd)
    at = datetime.fromtimestamp((int(bars.open_ms[-1]) + bars.step_ms) / 1000, UTC)
    starts_at = datetime.fromtimestamp(int(bars.open_ms[0]) / 1000, UTC)
    none = np.zeros(len(bars))
    held = LiquidationMap(
        query=MapQuery(vendor.coin, vendor.window),
        venues=(),
        source=MarketSource.LIVE,
        at=at,
        starts_at=starts_at,
        is_short=at - starts_at < vendor.window.span * _FULL,
        gaps=_gaps(vendor, at - starts_at),
        price_usd=vendor.price_usd,
        price_edges=edges,
        bars=bars,
        long_usd=long,
        short_usd=short,
        consumed_long_usd=none,
        consumed_short_usd=none,
        swept=(),
    )
    return RelativeMap(held, _scaled(scan_map(held, _NOTHING_FRESH, _NO_DAY)))


def _even_edges(vendor: VendorMap) -> FloatArray:
    low, high = float(vendor.price_edges[0]), float(vendor.price_edges[-1])
    typical = float(np.median(np.diff(np.log(vendor.price_edges))))
    step = max(typical / _FINER, _LEAST_STEP, float(np.log(high / low)) / _MOST_BINS)
    low = min(low, vendor.price_usd * np.exp(-step))
    high = max(high, vendor.price_usd * np.exp(step))
    return even_edges(low, high, step)


def _sides(heat: FloatArray, edges: FloatArray, closes: FloatArray, price_usd: float) -> tuple[HeatArray, HeatArray]:
    """What stands above a column's close are shorts, below longs; the last column is parted by the price now."""
    parted_at = np.concatenate([closes[:-1], [price_usd]])
    is_above = np.sqrt(edges[:-1] * edges[1:])[None, :] > parted_at[:, None]
    return as_heat(np.where(is_above, 0.0, heat)), as_heat(np.where(is_above, heat, 0.0))


def _gaps(vendor: VendorMap, covered: timedelta) -> int:
    columns = round(covered / timedelta(milliseconds=vendor.candles.step_ms))
    return max(columns - vendor.now_column - 1, 0)


def _scaled(scan: Scan) -> Scan:
    """Levels in percent of the strongest one."""
    named = (*scan.above, *scan.below)
    largest = max((cluster.notional_usd for cluster in named), default=0.0)
    if largest <= 0:
        return scan
    share = {
        cluster.name: replace(cluster, notional_usd=cluster.notional_usd / largest * STRONGEST) for cluster in named
    }

    def of(clusters: tuple[Cluster, ...]) -> tuple[Cluster, ...]:
        return tuple(share[cluster.name] for cluster in clusters)

    magnet = None if scan.magnet is None else share[scan.magnet.name]
    return replace(scan, above=of(scan.above), below=of(scan.below), magnet=magnet)
