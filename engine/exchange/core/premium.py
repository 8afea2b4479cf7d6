"""How far the middle of the book has stood from the mark lately: the venue's band of order prices leans that way."""

from collections import deque
from dataclasses import dataclass, field

SPAN_S = 30
_SECOND_MS = 1_000


@dataclass(slots=True)
class Premium:
    """One value a second, its last, over the last 30 seconds before the newest book. Twice the ticks, so that the
    middle of a book is whole: the mean is `total` over twice the number of values."""

    total: int = 0
    _doubled: deque[tuple[int, int]] = field(default_factory=deque)

    def __len__(self) -> int:
        return len(self._doubled)

    def note(self, at_ms: int, doubled_ticks: int) -> None:
        second, kept = at_ms // _SECOND_MS, self._doubled
        if kept and kept[-1][0] == second:
            self.total -= kept.pop()[1]
        kept.append((second, doubled_ticks))
        self.total += doubled_ticks
        while kept[0][0] <= second - SPAN_S:
            self.total -= kept.popleft()[1]
