"""A batch as what writes it: COPY files of the rows it adds, and changes of rows that are there.

Made part by part in the order they are needed, while the server takes in the ones before. Whoever makes one stands
aside every hundred lines, so that the server is answered in between.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from db.paper.entries import fill_line, transfer_line
from db.paper.states import (
    Change,
    account_change,
    order_change,
    order_line,
    position_change,
    position_key,
    position_line,
    trade_change,
)
from db.paper.text import as_file
from db.paper.trades import Lives
from engine.exchange.outputs import AccountChanged, Fill, OrderChanged, PositionChanged, Purse, Transfer
from engine.exchange.venues.paper.ports import Batch

_AT_ONCE = 100
_CASH = Purse.CASH
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entries:
    """What is hashed. `last_id`: after the batch."""

    file: bytes
    last_id: int


@dataclass(frozen=True, slots=True)
class Orders:
    """`symbols`: those whose grid must be known."""

    new: bytes
    changed: Sequence[Change]
    symbols: frozenset[str]


@dataclass(frozen=True, slots=True)
class Positions:
    """`gone`: those that are flat and were not before. `symbols`: those whose grid must be known."""

    new: bytes
    changed: Sequence[Change]
    gone: Sequence[Change]
    trades: Sequence[Change]
    symbols: frozenset[str]


class Written:
    """Makes the parts of one batch."""

    def __init__(self, batch: Batch) -> None:
        self._number = batch.number
        self._outputs = batch.outputs
        self._by_kind: dict[type, list[Any]] = defaultdict(list)
        for one in batch.outputs:
            self._by_kind[type(one)].append(one)
        told: list[OrderChanged] = self._by_kind[OrderChanged]
        self._orders = {one.order.order_id: one for one in told}  # of each the last word

    @property
    def order_ids(self) -> Collection[int]:
        return self._orders.keys()

    async def fills(self, last_fill_id: int) -> Entries:
        """The last ids are those of the batch before: so the same batch has the same lines whoever writes it."""
        fills: list[Fill] = self._by_kind[Fill]
        last_id = max((one.fill_id for one in fills), default=last_fill_id)
        return Entries(await _file(fill_line(one, self._number) for one in fills), last_id)

    async def transfers(self, last_transfer_id: int) -> Entries:
        transfers: list[Transfer] = self._by_kind[Transfer]
        lines = (transfer_line(n, one, self._number) for n, one in enumerate(transfers, last_transfer_id + 1))
        return Entries(await _file(lines), last_transfer_id + len(transfers))

    async def orders(self, known: Collection[int]) -> Orders:
        """`known`: the ids of those that are there."""
        stand = self._orders.values()
        new = await _file(order_line(one) for one in stand if one.order.order_id not in known)
        changed = await _all(order_change(one) for one in stand if one.order.order_id in known)
        return Orders(new, changed, frozenset(one.order.symbol for one in stand))

    async def accounts(self) -> Sequence[Change]:
        """Of each what its cash gained by transfers, and the last word, by id."""
        moved: dict[int, int] = {}
        async for some in _parts(self._by_kind[Transfer]):
            _move(moved, some)
        told: list[AccountChanged] = self._by_kind[AccountChanged]
        stands = {one.account_id: one for one in told}
        changed = sorted({account_id for account_id, gained in moved.items() if gained} | stands.keys())
        return await _all(account_change(one, moved.get(one, 0), stands.get(one)) for one in changed)

    async def positions(self) -> Positions:
        """Of each the last word, with what was closed on the way."""
        lives = Lives()
        async for some in _parts(one for one in self._outputs if type(one) is Fill or type(one) is PositionChanged):
            lives.follow(some)
        stands, were, living = sorted(lives.stands.items(), key=lambda stand: stand[0][0]), lives.were, lives.living
        standing = [(key, one) for key, one in stands if one.lots]
        return Positions(
            new=await _file(position_line(one, living[key]) for key, one in standing if key not in were),
            changed=await _all(position_change(one, living[key]) for key, one in standing if key in were),
            gone=[position_key(key) for key, one in stands if not one.lots and key in were],
            trades=await _all(map(trade_change, lives.ended)),
            symbols=frozenset(symbol for _, symbol, _ in lives.stands),
        )


def _move(moved: dict[int, int], transfers: Iterable[Transfer]) -> None:
    for one in transfers:
        gained = one.amount * ((one.target is _CASH) - (one.source is _CASH))
        moved[one.account_id] = moved.get(one.account_id, 0) + gained


async def _file(lines: Iterable[str]) -> bytes:
    return as_file(await _all(lines))


async def _all(made: Iterable[T]) -> list[T]:
    all_of_them: list[T] = []
    async for some in _parts(made):
        all_of_them += some
    return all_of_them


async def _parts(made: Iterable[T]) -> AsyncIterator[list[T]]:
    """Standing aside between them."""
    left = iter(made)
    while some := list(islice(left, _AT_ONCE)):
        yield some
        if len(some) == _AT_ONCE:
            await asyncio.sleep(0)
