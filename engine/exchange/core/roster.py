"""Who has to do with a contract: eight bytes a member, since there may be half a million of them."""

from array import array
from collections.abc import Iterable

import numpy as np

from engine.market.values import IntArray

_SPARE = 1_024


class Roster:
    """Members join when they begin and are counted out when they end; the names of some stay until a roll call."""

    def __init__(self) -> None:
        self._ids = array("q")
        self.count = 0

    def join(self, account_id: int) -> None:
        self._ids.append(account_id)
        self.count += 1
        if len(self._ids) > 4 * self.count + _SPARE:
            self.keep(self.named())

    def leave(self) -> None:
        self.count -= 1

    def named(self) -> list[int]:
        """All members and maybe some who left, ascending."""
        named: list[int] = self.ids().tolist()
        return named

    def ids(self) -> IntArray:
        """As `named`."""
        return np.unique(np.array(self._ids, dtype=np.int64))

    def forget(self, gone: Iterable[int]) -> None:
        """Those are no members."""
        kept = np.setdiff1d(self.ids(), np.fromiter(gone, dtype=np.int64), assume_unique=False)
        self._ids = array("q", kept.tobytes())

    def keep(self, members: Iterable[int]) -> None:
        """Only those are members."""
        self._ids = array("q", members)
