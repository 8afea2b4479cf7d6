"""Does a coin really hunt on a window? Intervals, and a bar against luck over all coins and windows."""

from dataclasses import dataclass
from enum import StrEnum
from math import comb, fsum, sqrt

from engine.liquidations.records.values import FEWEST_CASES, Counts
from engine.liquidations.records.verdict import chance_of
from engine.scanners.hunting.values import Tally

_Z = 1.959964  # 95 %, two-sided


class Verdict(StrEnum):
    HUNTS = "hunts"  # reached more often than both baselines, luck of all coins and windows counted in
    NO_DIFFERENCE = "no-difference"
    TOO_FEW = "too-few"


@dataclass(frozen=True, slots=True)
class Interval:
    """95 %."""

    low: float
    high: float


def wilson(successes: int, cases: int) -> Interval:
    """Of a share. Wilson (1927); 0 to 1 where there is no case."""
    if cases == 0:
        return Interval(0.0, 1.0)
    share, z2 = successes / cases, _Z * _Z
    middle = share + z2 / (2 * cases)
    reach = _Z * sqrt(share * (1 - share) / cases + z2 / (4 * cases * cases))
    whole = 1 + z2 / cases
    return Interval(max((middle - reach) / whole, 0.0), min((middle + reach) / whole, 1.0))


def difference(tally: Tally) -> Interval:
    """Of the reached share minus the mirrored share, both seen in the same cases.

    Newcombe (1998), Statistics in Medicine 17, 2635: method 10, from two Wilson intervals and their correlation.
    """
    n = tally.cases
    if n == 0:
        return Interval(-1.0, 1.0)
    one, two = tally.reached / n, tally.mirror / n
    first, second, phi = wilson(tally.reached, n), wilson(tally.mirror, n), _correlation(tally)
    below = _joined(one - first.low, second.high - two, phi)
    above = _joined(first.high - one, two - second.low, phi)
    return Interval(one - two - below, one - two + above)


def _joined(one: float, two: float, phi: float) -> float:
    return sqrt(max(one * one - 2 * phi * one * two + two * two, 0.0))


def _correlation(tally: Tally) -> float:
    both, only, other = tally.both, tally.reached - tally.both, tally.mirror - tally.both
    neither = tally.cases - both - only - other
    spread = (both + only) * (other + neither) * (both + other) * (only + neither)
    if spread == 0:
        return 0.0
    product = both * neither - only * other
    return (max(product - tally.cases / 2, 0.0) if product > 0 else product) / sqrt(spread)


def chance(tally: Tally) -> float:
    """That no better placed levels would do as well: the larger of two one-sided tests, so that both must pass."""
    counts = Counts(tally.cases, tally.reached, tally.mirror, tally.both)
    return max(chance_of(counts), _at_least(tally.reached, tally.cases, tally.random / max(tally.cases, 1)))


def _at_least(successes: int, cases: int, share: float) -> float:
    """Binomial tail; exact for equal chances, and on the safe side for unequal ones of that mean (Hoeffding 1956)."""
    if successes <= 0 or share >= 1:
        return 1.0
    if share <= 0:
        return 0.0
    return min(fsum(comb(cases, k) * share**k * (1 - share) ** (cases - k) for k in range(successes, cases + 1)), 1.0)


def verdict_of(tally: Tally, bar: float) -> Verdict:
    if tally.cases < FEWEST_CASES:
        return Verdict.TOO_FEW
    return Verdict.HUNTS if chance(tally) <= bar else Verdict.NO_DIFFERENCE
