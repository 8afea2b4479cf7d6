"""From past maps to the history of a coin on a window: counts, times, wicks. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import ceil

import numpy as np

from engine.liquidations.peaks import quantile
from engine.liquidations.records.values import FEWEST_CASES
from engine.scanners.hunting.values import NOTHING, PastMap, Sweep, Tally, Target, WickFigures

_FEWEST_HITS = 10  # that say how long it takes
HALF, MOST_HITS, MOST_WICKS = 0.5, 0.8, 0.9
_MILLISECOND = timedelta(milliseconds=1)


def tally_of(past: Sequence[PastMap], target: Target) -> Tally:
    """Maps without such a level are no cases of it."""
    aims = [one.aims[target] for one in past if target in one.aims]
    if not aims:
        return NOTHING
    reached = sum(aim.is_reached for aim in aims)
    mirror = sum(aim.is_other_reached for aim in aims)
    both = sum(aim.is_reached and aim.is_other_reached for aim in aims)
    hits = sorted(aim.hit_after_ms for aim in aims if aim.hit_after_ms is not None)
    half, most = (_within(hits, share) for share in (HALF, MOST_HITS))
    return Tally(len(aims), reached, mirror, both, expected_at_random(past, target), half, most)


def expected_at_random(past: Sequence[PastMap], target: Target) -> float:
    """How many levels would be reached if each stood, as many deviations away, at another moment and on either side.

    The mean over all other moments and both sides: what a random level comes to, without drawing one.
    """
    others = len(past) - 1
    rows = [row for row, one in enumerate(past) if target in one.aims]
    if others < 1 or not rows:
        return 0.0
    away = np.array([past[row].aims[target].sigmas for row in rows])[:, None]
    reach = np.array([[one.up, one.down] for one in past])
    hits = (reach[None, :, :] >= away[:, :, None]).sum(axis=(1, 2))
    own = (reach[rows] >= away).sum(axis=1)
    return float((hits - own).sum()) / (2 * others)


def wick_figures(past: Sequence[PastMap]) -> WickFigures:
    """Over all clusters of all maps: a wick is where price turned back, a breakthrough is none."""
    sweeps = [sweep for one in past for sweep in one.sweeps]
    wicks = np.array([sweep.beyond for sweep in sweeps if sweep.turned_at_ms is not None])
    if len(wicks) < FEWEST_CASES:
        return WickFigures(len(sweeps), len(wicks), None, None)
    return WickFigures(len(sweeps), len(wicks), quantile(wicks, HALF), quantile(wicks, MOST_WICKS))


def first_at(past: Sequence[PastMap]) -> datetime | None:
    return datetime.fromtimestamp(min(one.at_ms for one in past) / 1000, UTC) if past else None


def sweeps_of(past: Sequence[PastMap]) -> list[tuple[int, Sweep]]:
    """With the moment of the map that showed the cluster."""
    return [(one.at_ms, sweep) for one in past for sweep in one.sweeps]


def _within(hits_ms: Sequence[int], share: float) -> timedelta | None:
    """The shortest time in which at least that share of the hits had happened."""
    if len(hits_ms) < _FEWEST_HITS:
        return None
    return hits_ms[ceil(share * len(hits_ms)) - 1] * _MILLISECOND
