"""How far the first history is fetched, and how long the rest will take."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

_REMEMBERED_S = 120.0  # the pace is that of the last two minutes: stored rows go fast, the venue's are paced


@dataclass(frozen=True, slots=True)
class Loading:
    """`left_s` None: no pace is known yet."""

    done: int
    total: int
    left_s: float | None = None

    @property
    def share(self) -> float:
        return self.done / self.total if self.total else 1.0

    @property
    def is_over(self) -> bool:
        return self.done >= self.total


def loading_of_all(parts: Iterable[Loading]) -> Loading | None:
    """Venues load side by side: the slowest decides. None where nothing is being loaded."""
    running = [part for part in parts if not part.is_over]
    if not running:
        return None
    lefts = [part.left_s for part in running]
    known = [left for left in lefts if left is not None]
    return Loading(
        sum(part.done for part in running),
        sum(part.total for part in running),
        max(known) if len(known) == len(lefts) else None,
    )


class Pace:
    """Jobs done over time. Seconds are of a clock that never jumps."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def saw(self, at_s: float, done: int) -> None:
        self._seen.append((at_s, done))
        while len(self._seen) > 2 and self._seen[0][0] < at_s - _REMEMBERED_S:
            self._seen.popleft()

    def left_s(self, done: int, total: int) -> float | None:
        """None before a pace is known."""
        if len(self._seen) < 2:
            return None
        (from_s, first), (to_s, last) = self._seen[0], self._seen[-1]
        rate = (last - first) / (to_s - from_s) if to_s > from_s else 0.0
        return (total - done) / rate if rate > 0 else None
