"""Levels: peaks of a map that stand out over what distance from price alone would give."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp

import numpy as np

from engine.liquidations.distance import distance_null
from engine.liquidations.peaks import find_peaks, smooth
from engine.liquidations.profile import Profile, bins_within
from engine.liquidations.values import Cluster
from engine.market.values import FloatArray, Side

MAX_A_SIDE = 3
_MIN_PROMINENCE = 0.12  # of the most prominent peak of both sides
_VIEW = 2.0  # clusters are looked for in this many bands
_VIEW_FLOOR, _VIEW_CEILING = 0.04, 0.30
_SMOOTHING, _SMOOTHING_SHARE = 1, 100  # bins on either side: one, or this part of the view


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
    """At most three a side, inside twice the band (4 % to 30 % of price).

    "What distance alone would give" is the side itself, smoothed wide: a slow decline away from price is no level.
    """
    reach = min(max(_VIEW * band, _VIEW_FLOOR), _VIEW_CEILING)
    above = profile.above_usd[: bins_within(profile.above_prices, profile.price_usd, reach)]
    below = profile.below_usd[: bins_within(profile.below_prices, profile.price_usd, reach)]
    peaks = [_peaks_over(np.ascontiguousarray(side)) for side in (above, below)]
    strongest = max((p.prominence for side in peaks for p in side), default=0.0)
    limit = _MIN_PROMINENCE * strongest
    kept = [
        _worth_naming(_parted([p for p in found if p.prominence >= limit], side))
        for found, side in zip(peaks, (above, below), strict=True)
    ]
    return Levels(
        tuple(_named(kept[0], "A", Side.SHORT, profile.above_prices, profile)),
        tuple(_named(kept[1], "B", Side.LONG, profile.below_prices, profile)),
    )


def _peaks_over(side_usd: FloatArray) -> list[_Peak]:
    smoothed = smooth(side_usd, max(_SMOOTHING, len(side_usd) // _SMOOTHING_SHARE))
    excess = np.maximum(smoothed - distance_null(side_usd), 0.0)
    places, prominences, firsts, lasts = find_peaks(excess)
    peaks = zip(places.tolist(), prominences.tolist(), firsts.tolist(), lasts.tolist(), strict=True)
    return [_Peak(place, first, last, prominence, 0.0) for place, prominence, first, last in peaks]


def _parted(peaks: Sequence[_Peak], side_usd: FloatArray) -> list[_Peak]:
    """Peaks whose edges overlap are cut where the least stands between them; with what lies inside the edges."""
    bounds = [-1, *(_valley(a, b, side_usd) for a, b in pairwise(peaks)), len(side_usd)]
    cut = [(p, max(p.first, bounds[i] + 1), min(p.last, bounds[i + 1] - 1)) for i, p in enumerate(peaks)]
    return [_Peak(p.place, a, z, p.prominence, float(side_usd[a : z + 1].sum())) for p, a, z in cut]


def _valley(a: _Peak, b: _Peak, side_usd: FloatArray) -> int:
    """The bin between two peaks where the least stands."""
    return a.place + 1 + int(np.argmin(side_usd[a.place + 1 : b.place])) if b.place > a.place + 1 else a.place


def _worth_naming(peaks: Sequence[_Peak]) -> list[_Peak]:
    """The largest, and the nearest of the others: what draws price, and what price meets on the way. By distance."""
    largest = sorted(peaks, key=lambda p: -p.notional_usd)[:1]
    nearest = sorted((p for p in peaks if p not in largest), key=lambda p: p.place)
    return sorted([*largest, *nearest[: MAX_A_SIDE - 1]], key=lambda p: p.place)


def _named(peaks: Sequence[_Peak], letter: str, side: Side, prices: FloatArray, profile: Profile) -> list[Cluster]:
    return [_cluster(peak, f"{letter}{i}", side, prices, profile) for i, peak in enumerate(peaks, 1)]


def _cluster(peak: _Peak, name: str, side: Side, prices: FloatArray, profile: Profile) -> Cluster:
    """Edges are the outer edges of the outer bins, the near one never on the wrong side of price."""
    price, half = profile.price_usd, exp(profile.step / 2)
    outward = -side.sign  # short liquidations lie above
    first, place, last = (float(prices[i]) for i in (peak.first, peak.place, peak.last))
    farther = max if outward > 0 else min
    near = farther(first * half**-outward, price)
    top = farther(place, near)
    return Cluster(name, side, near, top, last * half**outward, peak.notional_usd, top / price - 1)
