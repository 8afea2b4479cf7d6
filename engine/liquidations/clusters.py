"""Levels: peaks of a map that stand out over what distance from price alone would give."""

from dataclasses import dataclass
from math import exp

import numpy as np

from engine.liquidations.distance import distance_null
from engine.liquidations.jit import compiled
from engine.liquidations.peaks import find_peaks, smooth
from engine.liquidations.profile import Profile, bins_within
from engine.liquidations.values import Cluster
from engine.market.values import FloatArray, IntArray, Side

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
class _Peaks:
    """(p,) each, by distance from price: the bins of top and edges, what stands between the edges, and prominence."""

    places: IntArray
    firsts: IntArray
    lasts: IntArray
    prominences: FloatArray
    notional_usd: FloatArray


def find_levels(profile: Profile, band: float) -> Levels:
    """At most three a side, inside twice the band (4 % to 30 % of price).

    "What distance alone would give" is the side itself, smoothed wide: a slow decline away from price is no level.
    """
    reach = min(max(_VIEW * band, _VIEW_FLOOR), _VIEW_CEILING)
    above = _side(profile.above_usd, bins_within(profile.above_prices, profile.price_usd, reach))
    below = _side(profile.below_usd, bins_within(profile.below_prices, profile.price_usd, reach))
    found = [_peaks_over(side) for side in (above, below)]
    limit = _MIN_PROMINENCE * max(peaks[1].max(initial=0.0) for peaks in found)
    kept = [_strong(peaks, side, limit) for peaks, side in zip(found, (above, below), strict=True)]
    return Levels(
        tuple(_named(kept[0], "A", Side.SHORT, profile.above_prices, profile)),
        tuple(_named(kept[1], "B", Side.LONG, profile.below_prices, profile)),
    )


def _side(side_usd: FloatArray, bins: int) -> FloatArray:
    return np.ascontiguousarray(side_usd[:bins])


def _peaks_over(side_usd: FloatArray) -> tuple[IntArray, FloatArray, IntArray, IntArray]:
    return _find_over_distance(side_usd, max(_SMOOTHING, len(side_usd) // _SMOOTHING_SHARE))


@compiled
def _find_over_distance(side_usd: FloatArray, half_width: int) -> tuple[IntArray, FloatArray, IntArray, IntArray]:
    return find_peaks(np.maximum(smooth(side_usd, half_width) - distance_null(side_usd), 0.0))


def _strong(found: tuple[IntArray, FloatArray, IntArray, IntArray], side_usd: FloatArray, limit: float) -> _Peaks:
    places, prominences, firsts, lasts = found
    strong = prominences >= limit
    places, firsts, lasts = places[strong], firsts[strong], lasts[strong]
    usd = _part(side_usd, places, firsts, lasts)
    return _Peaks(places, firsts, lasts, prominences[strong], usd)


@compiled
def _part(side_usd: FloatArray, places: IntArray, firsts: IntArray, lasts: IntArray) -> FloatArray:
    """Cuts peaks whose edges overlap where the least stands between them, in place. (p,) what then lies inside."""
    count = places.shape[0]
    for i in range(1, count):
        valley = places[i - 1]
        least = np.inf
        for b in range(places[i - 1] + 1, places[i]):
            if side_usd[b] < least:
                least, valley = side_usd[b], b
        lasts[i - 1] = min(lasts[i - 1], valley - 1)
        firsts[i] = max(firsts[i], valley + 1)
    usd = np.empty(count)
    for i in range(count):
        usd[i] = side_usd[firsts[i] : lasts[i] + 1].sum()
    return usd


def _worth_naming(peaks: _Peaks) -> list[int]:
    """The largest, and the nearest of the others: what draws price, and what price meets on the way. By distance."""
    if not len(peaks.places):
        return []
    largest = int(np.argmax(peaks.notional_usd))
    others = [i for i in range(min(len(peaks.places), MAX_A_SIDE)) if i != largest]
    return sorted([largest, *others[: MAX_A_SIDE - 1]])


def _named(peaks: _Peaks, letter: str, side: Side, prices: FloatArray, profile: Profile) -> list[Cluster]:
    return [
        _cluster(peaks, place, f"{letter}{i}", side, prices, profile) for i, place in enumerate(_worth_naming(peaks), 1)
    ]


def _cluster(peaks: _Peaks, i: int, name: str, side: Side, prices: FloatArray, profile: Profile) -> Cluster:
    """Edges are the outer edges of the outer bins, the near one never on the wrong side of price."""
    price, half = profile.price_usd, exp(profile.step / 2)
    outward = -side.sign  # short liquidations lie above
    first, place, last = float(prices[peaks.firsts[i]]), float(prices[peaks.places[i]]), float(prices[peaks.lasts[i]])
    farther = max if outward > 0 else min
    near = farther(first * half**-outward, price)
    top = farther(place, near)
    return Cluster(name, side, near, top, last * half**outward, float(peaks.notional_usd[i]), top / price - 1)
