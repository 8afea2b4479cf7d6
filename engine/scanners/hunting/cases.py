"""What price did after one past map: which levels it reached, how soon, and how far it shot over them. Pure."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from math import log

import numpy as np

from engine.liquidations.clusters import Levels, find_levels
from engine.liquidations.imbalance import measure_imbalance
from engine.liquidations.profile import Profile, counted_band, profile_of, window_sigma
from engine.liquidations.scan import find_magnet
from engine.liquidations.values import Cluster, LiquidationMap
from engine.market.values import Bars, FloatArray, Side
from engine.scanners.hunting.values import Aim, PastMap, Sweep, Target

_MILLISECOND = timedelta(milliseconds=1)
_STILL = 1e-9  # the deviation of a price that does not move: every level is then too far away


def study_map(heatmap: LiquidationMap, after: Bars) -> PastMap:
    """`after`: the bars of the horizon, the first one opening where the map ends. Nothing of them goes into a level."""
    profile = profile_of(heatmap)
    band = counted_band(window_sigma(heatmap.bars, heatmap.query.window.span // _MILLISECOND))
    levels = find_levels(profile, band)
    sigma = max(window_sigma(heatmap.bars, len(after) * after.step_ms), _STILL)
    price = profile.price_usd
    return PastMap(
        int(after.open_ms[0]),
        price,
        up=log(float(after.high.max()) / price) / sigma,
        down=log(price / float(after.low.min())) / sigma,
        aims={target: follow(cluster, price, sigma, after) for target, cluster in _targets(profile, levels, band)},
        sweeps=tuple(_sweeps(levels, after)),
    )


def largest_of(levels: Levels, band: float) -> Cluster | None:
    """The largest of both sides inside the counted band, or of all where none lies there."""
    every = (*levels.above, *levels.below)
    counted = [cluster for cluster in every if abs(cluster.distance) <= band]
    return max(counted or every, key=lambda cluster: cluster.notional_usd, default=None)


def _targets(profile: Profile, levels: Levels, band: float) -> Iterator[tuple[Target, Cluster]]:
    found: Mapping[Target, Cluster | None] = {
        Target.LARGEST: largest_of(levels, band),
        Target.MAGNET: find_magnet(levels, measure_imbalance(profile, band)),
        Target.ABOVE: levels.above[0] if levels.above else None,
        Target.BELOW: levels.below[0] if levels.below else None,
    }
    for target, cluster in found.items():
        if cluster is not None:
            yield target, cluster


def follow(cluster: Cluster, price: float, sigma: float, after: Bars) -> Aim:
    """`sigma`: the standard deviation of the log return over the whole of `after`, as known at the map."""
    level, other = cluster.peak_usd, price * price / cluster.peak_usd
    row = _first_touch(after, cluster.side, level)
    opposite = Side.LONG if cluster.side is Side.SHORT else Side.SHORT
    is_other_reached = _first_touch(after, opposite, other) is not None
    hit_after = None if row is None else (row + 1) * after.step_ms
    return Aim(cluster.side, level, abs(log(level / price)) / sigma, hit_after, is_other_reached)


def _first_touch(after: Bars, side: Side, level: float) -> int | None:
    touched = after.high >= level if side is Side.SHORT else after.low <= level
    row = int(np.argmax(touched))
    return row if touched[row] else None


def _sweeps(levels: Levels, after: Bars) -> Iterator[Sweep]:
    for cluster in (*levels.above, *levels.below):
        sweep = sweep_of(cluster, after)
        if sweep is not None:
            yield sweep


def sweep_of(cluster: Cluster, after: Bars) -> Sweep | None:
    """None where price did not go through the whole of it. The bar that closes back counts: its tip came before."""
    row = _first_touch(after, cluster.side, cluster.far_usd)
    if row is None:
        return None
    is_above, far = cluster.side is Side.SHORT, cluster.far_usd
    closes: FloatArray = after.close[row:]
    back = closes <= far if is_above else closes >= far
    turned = int(np.argmax(back)) if back.any() else None
    stop = len(after) if turned is None else row + turned + 1
    tip = float(after.high[row:stop].max() if is_above else after.low[row:stop].min())
    return Sweep(
        cluster.name,
        cluster.side,
        cluster.near_usd,
        cluster.peak_usd,
        far,
        cluster.notional_usd,
        int(after.open_ms[row]),
        None if turned is None else int(after.open_ms[row + turned]),
        abs(tip / far - 1.0),
    )
