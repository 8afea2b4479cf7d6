"""How alike two maps of one coin are: their profiles now, on common price bins, each side of price by itself."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from engine.liquidations.distance import distance_null
from engine.liquidations.values import Cluster, LiquidationMap
from engine.liquidations.vendor.resample import even_edges, spread_row
from engine.market.values import FloatArray

FEWEST_BINS = 30
REACH = 0.15  # of price, on either side: farther out nobody leans on
_LEAST_STEP = 0.001
_ALIKE, _PARTLY = 0.7, 0.4
_SAME_PLACE = 0.004  # of price: levels so near each other are one


class Verdict(StrEnum):
    ALIKE = "alike"
    PARTLY = "partly"
    HARDLY = "hardly"
    TOO_FEW = "too-few"  # fewer than thirty common bins, or nothing stands there


@dataclass(frozen=True, slots=True)
class SideLikeness:
    """`pearson` by amount, `spearman` by rank, -1 to 1; None where there is too little to tell.

    `beyond_distance`: Pearson of what stands out over what distance from price alone would give. Every map falls off
    with distance, so only this speaks of levels.
    """

    bins: int
    pearson: float | None
    spearman: float | None
    beyond_distance: float | None

    @property
    def verdict(self) -> Verdict:
        """By what is left beyond distance: one vendor's maps hours apart still rank alike (0.8 measured)."""
        if self.beyond_distance is None:
            return Verdict.TOO_FEW
        if self.beyond_distance >= _ALIKE:
            return Verdict.ALIKE
        return Verdict.PARTLY if self.beyond_distance >= _PARTLY else Verdict.HARDLY


@dataclass(frozen=True, slots=True)
class SharedLevel:
    """A level both maps name, within 0.4 % of price."""

    ours: str
    theirs: str
    price_usd: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """`price_gap`: theirs / ours - 1, since two vendors rarely quote one price."""

    above: SideLikeness
    below: SideLikeness
    shared: tuple[SharedLevel, ...]
    price_gap: float

    @property
    def verdict(self) -> Verdict:
        """Of the side that is less alike; the other's where one cannot be told."""
        order = (Verdict.HARDLY, Verdict.PARTLY, Verdict.ALIKE, Verdict.TOO_FEW)
        return min(self.above.verdict, self.below.verdict, key=order.index)


def likeness(
    ours: LiquidationMap, theirs: LiquidationMap, our_levels: tuple[Cluster, ...], their_levels: tuple[Cluster, ...]
) -> Likeness:
    """Units may differ: only the shape is looked at."""
    edges = _common_edges(ours, theirs)
    low, high = sorted((ours.price_usd, theirs.price_usd))
    a, b = (spread_row(one.now_long_usd + one.now_short_usd, one.price_edges, edges) for one in (ours, theirs))
    above, below = edges[:-1] >= high, edges[1:] <= low
    return Likeness(
        _side(a[above], b[above]),
        _side(a[below][::-1], b[below][::-1]),
        _shared(our_levels, their_levels),
        theirs.price_usd / ours.price_usd - 1,
    )


def _common_edges(ours: LiquidationMap, theirs: LiquidationMap) -> FloatArray:
    """The range both maps cover, within reach, in steps of the coarser one."""
    price = ours.price_usd
    low = max(float(ours.price_edges[0]), float(theirs.price_edges[0]), price * (1 - REACH))
    high = min(float(ours.price_edges[-1]), float(theirs.price_edges[-1]), price * (1 + REACH))
    step = max(*(float(np.median(np.diff(np.log(one.price_edges)))) for one in (ours, theirs)), _LEAST_STEP)
    return even_edges(low, max(high, low * (1 + step)), step)


def _side(a: FloatArray, b: FloatArray) -> SideLikeness:
    """Both run away from price."""
    if len(a) < FEWEST_BINS or not a.any() or not b.any():
        return SideLikeness(len(a), None, None, None)
    beyond = [np.ascontiguousarray(one) - distance_null(np.ascontiguousarray(one)) for one in (a, b)]
    return SideLikeness(len(a), pearson(a, b), pearson(ranks(a), ranks(b)), pearson(*beyond))


def pearson(a: FloatArray, b: FloatArray) -> float | None:
    """None where one of them does not vary."""
    da, db = a - a.mean(), b - b.mean()
    size = float(np.sqrt((da**2).sum() * (db**2).sum()))
    return (
        None if size <= 1e-12 * max(float((a**2).sum()), float((b**2).sum()), 1e-300) else float((da * db).sum() / size)
    )


def ranks(values: FloatArray) -> FloatArray:
    """(n,) from 1; equal values share the mean of their places."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return np.asarray((last - (count - 1) / 2)[place], np.float64)


def _shared(ours: tuple[Cluster, ...], theirs: tuple[Cluster, ...]) -> tuple[SharedLevel, ...]:
    """Each of ours with the nearest of theirs on the same side."""
    found = []
    for level in ours:
        rivals = [one for one in theirs if one.side is level.side]
        nearest = min(rivals, key=lambda one: abs(one.peak_usd / level.peak_usd - 1), default=None)  # used at once
        if nearest is not None and abs(nearest.peak_usd / level.peak_usd - 1) <= _SAME_PLACE:
            found.append(SharedLevel(level.name, nearest.name, level.peak_usd))
    return tuple(found)
