"""Accounts that act together, found pair by pair."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from engine.club.rounds.cheats.acts import Act
from engine.club.rounds.cheats.meetings import Matches, Meetings, Pair, by_chance, crowds, meetings
from engine.club.rounds.cheats.values import CheatKind, Origin, Suspicion

_CAME_TOGETHER = timedelta(minutes=10)
_SHOWN = 12
_BY_CHANCE = 1e-4  # of all pairs together

Origins = Mapping[int, Origin]
Watched = frozenset[int] | None  # pairs with one of them in it; None: all pairs


@dataclass(frozen=True, slots=True)
class Bar:
    """What it takes: so many meetings, and such a share of both accounts' acts in them. Less between two who were
    invited by the same person and came within minutes."""

    times: int
    share: float
    close_times: int
    close_share: float


LINKED = Bar(4, 0.33, 4, 0.25)
WASH = Bar(6, 0.6, 5, 0.5)
COPY = Bar(8, 0.6, 6, 0.5)
MANY_ENTRIES = Bar(1_000_000, 1.0, 5, 0.5)  # only among those who came together


def linked(acts: Sequence[Act], origins: Origins, watched: Watched = None) -> Sequence[Suspicion]:
    """Opposite positions in the same coin, opened within seconds, of similar size, again and again."""
    opening = [act for act in acts if act.opens]
    return _suspicions(CheatKind.LINKED, opening, _opposite(Decimal("0.5")), LINKED, origins, watched)


def wash(acts: Sequence[Act], origins: Origins, watched: Watched = None) -> Sequence[Suspicion]:
    """Whatever one does, in and out, the other does the other way round, at nearly the same size."""
    return _suspicions(CheatKind.WASH, acts, _opposite(Decimal("0.1")), WASH, origins, watched)


def copies(acts: Sequence[Act], origins: Origins, watched: Watched = None) -> Sequence[Suspicion]:
    """The same, in and out, within seconds; any size, as the accounts may differ in size."""
    return _suspicions(CheatKind.COPY, acts, lambda one, other: one.is_buy == other.is_buy, COPY, origins, watched)


def many_entries(acts: Sequence[Act], origins: Origins, watched: Watched = None) -> Sequence[Suspicion]:
    """Accounts that came together and act together, whichever way."""
    return _suspicions(CheatKind.MANY_ENTRIES, acts, lambda one, other: True, MANY_ENTRIES, origins, watched)


def _opposite(tolerance: Decimal) -> Matches:
    def matches(one: Act, other: Act) -> bool:
        larger = max(one.value_usd, other.value_usd)
        return one.is_buy != other.is_buy and abs(one.value_usd - other.value_usd) <= larger * tolerance

    return matches


def _suspicions(
    kind: CheatKind, acts: Sequence[Act], matches: Matches, bar: Bar, origins: Origins, watched: Watched
) -> Sequence[Suspicion]:
    by_symbol, done = crowds(acts), _by_account(acts)
    found = meetings(by_symbol, watched, matches)
    of_account: dict[int, list[tuple[int, Meetings, float, set[int]]]] = defaultdict(list)
    for (one, other), met in found.items():
        shares = len(met.firsts) / len(done[one]), len(met.seconds) / len(done[other])
        if not _is_over(bar, (one, other), met.times, min(shares), origins):
            continue
        chance = max(
            by_chance(by_symbol, done[one], met.firsts, other),
            by_chance(by_symbol, done[other], met.seconds, one),
        )
        if chance * len(found) <= _BY_CHANCE:
            of_account[one].append((other, met, shares[0], met.firsts))
            of_account[other].append((one, met, shares[1], met.seconds))
    return list(_joined(kind, of_account))


def _by_account(acts: Sequence[Act]) -> Mapping[int, list[Act]]:
    done: dict[int, list[Act]] = defaultdict(list)
    for act in acts:
        done[act.account_id].append(act)
    return done


def _is_over(bar: Bar, pair: Pair, times: int, share: float, origins: Origins) -> bool:
    if times >= bar.times and share >= bar.share:
        return True
    return _came_together(pair, origins) and times >= bar.close_times and share >= bar.close_share


def _came_together(pair: Pair, origins: Origins) -> bool:
    first, second = origins.get(pair[0]), origins.get(pair[1])
    if first is None or second is None or first.inviter_code is None:
        return False
    apart = abs(first.first_seen_at - second.first_seen_at)
    return first.inviter_code == second.inviter_code and apart <= _CAME_TOGETHER


def _joined(
    kind: CheatKind, of_account: Mapping[int, list[tuple[int, Meetings, float, set[int]]]]
) -> Iterator[Suspicion]:
    for account_id, found in sorted(of_account.items()):
        others = tuple(sorted(other for other, *_ in found))
        fills = tuple(sorted(set().union(*(ids for *_, ids in found))))[:_SHOWN]
        yield Suspicion(
            account_id, kind, others, max(met.times for _, met, *_ in found), max(share for _, _, share, _ in found),
            fills,
        )  # fmt: skip
