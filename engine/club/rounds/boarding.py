"""Boards out of standings, wherever those are kept: one page, one's own place, a group's own ranking."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from engine.club.rounds.ranking import Standing
from engine.club.rounds.values import Line, RoundKey

_Said = TypeVar("_Said")


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
class Gathered(Generic[_Said]):
    """A company out of whatever says a standing, rows or lines of text: of thousands only those shown are read.

    `in_order`: those with a rank, the first of them first.
    """

    in_order: Sequence[_Said]
    others: Sequence[_Said]
    user_of: Callable[[_Said], int]
    read: Callable[[_Said], Standing]

    @property
    def traders(self) -> int:
        return len(self.in_order) + len(self.others)

    @property
    def ranked(self) -> int:
        return len(self.in_order)

    def part(self, start: int, count: int) -> Sequence[Placed]:
        shown = self.in_order[start : start + count]
        return [Placed(self.read(said), rank) for rank, said in enumerate(shown, start + 1)]

    def of(self, user_id: int) -> Placed | None:
        for at, said in enumerate((*self.in_order, *self.others)):
            if self.user_of(said) == user_id:
                return Placed(self.read(said), at + 1 if at < len(self.in_order) else None)
        return None


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
