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

from engine.club.rounds.cheats.acts import Act
from engine.market.values import Symbol

WITHIN = timedelta(seconds=10)
_BURST = 4  # times the usual, and so many others at least
_LEAST_SPAN = timedelta(hours=1)
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
    """Everybody's acts in one contract, by time."""

    def __init__(self, acts: Sequence[Act]) -> None:
        self.acts = acts
        self.times: list[datetime] = [act.at for act in acts]
        self.done: Mapping[int, int] = Counter(act.account_id for act in acts)

    def near(self, act: Act) -> Sequence[Act]:
        """Of others."""
        span = self.acts[bisect_left(self.times, act.at - WITHIN) : bisect_right(self.times, act.at + WITHIN)]
        return [other for other in span if other.account_id != act.account_id]

    def chance(self, act: Act, other_id: int) -> float:
        """That the other acts near by, were its moments drawn from those of everybody but the one who acted."""
        others, near = len(self.acts) - self.done[act.account_id], len(self.near(act))
        if near >= _BURST and near > _BURST * self._usual(others):
            return 1.0
        return 1.0 - (1.0 - near / others) ** self.done.get(other_id, 0)

    def _usual(self, others: int) -> float:
        """So many acts of others are near any moment, were they spread evenly over the time the contract was used."""
        return others * (2 * WITHIN / max(self.times[-1] - self.times[0], _LEAST_SPAN))


def crowds(acts: Sequence[Act]) -> Mapping[Symbol, Crowd]:
    """`acts` ascend by time."""
    sorted_out: dict[Symbol, list[Act]] = defaultdict(list)
    for act in acts:
        sorted_out[act.symbol].append(act)
    return {symbol: Crowd(of_symbol) for symbol, of_symbol in sorted_out.items()}


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


def by_chance(by_symbol: Mapping[Symbol, Crowd], acts: Sequence[Act], met: Set[int], other_id: int) -> float:
    """How likely it is that the other is near by at so many of the acts or more. `met`: fill ids of those acts where it
    was. Exact for independent moments; acts in a burst are left out, as they say nothing."""
    chances = [(by_symbol[act.symbol].chance(act, other_id), act.fill_id in met) for act in acts]
    telling = [(chance, was_there) for chance, was_there in chances if chance < 1.0]
    so_often = [1.0]  # [k]: the chance of k meetings in the acts looked at so far
    for chance, _ in telling:
        so_often = [
            stays * (1.0 - chance) + comes * chance
            for stays, comes in zip([*so_often, 0.0], [0.0, *so_often], strict=True)
        ]
    return sum(so_often[sum(was_there for _, was_there in telling) :])
