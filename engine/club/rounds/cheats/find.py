"""Everything that is looked for, over the fills of one round."""

from collections.abc import Iterator, Mapping, Sequence

from engine.club.rounds.cheats.acts import acts_of
from engine.club.rounds.cheats.pairs import LOOKS, pairs
from engine.club.rounds.cheats.stale import early, stale_prices
from engine.club.rounds.cheats.values import Origin, Suspicion
from engine.exchange.venues.paper.values import PaperFill


def suspicions(
    fills: Sequence[PaperFill], origins: Mapping[int, Origin], watched: frozenset[int] | None = None
) -> Sequence[Suspicion]:
    """At most one an account and kind. `fills` of all who are in the round, in any order; `watched`: whose doings are
    looked at, each against everybody's (those a prize could go to). None: all."""
    by_time = sorted(fills, key=lambda fill: (fill.at, fill.fill_id))
    found = {(one.account_id, one.kind): one for one in _all(by_time, origins, watched)}
    return list(found.values())


def _all(
    fills: Sequence[PaperFill], origins: Mapping[int, Origin], watched: frozenset[int] | None
) -> Iterator[Suspicion]:
    acts = acts_of(fills)
    for look in LOOKS:
        yield from pairs(look, acts, origins, watched)
    yield from stale_prices(fills, watched)
    yield from early(fills)
