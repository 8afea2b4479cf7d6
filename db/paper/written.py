"""A batch as the COPY files that write it: what it adds for good, and how things stand after it.

Made by one thread, file by file in the order they are needed, while the server takes in the ones before. The thread
stands aside every few hundred lines: the one that talks to the server needs the interpreter only for moments, and would
be given it after 5 ms at the earliest.
"""

import asyncio
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from db.paper.entries import fill_line, transfer_line
from db.paper.states import account_line, order_line, position_line, trade_line
from db.paper.text import as_file, text_of_word
from db.paper.trades import Lives
from engine.exchange.outputs import AccountChanged, Fill, OrderChanged, Output, PositionChanged, Purse, Transfer
from engine.exchange.venues.paper.ports import Batch

_AT_ONCE = 1_000
_ASIDE_S = 20e-6
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entries:
    """What is hashed. `last_id`: after the batch."""

    file: bytes
    last_id: int


@dataclass(frozen=True, slots=True)
class Positions:
    """`gone`: those that are flat. `symbols`: those whose grid must be known."""

    standing: bytes
    gone: bytes
    trades: bytes
    symbols: frozenset[str]


@dataclass(frozen=True, slots=True)
class States:
    """Orders with the symbols whose grid must be known, or accounts with none."""

    file: bytes
    count: int
    symbols: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Files:
    """Each to be awaited when it is needed."""

    fills: asyncio.Future[Entries]
    transfers: asyncio.Future[Entries]
    orders: asyncio.Future[States]
    accounts: asyncio.Future[States]
    positions: asyncio.Future[Positions]


def begin(batch: Batch, last_fill_id: int, last_transfer_id: int, thread: Executor) -> Files:
    """The last ids are those of the batch before: so the same batch has the same lines whoever writes it."""
    loop, outputs = asyncio.get_running_loop(), batch.outputs
    return Files(
        fills=loop.run_in_executor(thread, fills_of, batch, last_fill_id),
        transfers=loop.run_in_executor(thread, transfers_of, batch, last_transfer_id),
        orders=loop.run_in_executor(thread, orders_after, outputs),
        accounts=loop.run_in_executor(thread, accounts_after, outputs),
        positions=loop.run_in_executor(thread, positions_after, outputs),
    )


def fills_of(batch: Batch, last_fill_id: int) -> Entries:
    fills = [one for one in batch.outputs if type(one) is Fill]
    last_id = max((one.fill_id for one in fills), default=last_fill_id)
    return Entries(_file(fill_line(one, batch.number) for one in fills), last_id)


def transfers_of(batch: Batch, last_transfer_id: int) -> Entries:
    transfers = [one for one in batch.outputs if type(one) is Transfer]
    lines = (transfer_line(n, one, batch.number) for n, one in enumerate(transfers, last_transfer_id + 1))
    return Entries(_file(lines), last_transfer_id + len(transfers))


def orders_after(outputs: Sequence[Output]) -> States:
    """Of each the last word."""
    orders = {one.order.order_id: one for one in outputs if type(one) is OrderChanged}.values()
    return States(_file(map(order_line, orders)), len(orders), frozenset(one.order.symbol for one in orders))


def positions_after(outputs: Sequence[Output]) -> Positions:
    """Of each the last word, with what was closed on the way."""
    lives = Lives()
    for some in _parts(one for one in outputs if type(one) is Fill or type(one) is PositionChanged):
        lives.follow(some)
    stands = sorted(lives.stands.items())
    return Positions(
        standing=_file(position_line(one, lives.living[key]) for key, one in stands if one.lots),
        gone=_file(_place(*key) for key, one in stands if not one.lots),
        trades=_file(map(trade_line, lives.ended)),
        symbols=frozenset(symbol for _, symbol, _ in lives.stands),
    )


def accounts_after(outputs: Iterable[Output]) -> States:
    """Of each what its cash gained by transfers, and the last word, by id."""
    moved: dict[int, int] = {}
    stands: dict[int, AccountChanged | None] = {}
    for one in outputs:
        if type(one) is Transfer:
            gained = (one.target is Purse.CASH) - (one.source is Purse.CASH)
            moved[one.account_id] = moved.get(one.account_id, 0) + gained * one.amount
        elif type(one) is AccountChanged:
            stands[one.account_id] = one
    changed = sorted({account_id for account_id, gained in moved.items() if gained} | stands.keys())
    lines = (account_line(one, moved.get(one, 0), stands.get(one)) for one in changed)
    return States(_file(lines), len(changed))


def _file(made: Iterable[str]) -> bytes:
    return as_file([line for some in _parts(made) for line in some])


def _parts(made: Iterable[T]) -> Iterator[list[T]]:
    """Standing aside after each."""
    left = iter(made)
    while some := list(islice(left, _AT_ONCE)):
        yield some
        time.sleep(_ASIDE_S)


def _place(account_id: int, symbol: str, slot: int) -> str:
    return f"{account_id}\t{text_of_word(symbol)}\t{slot}"
