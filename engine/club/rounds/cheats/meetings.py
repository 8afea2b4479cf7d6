"""Acts of two accounts in the same contract within seconds of each other, and how likely that is by chance.

In a busy coin somebody acts every second, so chance is measured by the crowd itself: an account that acts n times in a
contract, at moments drawn from everybody's, is there at a given moment with 1 - (1 - crowd then / crowd in all)^n.

A signal makes two hundred people act at once, half of them selling what the others buy: where far more act than the
contract is used to, being there says nothing of anybody, so cheats that hide in such crowds stay hidden.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from engine.club.rounds.cheats.acts import Act
from engine.market.values import Symbol

_BOTH = frozenset({True, False})
_BURST = 4  # so many others at least
_LEAST_SPAN = timedelta(hours=1)


class Sides(StrEnum):
    """Of two acts that meet."""

    OPPOSITE = "opposite"
    SAME = "same"
    ANY = "any"

    def of(self, act: Act) -> frozenset[bool]:
        """What the other does, as `is_buy`."""
        if self is Sides.ANY:
            return frozenset({True, False})
        return frozenset({act.is_buy == (self is Sides.SAME)})


Pair = tuple[int, int]  # the lower account first
Matches = Callable[[Act, Act], bool]


@dataclass(slots=True)
class Meetings:
    """Of one pair: fill ids of each one's acts that met the other. An act counts once, however many it met."""

    firsts: set[int] = field(default_factory=set)
    seconds: set[int] = field(default_factory=set)

    @property
    def times(self) -> int:
        return min(len(self.firsts), len(self.seconds))


class Crowd:
    """Everybody's acts in one market, by time. `within`: so far apart they still meet. `burst`: so many times the usual
    says nothing of anybody; the longer people are given, the flatter a burst is."""

    def __init__(self, acts: Sequence[Act], within: timedelta, burst: float) -> None:
        self.acts = acts
        self.within, self.burst = within, burst
        self.times: list[datetime] = [act.at for act in acts]
        self.done: Mapping[tuple[int, bool], int] = Counter((act.account_id, act.is_buy) for act in acts)
        self.sides: Mapping[bool, int] = Counter(act.is_buy for act in acts)
        self._near: dict[int, Mapping[bool, int]] = {}  # by fill id: how many others bought and sold near by

    def near(self, act: Act) -> Sequence[Act]:
        """Of others."""
        span = self.acts[bisect_left(self.times, act.at - self.within) : bisect_right(self.times, act.at + self.within)]
        return [other for other in span if other.account_id != act.account_id]

    def chance(self, act: Act, other_id: int, sides: Sides) -> float:
        """That the other acts near by on such a side, were its moments drawn from those of everybody on that side but
        the one who acted."""
        near, wanted = self._counted(act), sides.of(act)
        crowd = near[True] + near[False]
        if crowd >= _BURST and crowd > self.burst * self._usual(len(self.acts) - self._of(act.account_id, _BOTH)):
            return 1.0
        return min(self._by_side(act, other_id, near, side) for side in (wanted, _BOTH))

    def _by_side(self, act: Act, other_id: int, near: Mapping[bool, int], sides: frozenset[bool]) -> float:
        """On one side there may be hardly anybody but the other; on both it is no less likely."""
        others = sum(self.sides.get(side, 0) for side in sides) - self._of(act.account_id, sides)
        if not others:
            return 0.0
        return 1.0 - (1.0 - sum(near[side] for side in sides) / others) ** self._of(other_id, sides)

    def _counted(self, act: Act) -> Mapping[bool, int]:
        known = self._near.get(act.fill_id)
        if known is None:
            known = self._near[act.fill_id] = Counter(other.is_buy for other in self.near(act))
        return known

    def _of(self, account_id: int, sides: frozenset[bool]) -> int:
        return sum(self.done.get((account_id, side), 0) for side in sides)

    def _usual(self, others: int) -> float:
        """So many acts of others are near any moment, were they spread evenly over the time the contract was used."""
        return others * (2 * self.within / max(self.times[-1] - self.times[0], _LEAST_SPAN))


def crowds(acts: Sequence[Act], within: timedelta, burst: float) -> Mapping[Symbol, Crowd]:
    """`acts` ascend by time."""
    sorted_out: dict[Symbol, list[Act]] = defaultdict(list)
    for act in acts:
        sorted_out[act.symbol].append(act)
    return {symbol: Crowd(of_symbol, within, burst) for symbol, of_symbol in sorted_out.items()}


def meetings(
    by_symbol: Mapping[Symbol, Crowd], watched: frozenset[int] | None, matches: Matches
) -> Mapping[Pair, Meetings]:
    """Of every pair with at least one of the watched in it; None: of all."""
    found: dict[Pair, Meetings] = defaultdict(Meetings)
    for one, other in _near(by_symbol, watched):
        if matches(one, other):
            first, second = (one, other) if one.account_id < other.account_id else (other, one)
            met = found[first.account_id, second.account_id]
            met.firsts.add(first.fill_id)
            met.seconds.add(second.fill_id)
    return found


def _near(by_symbol: Mapping[Symbol, Crowd], watched: frozenset[int] | None) -> Iterator[tuple[Act, Act]]:
    for crowd in by_symbol.values():
        for act in crowd.acts:
            if watched is None or act.account_id in watched:
                for other in crowd.near(act):
                    yield act, other


def by_chance(
    by_symbol: Mapping[Symbol, Crowd], acts: Sequence[Act], met: Set[int], other_id: int, sides: Sides
) -> tuple[float, int]:
    """How likely it is that the other is near by at so many of the acts or more, and at how many it was. `met`: ids of
    those acts' fills. Exact for independent moments; acts in a burst are left out, as they say nothing."""
    chances = [(by_symbol[act.symbol].chance(act, other_id, sides), act.fill_id in met) for act in acts]
    telling = [(chance, was_there) for chance, was_there in chances if chance < 1.0]
    so_often = [1.0]  # [k]: the chance of k meetings in the acts looked at so far
    for chance, _ in telling:
        so_often = [
            stays * (1.0 - chance) + comes * chance
            for stays, comes in zip([*so_often, 0.0], [0.0, *so_often], strict=True)
        ]
    times = sum(was_there for _, was_there in telling)
    return sum(so_often[times:]), times
