"""Boards out of standings, wherever those are kept: one page, one's own place, a group's own ranking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from engine.club.rounds.ranking import Standing
from engine.club.rounds.values import Line, RoundKey


@dataclass(frozen=True, slots=True)
class Placed:
    """A standing with its rank; None where it has none."""

    standing: Standing
    rank: int | None


class Places(Protocol):
    """Where the ranks of a round are read: Redis while it runs, the books afterwards. Raises `StorageAway`."""

    async def counts(self, key: RoundKey) -> tuple[int, int]:
        """All in the round, and those with a rank."""
        ...

    async def part(self, key: RoundKey, start: int, count: int) -> Sequence[Placed]:
        """By rank, from that place on; 0 the first."""
        ...

    async def of(self, key: RoundKey, user_id: int) -> Placed | None: ...

    async def among(self, key: RoundKey, user_ids: Sequence[int]) -> "Company":
        """Of those among them who are in the round."""
        ...


class Company(Protocol):
    """Some people of a round in their own order: a group's ranking. Thousands of them cost no more than their order."""

    @property
    def traders(self) -> int: ...

    @property
    def ranked(self) -> int: ...

    def part(self, start: int, count: int) -> Sequence[Placed]:
        """By their rank among themselves."""
        ...

    def of(self, user_id: int) -> Placed | None: ...


@dataclass(frozen=True, slots=True)
class Gathered:
    """A company out of standings."""

    placed: Sequence[Placed]

    @staticmethod
    def of_standings(standings: Sequence[Standing]) -> "Gathered":
        """Those with a rank first, by their order in this company, then the others."""
        ranked = sorted((one for one in standings if one.why is None), key=lambda one: one.order)
        others = [Placed(one, None) for one in standings if one.why is not None]
        return Gathered([Placed(one, rank) for rank, one in enumerate(ranked, 1)] + others)

    @property
    def traders(self) -> int:
        return len(self.placed)

    @property
    def ranked(self) -> int:
        return sum(one.rank is not None for one in self.placed)

    def part(self, start: int, count: int) -> Sequence[Placed]:
        return self.placed[start : min(start + count, self.ranked)]

    def of(self, user_id: int) -> Placed | None:
        return next((one for one in self.placed if one.standing.user_id == user_id), None)


def line_of(placed: Placed, names: Mapping[int, str]) -> Line:
    one = placed.standing
    return Line(
        placed.rank,
        one.user_id,
        one.account_id,
        names.get(one.user_id),
        one.score_ppm,
        one.trades,
        one.dip_ppm,
        one.why,
    )


def pages_of(count: int, size: int) -> int:
    """At least one."""
    return max(-(-count // size), 1)


def with_own_name(line: Line, name: str) -> Line:
    return replace(line, name=name)
