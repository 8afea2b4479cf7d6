"""What thresholds would have done: the moments that pass them, one signal at a time as in the living rule. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from engine.liquidations.jit import compiled
from engine.market.values import Coin, IntArray
from engine.scanners.thresholds import ThresholdBook, Thresholds
from engine.signals.record import Tally
from engine.signals.trials.values import EXPIRED, HIT, OPEN, STOPPED, Moments, Trials


@dataclass(frozen=True, slots=True)
class Replayed:
    """`signals`: all that would have been said; `tally`: those of them that ended; `won`: their sum for 1 risked in
    each, fees in."""

    signals: int
    tally: Tally
    won: float = 0.0

    @property
    def won_each(self) -> float:
        return self.won / self.tally.cases if self.tally.cases else 0.0

    def __add__(self, other: "Replayed") -> "Replayed":
        return Replayed(self.signals + other.signals, self.tally + other.tally, self.won + other.won)


def replay(moments: Moments, limits: Thresholds) -> Replayed:
    """A signal holds its coin and window until it ends; what would pass meanwhile is not said."""
    passing = moments[_passes(moments, limits)]
    said = _one_at_a_time(
        np.ascontiguousarray(passing["at_ms"]),
        np.ascontiguousarray(passing["end_ms"]),
        np.zeros(len(passing), np.int64),
    )
    outcomes = passing["outcome"][said > 0]
    count = {code: int(np.count_nonzero(outcomes == code)) for code in (OPEN, HIT, STOPPED, EXPIRED)}
    won = float(passing["won"][said > 0].sum(dtype=np.float64))
    return Replayed(len(outcomes), Tally(count[HIT], count[STOPPED], count[EXPIRED]), won)


def replay_all(trials: Iterable[Trials], book: ThresholdBook) -> Replayed:
    total = Replayed(0, Tally())
    limits: dict[Coin, Thresholds] = {}
    for one in trials:
        if one.coin not in limits:
            limits[one.coin] = book.of(one.coin)
        total += replay(one.moments, limits[one.coin])
    return total


def _passes(moments: Moments, limits: Thresholds) -> "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]":
    """In single precision on both sides: a share of exactly 0.70 is in, as in the living rule."""
    share = moments["share"]
    fresh = (
        (moments["oi_change_1h"] > np.float32(limits.oi_change_1h))
        | (moments["volume_ratio"] > np.float32(limits.volume_ratio))
        | (np.abs(moments["move_5m"]) > np.float32(limits.move_5m))
    )
    in_range = (share >= np.float32(limits.lopsided_from)) & (share <= np.float32(limits.extreme_over))
    return np.asarray(fresh & in_range, np.bool_)


@compiled
def _one_at_a_time(at_ms: IntArray, end_ms: IntArray, said: IntArray) -> IntArray:
    """(n,) 1 where it is said: the first, and each that does not fall into the life of the one said before."""
    free_from = np.int64(-1)
    for i in range(at_ms.shape[0]):
        if at_ms[i] >= free_from:
            said[i] = 1
            free_from = end_ms[i]
    return said
