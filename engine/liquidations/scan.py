"""From one map to the answer of `/scan`: pure, so that a scan and a heatmap of one bar cannot disagree."""

from datetime import timedelta

from engine.liquidations.clusters import Levels, find_levels
from engine.liquidations.imbalance import Imbalance, decide_state, measure_imbalance, residual_share
from engine.liquidations.plan import make_plan, typical_wicks
from engine.liquidations.profile import counted_band, profile_of, window_sigma
from engine.liquidations.values import (
    Cluster,
    Confirmation,
    DayFigures,
    LiquidationMap,
    Record,
    Scan,
    ScanState,
    SweptLevel,
)
from engine.market.values import Side
from engine.scanners.lead_lag import Lead
from engine.scanners.wick_risk import measure_wick_risk

_MILLISECOND = timedelta(milliseconds=1)
_WIDEST_STOP = 1 / 3  # of the counted band: a sixth of a year has wicks nobody would wait for
_MIN_ROWS = 24
_MIN_SHARE_OF_WINDOW = 0.25


def scan_map(
    heatmap: LiquidationMap,
    confirmation: Confirmation,
    day: DayFigures,
    record: Record | None = None,
    lead: Lead | None = None,
) -> Scan:
    profile = profile_of(heatmap)
    band = counted_band(window_sigma(heatmap.bars, heatmap.query.window.span // _MILLISECOND))
    levels = find_levels(profile, band)
    imbalance = measure_imbalance(profile, band)
    magnet = find_magnet(levels, imbalance)
    return Scan(
        query=heatmap.query,
        venues=heatmap.venues,
        source=heatmap.source,
        at=heatmap.at,
        starts_at=heatmap.starts_at,
        price_usd=heatmap.price_usd,
        state=_state(heatmap, imbalance, confirmation),
        heavier=imbalance.heavier,
        imbalance=imbalance.share,
        residual_imbalance=residual_share(profile, imbalance, heatmap.bars.close),
        band=band,
        above_usd=imbalance.above_usd,
        below_usd=imbalance.below_usd,
        above=levels.above,
        below=levels.below,
        magnet=magnet,
        confirmation=confirmation,
        plan=make_plan(profile, levels, magnet, typical_wicks(heatmap.bars, _WIDEST_STOP * band)),
        day=day,
        record=record,
        wick_risk=measure_wick_risk(heatmap.bars),
        lead=lead,
        mix_version=heatmap.mix_version,
        flags=heatmap.flags,
    )


def levels_of(heatmap: LiquidationMap) -> Levels:
    """The levels that the scan of this map names: for the picture and its buttons."""
    band = counted_band(window_sigma(heatmap.bars, heatmap.query.window.span // _MILLISECOND))
    return find_levels(profile_of(heatmap), band)


def find_magnet(levels: Levels, imbalance: Imbalance) -> Cluster | None:
    """The largest cluster of the heavier side, of those in the counted band if any; None where that side has none."""
    if imbalance.heavier is None:
        return None
    side = levels.above if imbalance.heavier is Side.SHORT else levels.below
    counted = [cluster for cluster in side if abs(cluster.distance) <= imbalance.band]
    return max(counted or side, key=lambda cluster: cluster.notional_usd, default=None)


def has_too_little_data(heatmap: LiquidationMap) -> bool:
    """Fewer than 24 columns, or less than a quarter of the window."""
    covered = heatmap.at - heatmap.starts_at
    return len(heatmap.bars) < _MIN_ROWS or covered < heatmap.query.window.span * _MIN_SHARE_OF_WINDOW


def leftovers(heatmap: LiquidationMap, older_than: timedelta = timedelta(days=1)) -> tuple[Cluster, ...]:
    """Levels that stood at the same place `older_than` ago already and were not swept since, nearest first."""
    cutoff_ms = heatmap.at.timestamp() * 1000 - older_than / _MILLISECOND
    column = int((heatmap.bars.open_ms + heatmap.bars.step_ms <= cutoff_ms).sum()) - 1
    if column < 0:
        return ()
    levels = levels_of(heatmap)
    return tuple(c for c in (*levels.above, *levels.below) if _stood_at(heatmap, column, c))


def _stood_at(heatmap: LiquidationMap, column: int, cluster: Cluster) -> bool:
    """At least half of what the cluster holds now was there at the end of `column`."""
    low, high = sorted((cluster.near_usd, cluster.far_usd))
    inside = (heatmap.price_edges[1:] > low) & (heatmap.price_edges[:-1] < high)
    heat = heatmap.short_usd if cluster.side is Side.SHORT else heatmap.long_usd
    return bool(heat[column, inside].sum() >= 0.5 * heat[-1, inside].sum() > 0)


def largest_swept(heatmap: LiquidationMap, count: int) -> tuple[SweptLevel, ...]:
    """The levels worth a mark on the picture, largest first."""
    return tuple(sorted(heatmap.swept, key=lambda level: -level.notional_usd)[:count])


def _state(heatmap: LiquidationMap, imbalance: Imbalance, confirmation: Confirmation) -> ScanState:
    if has_too_little_data(heatmap):
        return ScanState.TOO_LITTLE_DATA
    limits = confirmation.thresholds
    return decide_state(imbalance.share, confirmation.is_fresh, limits.lopsided_from, limits.extreme_over)
