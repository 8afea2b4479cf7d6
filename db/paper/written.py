"""A batch as the lines that write it. Pure: made before the transaction begins, so that it is short."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.paper.entries import fill_line, transfer_line
from db.paper.states import account_line, order_line, position_line
from db.paper.text import NULL, as_file, text_of_flag, text_of_money, text_of_ms, text_of_word
from db.paper.trades import Ended, Lives
from engine.exchange.outputs import AccountChanged, Fill, OrderChanged, Output, PositionChanged, Purse, Transfer
from engine.exchange.venues.paper.ports import Batch


@dataclass(frozen=True, slots=True)
class Lines:
    """COPY files. `gone`: positions that are flat. `symbols`: those whose grid must be known."""

    fills: bytes
    transfers: bytes
    orders: bytes
    positions: bytes
    gone: bytes
    trades: bytes
    accounts: bytes
    account_count: int
    last_fill_id: int
    last_transfer_id: int
    symbols: frozenset[str]


def lines_of(batch: Batch, last_fill_id: int, last_transfer_id: int) -> Lines:
    """`last_...`: of the batch before, so that the same batch has the same lines whoever writes it."""
    outputs, number = batch.outputs, batch.number
    fills = [one for one in outputs if isinstance(one, Fill)]
    transfers = [one for one in outputs if isinstance(one, Transfer)]
    orders = {one.order.order_id: one for one in outputs if isinstance(one, OrderChanged)}
    lives = Lives().follow(outputs)
    accounts = _accounts(outputs, transfers)
    return Lines(
        fills=as_file(fill_line(one, number) for one in fills),
        transfers=as_file(transfer_line(last_transfer_id + n, one, number) for n, one in enumerate(transfers, 1)),
        orders=as_file(map(order_line, orders.values())),
        positions=as_file(
            position_line(one, lives.living[key]) for key, one in sorted(lives.stands.items()) if one.lots
        ),
        gone=as_file(
            f"{account}\t{text_of_word(symbol)}\t{slot}"
            for (account, symbol, slot), one in sorted(lives.stands.items())
            if not one.lots
        ),
        trades=as_file(map(_trade_line, lives.ended)),
        accounts=as_file(account_line(key, *accounts[key]) for key in sorted(accounts)),
        account_count=len(accounts),
        last_fill_id=max((one.fill_id for one in fills), default=last_fill_id),
        last_transfer_id=last_transfer_id + len(transfers),
        symbols=frozenset(_symbols(orders.values(), fills, (one for one in lives.stands.values()))),
    )


def _accounts(outputs: Sequence[Output], transfers: Iterable[Transfer]) -> dict[int, tuple[int, AccountChanged | None]]:
    """What the cash of each gained, and how it stands."""
    moved: dict[int, int] = {}
    for one in transfers:
        gained = (one.target is Purse.CASH) - (one.source is Purse.CASH)
        moved[one.account_id] = moved.get(one.account_id, 0) + gained * one.amount
    stands = {one.account_id: one for one in outputs if isinstance(one, AccountChanged)}
    changed = {account_id for account_id, gained in moved.items() if gained} | stands.keys()
    return {account_id: (moved.get(account_id, 0), stands.get(account_id)) for account_id in changed}


def _symbols(
    orders: Iterable[OrderChanged], fills: Iterable[Fill], positions: Iterable[PositionChanged]
) -> Iterable[str]:
    yield from {one.order.symbol for one in orders}
    yield from {one.symbol for one in fills}
    yield from {one.symbol for one in positions}


def _trade_line(one: Ended) -> str:
    (account_id, symbol, slot), life = one.key, one.life
    opened = NULL if life.opened_at_ms is None else text_of_ms(life.opened_at_ms)
    return (
        f"{account_id}\t{one.last_fill.fill_id}\t{text_of_word(symbol)}\t{slot}\t"
        f"{'long' if life.sign > 0 else 'short'}\t{life.most_lots}\t{one.leverage_e2}\t{life.entry_lots}\t"
        f"{life.entry_value}\t{life.exit_lots}\t{life.exit_value}\t{opened}\t{text_of_ms(one.closed_at_ms)}\t"
        f"{text_of_money(one.net)}\t{one.last_fill.cause.value}\t{text_of_flag(life.goes_on)}"
    )
