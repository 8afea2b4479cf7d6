"""Resting orders at one price: a counter of what traded there, and whose turn comes at which count."""

from dataclasses import dataclass, field
from heapq import heappop, heappush

ROW_BITS = 63  # of an account id
_ROW_MASK = (1 << ROW_BITS) - 1


@dataclass(slots=True)
class Level:
    """`turns` is a heap of counts and rows packed in one integer; entries of orders that are gone stay until passed."""

    traded: int = 0
    members: int = 0
    turns: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Levels:
    """Of one way of one contract, by price."""

    by_ticks: dict[int, Level] = field(default_factory=dict)

    def join(self, ticks: int, row: int, ahead_lots: int) -> int:
        """The count at which the turn comes."""
        level = self.by_ticks.setdefault(ticks, Level())
        level.members += 1
        passes_at = level.traded + ahead_lots
        heappush(level.turns, passes_at << ROW_BITS | row)
        return passes_at

    def leave(self, ticks: int) -> None:
        level = self.by_ticks[ticks]
        level.members -= 1
        if not level.members:
            del self.by_ticks[ticks]

    def wait_on(self, ticks: int, row: int, passes_at: int) -> None:
        """After a partial fill: the turn comes again with the next lot."""
        heappush(self.by_ticks[ticks].turns, passes_at << ROW_BITS | row)

    def traded(self, ticks: int) -> int:
        level = self.by_ticks.get(ticks)
        return level.traded if level is not None else 0

    def print(self, ticks: int, lots: int) -> list[int]:
        """Rows whose turn has come by a trade at this price."""
        level = self.by_ticks.get(ticks)
        if level is None:
            return []
        level.traded += lots
        passed, turns = [], level.turns
        while turns and turns[0] >> ROW_BITS < level.traded:
            passed.append(heappop(turns) & _ROW_MASK)
        return passed
