"""One contract's book, kept from snapshots and numbered changes."""

from bisect import bisect_left, insort
from collections.abc import Iterable

from engine.feeds.tape import BOOK_DEPTH, Level, LossReason


class BookBroken(Exception):
    """What is known is not the venue's book any more."""

    def __init__(self, reason: LossReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class _Side:
    """Prices in order beside their sizes. `sign` -1 for bids: the best one always has the smallest key."""

    __slots__ = ("_keys", "_lots", "_sign")

    def __init__(self, sign: int) -> None:
        self._sign = sign
        self._keys: list[int] = []
        self._lots: dict[int, int] = {}

    def clear(self) -> None:
        self._keys.clear()
        self._lots.clear()

    def change(self, levels: Iterable[Level]) -> None:
        keys, sizes, sign = self._keys, self._lots, self._sign
        for ticks, lots in levels:
            key = sign * ticks
            if lots:
                if key not in sizes:
                    insort(keys, key)
                sizes[key] = lots
            elif key in sizes:
                del sizes[key]
                del keys[bisect_left(keys, key)]
        if len(keys) > BOOK_DEPTH:  # what has left the window is told of no more
            for key in keys[BOOK_DEPTH:]:
                del sizes[key]
            del keys[BOOK_DEPTH:]

    def best(self) -> int | None:
        """In ticks."""
        return self._sign * self._keys[0] if self._keys else None

    def levels(self) -> tuple[Level, ...]:
        sizes, sign = self._lots, self._sign
        return tuple([(sign * key, sizes[key]) for key in self._keys])


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
