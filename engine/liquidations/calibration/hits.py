"""Hit shares of judged maps: Wilson's interval, one from whole blocks of time, and the difference to an equal level."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from engine.liquidations.calibration.judged import Judged, is_toward
from engine.liquidations.calibration.metrics import Interval, wilson
from engine.liquidations.imbalance import Imbalance
from engine.market.values import FloatArray, IntArray

FEWEST = 30
_LOPSIDED_FROM, _EXTREME_OVER = 0.70, 0.85  # the owner's sweet spot as it was first put, whatever is tuned later
_DRAWS, _SEED = 2000, 20260127


@dataclass(frozen=True, slots=True)
class HitShare:
    """`hits` of `cases`; `wilson` as if cases were independent, `blocks` from whole days over all coins together."""

    question: str
    cases: int
    hits: int
    wilson: Interval
    blocks: Interval
    is_enough: bool


@dataclass(frozen=True, slots=True)
class LevelShare:
    """How often the largest level was reached, and `over`: less how often an equal was, case by case."""

    question: str
    cases: int
    reached: int
    equal_reached: int
    over: Interval
    is_enough: bool


@dataclass(frozen=True, slots=True)
class LevelReport:
    """One window and horizon, all coins that have such bars; a coin's cases share no path."""

    window: str
    horizon_hours: float
    has_oi: bool
    coins: tuple[str, ...]
    cases: int
    direction: tuple[HitShare, ...]
    levels: tuple[LevelShare, ...]


def report_levels(
    window: str, horizon: timedelta, judged: Sequence[Judged], has_oi: bool, draws: int = _DRAWS
) -> LevelReport:
    """Of all coins together; coins of one day are drawn together, as they move together."""
    block = np.array([one.at_ms for one in judged]) // (max(horizon, timedelta(days=1)) // timedelta(milliseconds=1))
    with_level = np.array([one.level is not None for one in judged])
    return LevelReport(
        window,
        horizon / timedelta(hours=1),
        has_oi,
        tuple(sorted({one.coin for one in judged})),
        len(judged),
        tuple(_direction(judged, block, draws)),
        tuple(_levels([one for one in judged if one.level is not None], block[with_level], draws)),
    )


_BANDS: tuple[tuple[str, Callable[[float], bool]], ...] = (
    ("all", lambda share: True),
    ("70-85 %", lambda share: _LOPSIDED_FROM <= share <= _EXTREME_OVER),
    ("over 85 %", lambda share: share > _EXTREME_OVER),
)


def _direction(judged: Sequence[Judged], block: IntArray, draws: int) -> list[HitShare]:
    kinds: tuple[tuple[str, Callable[[Judged], Imbalance]], ...] = (
        ("clustered", lambda one: one.clustered),
        ("whole band", lambda one: one.whole),
    )
    found = []
    for kind, imbalance in kinds:
        for name, is_inside in _BANDS:
            hits = np.array([_hit(one, imbalance(one), is_inside) for one in judged])
            asked = np.isfinite(hits)
            found.append(_share(f"{kind}, {name}", hits[asked], block[asked], draws))
    return found


def _hit(judged: Judged, imbalance: Imbalance, is_inside: Callable[[float], bool]) -> float:
    toward, share = is_toward(judged, imbalance), imbalance.share
    return float(toward) if toward is not None and share is not None and is_inside(share) else float("nan")


def _share(question: str, hits: FloatArray, block: IntArray, draws: int) -> HitShare:
    cases, count = len(hits), int(hits.sum())
    rate = count / cases if cases else float("nan")
    return HitShare(
        question, cases, count, Interval(rate, *wilson(count, cases)), _drawn(hits, block, draws), cases >= FEWEST
    )


def _levels(judged: Sequence[Judged], block: IntArray, draws: int) -> list[LevelShare]:
    """The mirror, and a random level: a side by coin toss, as many sigmas away as another map's level was."""
    distances = np.array([one.level or 0.0 for one in judged])
    sigmas = np.maximum(np.array([one.sigma for one in judged]), 1e-9)
    rng = np.random.default_rng(_SEED)
    away = rng.permutation(np.abs(distances) / sigmas) * sigmas
    random = away * rng.choice([-1.0, 1.0], len(judged))
    reached = _reached(judged, distances)
    equals = {
        "a level as far away on the other side": _reached(judged, -distances),
        "a random level at equal volatility-scaled distance": _reached(judged, random),
    }
    return [
        LevelShare(
            question,
            len(judged),
            int(reached.sum()),
            int(equal.sum()),
            _drawn(reached.astype(float) - equal, block, draws),
            len(judged) >= FEWEST,
        )
        for question, equal in equals.items()
    ]


def _reached(judged: Sequence[Judged], distances: FloatArray) -> NDArray[np.bool_]:
    return np.array([one.has_reached(float(d)) for one, d in zip(judged, distances, strict=True)], bool)


def _drawn(values: FloatArray, block: IntArray, draws: int) -> Interval:
    """Mean and its 95 % interval, in whole blocks."""
    if not len(values):
        return Interval(float("nan"), float("nan"), float("nan"))
    _, place = np.unique(block, return_inverse=True)
    sums, sizes = np.bincount(place, values), np.bincount(place)
    chosen = np.random.default_rng(_SEED).integers(len(sums), size=(draws, len(sums)))
    means = sums[chosen].sum(axis=1) / sizes[chosen].sum(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return Interval(float(values.mean()), float(low), float(high))
