"""Accounts that act together, found pair by pair."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from engine.club.rounds.cheats.acts import Act
from engine.club.rounds.cheats.meetings import Crowd, Meetings, Pair, Sides, by_chance, crowds, meetings
from engine.club.rounds.cheats.values import CheatKind, Origin, Suspicion
from engine.market.values import Symbol

_CAME_TOGETHER = timedelta(minutes=10)
_SHOWN = 12
_BY_CHANCE = 1e-4  # of all pairs together
_ANY = Symbol("*")

Origins = Mapping[int, Origin]
Watched = frozenset[int] | None  # pairs with one of them in it; None: all pairs


@dataclass(frozen=True, slots=True)
class Bar:
    """What it takes: so many meetings, and such a share of both accounts' acts in them. Less between two who were
    invited by the same person and came within minutes. `told`: so many of them where no burst explains them."""

    times: int
    share: float
    close_times: int
    close_share: float
    told: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """What two accounts do within so much time of each other. `openings`: only what opens a position. `any_coin`: coins
    that move together count as one market."""

    kind: CheatKind
    sides: Sides
    bar: Bar
    within: timedelta = timedelta(seconds=10)
    openings: bool = False
    any_coin: bool = False
    size_within: Decimal = Decimal(1)  # of the larger one
    burst: float = 4.0

    def matches(self, one: Act, other: Act) -> bool:
        larger = max(one.value_usd, other.value_usd)
        return other.is_buy in self.sides.of(one) and abs(one.value_usd - other.value_usd) <= larger * self.size_within


# Opposite positions, again and again, so that one of the two must win: of any size, as a score is a percentage and the
# accounts may differ in size. Then the same with more between them, a minute or another coin, where more is asked for.
LINKED = Look(CheatKind.LINKED, Sides.OPPOSITE, Bar(3, 0.1, 3, 0.1, told=3), openings=True)
_MORE = Bar(4, 0.3, 4, 0.3, told=4)
LINKED_LATER = Look(CheatKind.LINKED, Sides.OPPOSITE, _MORE, timedelta(seconds=90), openings=True, burst=1.5)
LINKED_ELSEWHERE = Look(CheatKind.LINKED, Sides.OPPOSITE, _MORE, openings=True, any_coin=True)
# Whatever one does, in and out, the other does the other way round, at nearly the same size.
WASH = Look(CheatKind.WASH, Sides.OPPOSITE, Bar(6, 0.6, 5, 0.5), size_within=Decimal("0.1"))
# The same, in and out; any size.
COPY = Look(CheatKind.COPY, Sides.SAME, Bar(8, 0.6, 6, 0.5))
# Accounts that came together and act together, whichever way.
MANY_ENTRIES = Look(CheatKind.MANY_ENTRIES, Sides.ANY, Bar(1_000_000, 1.0, 5, 0.5))

LOOKS = (LINKED, LINKED_LATER, LINKED_ELSEWHERE, WASH, COPY, MANY_ENTRIES)


@dataclass(frozen=True, slots=True)
class _Tie:
    """Two accounts that met. `shares`: of their acts; `told`: meetings outside of bursts; `chance`: that there are so
    many of them between two who do not know of each other."""

    pair: Pair
    met: Meetings
    shares: tuple[float, float]
    told: int
    chance: float


def pairs(look: Look, acts: Sequence[Act], origins: Origins, watched: Watched = None) -> Sequence[Suspicion]:
    """`acts` of everybody, ascending by time."""
    seen = [_seen(act, look) for act in acts if act.opens or not look.openings]
    by_symbol, done = crowds(seen, look.within, look.burst), _by_account(seen)
    found = meetings(by_symbol, watched, look.matches)
    likely = (pair for pair, met in found.items() if _is_over(look.bar, pair, met, _shares(pair, met, done), origins))
    ties = [_tie(pair, found[pair], done, by_symbol, look) for pair in likely]
    certain = [tie for tie in ties if tie.told >= look.bar.told and tie.chance * len(found) <= _BY_CHANCE]
    return list(_joined(look.kind, certain))


def _tie(
    pair: Pair, met: Meetings, done: Mapping[int, Sequence[Act]], by_symbol: Mapping[Symbol, Crowd], look: Look
) -> _Tie:
    one, other = pair
    chance, told = by_chance(by_symbol, done[one], met.firsts, other, look.sides)
    of_other, told_of_other = by_chance(by_symbol, done[other], met.seconds, one, look.sides)
    return _Tie(pair, met, _shares(pair, met, done), min(told, told_of_other), max(chance, of_other))


def _shares(pair: Pair, met: Meetings, done: Mapping[int, Sequence[Act]]) -> tuple[float, float]:
    return len(met.firsts) / len(done[pair[0]]), len(met.seconds) / len(done[pair[1]])


def _seen(act: Act, look: Look) -> Act:
    return replace(act, symbol=_ANY) if look.any_coin else act


def _by_account(acts: Sequence[Act]) -> Mapping[int, list[Act]]:
    done: dict[int, list[Act]] = defaultdict(list)
    for act in acts:
        done[act.account_id].append(act)
    return done


def _is_over(bar: Bar, pair: Pair, met: Meetings, shares: tuple[float, float], origins: Origins) -> bool:
    if met.times >= bar.times and min(shares) >= bar.share:
        return True
    return met.times >= bar.close_times and min(shares) >= bar.close_share and _came_together(pair, origins)


def _came_together(pair: Pair, origins: Origins) -> bool:
    first, second = origins.get(pair[0]), origins.get(pair[1])
    if first is None or second is None or first.inviter_code is None:
        return False
    apart = abs(first.first_seen_at - second.first_seen_at)
    return first.inviter_code == second.inviter_code and apart <= _CAME_TOGETHER


def _joined(kind: CheatKind, ties: Sequence[_Tie]) -> Iterator[Suspicion]:
    of_account: dict[int, list[tuple[int, _Tie, float, set[int]]]] = defaultdict(list)
    for tie in ties:
        (one, other), met = tie.pair, tie.met
        of_account[one].append((other, tie, tie.shares[0], met.firsts))
        of_account[other].append((one, tie, tie.shares[1], met.seconds))
    for account_id, found in sorted(of_account.items()):
        others = tuple(sorted({other for other, *_ in found}))
        fills = tuple(sorted(set().union(*(ids for *_, ids in found))))[:_SHOWN]
        times, share = max(tie.met.times for _, tie, *_ in found), max(share for *_, share, _ in found)
        yield Suspicion(account_id, kind, others, times, share, fills)
