"""A batch as the COPY files that write it: what it adds for good, and how things stand after it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.paper.entries import fill_line, transfer_line
from db.paper.states import account_line, order_line, position_line, trade_line
from db.paper.text import as_file, text_of_word
from db.paper.trades import Lives
from engine.exchange.outputs import AccountChanged, Fill, OrderChanged, Output, PositionChanged, Purse, Transfer
from engine.exchange.venues.paper.ports import Batch


@dataclass(frozen=True, slots=True)
class Entries:
    """What is hashed. The last ids are those after the batch."""

    fills: bytes
    transfers: bytes
    last_fill_id: int
    last_transfer_id: int


@dataclass(frozen=True, slots=True)
class Standing:
    """`gone`: positions that are flat. `symbols`: those whose grid must be known."""

    orders: bytes
    positions: bytes
    gone: bytes
    trades: bytes
    accounts: bytes
    account_count: int
    symbols: frozenset[str]


def entries_of(batch: Batch, last_fill_id: int, last_transfer_id: int) -> Entries:
    """The last ids are those of the batch before: so the same batch has the same lines whoever writes it."""
    fills = [one for one in batch.outputs if type(one) is Fill]
    transfers = [one for one in batch.outputs if type(one) is Transfer]
    first = last_transfer_id + 1
    return Entries(
        fills=as_file([fill_line(one, batch.number) for one in fills]),
        transfers=as_file([transfer_line(n, one, batch.number) for n, one in enumerate(transfers, first)]),
        last_fill_id=max((one.fill_id for one in fills), default=last_fill_id),
        last_transfer_id=last_transfer_id + len(transfers),
    )


def standing_after(outputs: Sequence[Output]) -> Standing:
    """Of each order, position and account the last word."""
    orders = {one.order.order_id: one for one in outputs if type(one) is OrderChanged}
    lives = Lives().follow([one for one in outputs if type(one) is Fill or type(one) is PositionChanged])
    positions, accounts = sorted(lives.stands.items()), _accounts(outputs)
    return Standing(
        orders=as_file(list(map(order_line, orders.values()))),
        positions=as_file([position_line(one, lives.living[key]) for key, one in positions if one.lots]),
        gone=as_file([_place(*key) for key, one in positions if not one.lots]),
        trades=as_file(list(map(trade_line, lives.ended))),
        accounts=as_file([account_line(*one) for one in accounts]),
        account_count=len(accounts),
        symbols=frozenset({one.order.symbol for one in orders.values()} | {symbol for _, symbol, _ in lives.stands}),
    )


def _place(account_id: int, symbol: str, slot: int) -> str:
    return f"{account_id}\t{text_of_word(symbol)}\t{slot}"


def _accounts(outputs: Iterable[Output]) -> list[tuple[int, int, AccountChanged | None]]:
    """By id: what the cash of each gained by transfers, and how it stands."""
    moved: dict[int, int] = {}
    stands: dict[int, AccountChanged | None] = {}
    for one in outputs:
        if type(one) is Transfer:
            gained = (one.target is Purse.CASH) - (one.source is Purse.CASH)
            moved[one.account_id] = moved.get(one.account_id, 0) + gained * one.amount
        elif type(one) is AccountChanged:
            stands[one.account_id] = one
    changed = {account_id for account_id, gained in moved.items() if gained} | stands.keys()
    return [(account_id, moved.get(account_id, 0), stands.get(account_id)) for account_id in sorted(changed)]
