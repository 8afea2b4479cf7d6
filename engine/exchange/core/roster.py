"""Who has to do with a contract: eight bytes a member, since there may be half a million of them."""

from array import array
from collections.abc import Iterable, Sequence

import numpy as np

from engine.market.values import IntArray

_SPARE = 1_024


class Roster:
    """Members join when they begin and are counted out when they end; the names of some stay until a roll call."""

    def __init__(self) -> None:
        self._ids = array("q")
        self._back: set[int] | None = None
        self.count = 0

    def join(self, account_id: int) -> None:
        self._ids.append(account_id)
        self.count += 1
        if self._back is not None:
            self._back.add(account_id)
        if len(self._ids) > 4 * self.count + _SPARE:
            self.keep(self.named())

    def leave(self) -> None:
        self.count -= 1

    def named(self) -> list[int]:
        """All members and maybe some who left, ascending."""
        named: list[int] = self.ids().tolist()
        return named

    def ids(self) -> IntArray:
        """As `named`. Sorting half a million takes milliseconds; `np.unique` a hundred times as long."""
        ids = np.sort(np.array(self._ids, dtype=np.int64))
        is_first = np.ones(len(ids), dtype=np.bool_)
        np.not_equal(ids[1:], ids[:-1], out=is_first[1:])
        return ids[is_first]

    def begin_call(self) -> None:
        """Until it ends, who joins is remembered: he may be back after he was found to be gone."""
        if self._back is None:
            self._back = set()

    def end_call(self, gone: Sequence[int], *, is_last: bool = True) -> None:
        """`gone`: were named, and had nothing to do with it when their turn came. `is_last`: no other call goes on."""
        back = self._back or set()
        left = np.array([account_id for account_id in gone if account_id not in back], dtype=np.int64)
        ids = self.ids()
        if len(left) and len(ids):
            places = np.minimum(np.searchsorted(ids, left), len(ids) - 1)
            self._ids = array("q", np.delete(ids, places[ids[places] == left]).tobytes())
        if is_last:
            self._back = None

    def keep(self, members: Iterable[int]) -> None:
        """Only those are members."""
        self._ids = array("q", members)
