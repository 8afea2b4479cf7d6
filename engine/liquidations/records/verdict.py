"""Is a level reached more often than one as far away on the other side? Asked of many coins at once."""

from collections.abc import Iterable, Sequence
from math import comb

from engine.liquidations.records.values import FEWEST_CASES, Counts

FALSE_SHARE = 0.05  # of what is called an edge, at most this share is chance


def chance_of(counts: Counts) -> float:
    """One-sided exact sign test on the cases in which only one of both levels was reached.

    If neither side is favoured, each such case is a fair coin: both levels are as far away in log price and no two
    cases share a path. Returns the probability of at least as many for the level; 1 where the counts say nothing.
    """
    alone = counts.reached - counts.reached_both
    decided = alone + counts.reached_other_side - counts.reached_both
    return sum(comb(decided, k) for k in range(alone, decided + 1)) / (1 << decided)


def edge_bar(measured: Sequence[Counts], false_share: float = FALSE_SHARE) -> float:
    """The largest `chance_of` that still counts as an edge among all that was measured; 0 where none does."""
    return luck_bar((chance_of(counts) for counts in measured if counts.cases >= FEWEST_CASES), false_share)


def luck_bar(chances: Iterable[float], false_share: float = FALSE_SHARE) -> float:
    """The largest chance that passes beside all the others; 0 where none does.

    Benjamini and Hochberg (1995): with hundreds of coins and windows some would pass any fixed bar by luck.
    """
    ranked = sorted(chances)
    passed = [p for rank, p in enumerate(ranked, 1) if p <= false_share * rank / len(ranked)]
    return passed[-1] if passed else 0.0
