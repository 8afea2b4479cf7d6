"""One contract's book, kept from snapshots and numbered changes."""

from bisect import bisect_left
from collections.abc import Iterable

from engine.feeds.tape import BOOK_DEPTH, Level, LossReason


class BookBroken(Exception):
    """What is known is not the venue's book any more."""

    def __init__(self, reason: LossReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class _Side:
    """Levels in order beside their keys, so that telling all of them is one copy. `sign` -1 for bids: the best one
    always has the smallest key."""

    __slots__ = ("_keys", "_levels", "_sign")

    def __init__(self, sign: int) -> None:
        self._sign = sign
        self._keys: list[int] = []
        self._levels: list[Level] = []

    def clear(self) -> None:
        self._keys.clear()
        self._levels.clear()

    def change(self, changed: Iterable[Level]) -> None:
        keys, levels, sign = self._keys, self._levels, self._sign
        for level in changed:
            key = sign * level[0]
            place = bisect_left(keys, key)
            is_there = place < len(keys) and keys[place] == key
            if not level[1]:
                if is_there:
                    del keys[place], levels[place]
            elif is_there:
                levels[place] = level
            else:
                keys.insert(place, key)
                levels.insert(place, level)
        del keys[BOOK_DEPTH:], levels[BOOK_DEPTH:]  # what has left the window is told of no more

    def best(self) -> int | None:
        """In ticks."""
        return self._levels[0][0] if self._levels else None

    def levels(self) -> tuple[Level, ...]:
        return tuple(self._levels)


class LocalBook:
    """Not whole until a snapshot came, and after anything went wrong; then changes are ignored."""

    __slots__ = ("_asks", "_bids", "_update", "is_whole")

    def __init__(self) -> None:
        self._bids, self._asks = _Side(-1), _Side(1)
        self._update = 0
        self.is_whole = False

    def reset(self, update: int, bids: Iterable[Level], asks: Iterable[Level]) -> None:
        """A snapshot, at any time. Raises `BookBroken` for a crossed one."""
        self._bids.clear()
        self._asks.clear()
        self.is_whole = True
        self._apply(update, bids, asks)

    def change(self, update: int, bids: Iterable[Level], asks: Iterable[Level]) -> bool:
        """A numbered change; size 0 takes a level away. Gives whether the book has moved. Raises `BookBroken`."""
        if not self.is_whole or update <= self._update:
            return False  # the snapshot has that change already
        if update != self._update + 1:
            self.lose()
            raise BookBroken(LossReason.MISSED)
        self._apply(update, bids, asks)
        return True

    def lose(self) -> None:
        self.is_whole = False

    def levels(self) -> tuple[tuple[Level, ...], tuple[Level, ...]]:
        """Bids and asks, best first."""
        return self._bids.levels(), self._asks.levels()

    def _apply(self, update: int, bids: Iterable[Level], asks: Iterable[Level]) -> None:
        self._update = update
        self._bids.change(bids)
        self._asks.change(asks)
        bid, ask = self._bids.best(), self._asks.best()
        if bid is not None and ask is not None and bid >= ask:
            self.lose()
            raise BookBroken(LossReason.CROSSED)
