"""Levels: peaks of a map that stand out over what distance from price alone would give."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.liquidations.peaks import find_peaks, smooth
from engine.liquidations.profile import Profile, bins_within
from engine.liquidations.values import Cluster
from engine.market.values import FloatArray, Side

MAX_A_SIDE = 6
_MIN_PROMINENCE = 0.12  # of the most prominent peak of both sides
_VIEW = 2.0  # clusters are looked for in this many bands
_VIEW_FLOOR, _VIEW_CEILING = 0.04, 0.30
_SMOOTHING = 1  # bins on either side
_NULL_EMPTY = 0.02  # of the mean cell: what an empty cell counts for in logarithms
_NULL_FLOOR = 8  # bins: the distance-only shape is smoothed over at least this many on either side


@dataclass(frozen=True, slots=True)
class Levels:
    """Nearest first."""

    above: tuple[Cluster, ...]
    below: tuple[Cluster, ...]


@dataclass(frozen=True, slots=True)
class _Peak:
    place: int
    first: int
    last: int
    prominence: float
    notional_usd: float


def find_levels(profile: Profile, band: float) -> Levels:
    """At most six a side, inside twice the band (4 % to 30 % of price).

    "What distance alone would give" is the mean of both sides at the same distance, smoothed wide: a hump that both
    sides share, or a slow decline away from price, is no level.
    """
    reach = float(np.clip(_VIEW * band, _VIEW_FLOOR, _VIEW_CEILING))
    above = profile.above_usd[: bins_within(profile.above_prices, profile.price_usd, reach)]
    below = profile.below_usd[: bins_within(profile.below_prices, profile.price_usd, reach)]
    null = distance_null(above, below)
    peaks = [_peaks_over(side, null) for side in (above, below)]
    strongest = max((p.prominence for side in peaks for p in side), default=0.0)
    kept = [_largest([p for p in side if p.prominence >= _MIN_PROMINENCE * strongest]) for side in peaks]
    return Levels(
        tuple(_named(kept[0], "A", Side.SHORT, profile.above_prices, profile)),
        tuple(_named(kept[1], "B", Side.LONG, profile.below_prices, profile)),
    )


def distance_null(above: FloatArray, below: FloatArray) -> FloatArray:
    """(max of both lengths,) USD a bin that the mere distance from price accounts for.

    Smoothed in logarithms and mirrored through its ends, so that a decline away from price is followed exactly.
    """
    n = max(len(above), len(below))
    total, count = np.zeros(n), np.zeros(n)
    for side in (above, below):
        total[: len(side)] += side
        count[: len(side)] += 1
    mean = total / np.maximum(count, 1)
    floor = _NULL_EMPTY * float(mean.mean()) if n else 0.0
    if floor <= 0:
        return mean
    width = min(max(_NULL_FLOOR, n // 4), n - 1)
    logs = smooth(np.log(mean + floor), 2)
    mirrored = np.concatenate([2 * logs[0] - logs[width:0:-1], logs, 2 * logs[-1] - logs[-2 : -width - 2 : -1]])
    return np.exp(smooth(mirrored, width)[width : width + n]) - floor


def _peaks_over(side_usd: FloatArray, null_usd: FloatArray) -> list[_Peak]:
    smoothed = smooth(np.ascontiguousarray(side_usd), _SMOOTHING)
    excess = np.maximum(smoothed - null_usd[: len(side_usd)], 0.0)
    places, prominences, firsts, lasts = find_peaks(excess)
    return [
        _Peak(int(p), int(a), int(b), float(prominence), float(side_usd[a : b + 1].sum()))
        for p, prominence, a, b in zip(places, prominences, firsts, lasts, strict=True)
    ]


def _largest(peaks: Sequence[_Peak]) -> list[_Peak]:
    """The largest that do not overlap, by distance from price."""
    kept: list[_Peak] = []
    for peak in sorted(peaks, key=lambda p: -p.notional_usd):
        if len(kept) == MAX_A_SIDE:
            break
        if all(peak.first > other.last or peak.last < other.first for other in kept):
            kept.append(peak)
    return sorted(kept, key=lambda p: p.place)


def _named(peaks: Sequence[_Peak], letter: str, side: Side, prices: FloatArray, profile: Profile) -> list[Cluster]:
    return [_cluster(peak, f"{letter}{i}", side, prices, profile) for i, peak in enumerate(peaks, 1)]


def _cluster(peak: _Peak, name: str, side: Side, prices: FloatArray, profile: Profile) -> Cluster:
    """Edges are the outer edges of the outer bins, the near one never on the wrong side of price."""
    half = np.exp(profile.step / 2)
    outward = -side.sign  # short liquidations lie above
    near = prices[peak.first] * half**-outward
    near = max(near, profile.price_usd) if outward > 0 else min(near, profile.price_usd)
    top = max(prices[peak.place], near) if outward > 0 else min(prices[peak.place], near)
    far = prices[peak.last] * half**outward
    return Cluster(
        name, side, float(near), float(top), float(far), peak.notional_usd, float(top / profile.price_usd - 1)
    )
