"""What the chat and the clockwork ask of the paper venue. Commands become durable rows; reads are of what was written.

The exchange itself runs in one process (the holder of its lease). Whoever sends a command writes its row and wakes it;
it applies commands in the order of their ids and writes what came of them, with the fills and the ledger, in one
transaction. So a command is acknowledged when its row is there, and is carried out once, whoever dies in between.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from engine.exchange.inputs import Funding
from engine.exchange.orders import Command, Reason
from engine.exchange.outputs import Image, Output
from engine.exchange.venues.paper.values import (
    ClosedTrade,
    EquityPoint,
    LedgerRow,
    PaperAccount,
    PaperFill,
    PaperOrder,
    PaperPosition,
)
from engine.market.values import MarketSource, Symbol


class CommandState(StrEnum):
    WAITING = "waiting"  # durable; the exchange has not come to it
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CommandRow:
    """`command_id` is a multiple of `IDS_AN_ORDER` and the order id of a `Place`. `refusal`, `numbers` when refused."""

    command_id: int
    account_id: int
    command: Command
    sent_at: datetime
    state: CommandState
    refusal: Reason | None = None
    numbers: tuple[tuple[str, str], ...] = ()


class CommandBook(Protocol):
    """Raises `StorageAway`."""

    async def send(self, account_id: int, make: Callable[[int], Command], sent_at: datetime, intent: str) -> CommandRow:
        """Durable when it returns, and the exchange is woken. `make` gets the command's id. The same intent again
        gives back its first row: a double tap, or an update handled again after a crash, is one command."""
        ...

    async def find(self, command_id: int) -> CommandRow | None: ...

    async def outcome(self, command_id: int, within_s: float) -> CommandRow | None:
        """As soon as it is not waiting any more; None when it still is after so long."""
        ...


@dataclass(frozen=True, slots=True)
class CommandDone:
    command_id: int
    refusal: Reason | None = None
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """What the exchange did since the last one. `number` ascends by one; it is written once, whole or not at all."""

    number: int
    at: datetime
    done: tuple[CommandDone, ...]
    outputs: tuple[Output, ...]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A settlement that only some accounts have paid before the process ended."""

    funding: Funding
    paid: frozenset[int]


class Journal(Protocol):
    """The exchange's own side of the store, of one source. Raises `StorageAway`."""

    async def write(self, batch: Batch) -> None:
        """In one transaction: commands done, fills, transfers, orders, positions, accounts as they stand now.

        A batch whose number is there is left as it is: after an error the same batch may be written again.
        """
        ...

    async def last(self) -> tuple[int, int]:
        """Number of the last batch and the last fill id; 0 where there is none."""
        ...

    def images(self) -> AsyncIterator[Image]:
        """Every open account with its positions and orders that are not final, to begin with after a restart."""
        ...

    async def waiting(self, after_id: int, limit: int) -> Sequence[CommandRow]:
        """Commands nobody has carried out, in the order of their ids."""
        ...


@dataclass(frozen=True, slots=True)
class AccountNews:
    """What a batch changed of one account, said after it was written."""

    account_id: int
    order_ids: tuple[int, ...]
    symbols: tuple[Symbol, ...]


class News(Protocol):
    """Over Redis: lost news is no harm, whoever shows an account looks at the store."""

    async def tell(self, news: Sequence[AccountNews]) -> None: ...

    def listen(self) -> AsyncIterator[Sequence[AccountNews]]:
        """What is told from now on, by any process."""
        ...


class PaperReader(Protocol):
    """What is written down. Raises `StorageAway`."""

    async def account_of(self, user_id: int, source: MarketSource) -> PaperAccount | None:
        """The open one."""
        ...

    async def account(self, account_id: int) -> PaperAccount | None: ...

    async def positions(self, account_id: int) -> Sequence[PaperPosition]: ...

    async def orders(self, account_id: int) -> Sequence[PaperOrder]:
        """Those that are not final, oldest first."""
        ...

    async def order(self, order_id: int) -> PaperOrder | None: ...

    async def fills_of_order(self, order_id: int) -> Sequence[PaperFill]: ...

    async def fills(
        self, account_id: int, *, before_id: int | None = None, limit: int = 100, since: datetime | None = None
    ) -> Sequence[PaperFill]:
        """Newest first."""
        ...

    async def trades(
        self, account_id: int, *, before: datetime | None = None, limit: int = 20
    ) -> Sequence[ClosedTrade]:
        """Newest first."""
        ...

    async def ledger(self, account_id: int, *, before_id: int | None = None, limit: int = 200) -> Sequence[LedgerRow]:
        """Newest first."""
        ...

    async def equity(self, account_id: int, since: datetime | None = None) -> Sequence[EquityPoint]:
        """Ascending."""
        ...


class AccountOpener(Protocol):
    """Raises `StorageAway`."""

    async def open(self, user_id: int, source: MarketSource, start_usdt: Decimal, at: datetime) -> PaperAccount:
        """The member's open account, made where there is none. Idempotent."""
        ...

    async def reset(
        self, user_id: int, source: MarketSource, start_usdt: Decimal, at: datetime, intent: str
    ) -> PaperAccount:
        """A new account; the old one is closed with all it holds. The same intent again: the account it made."""
        ...


@dataclass(frozen=True, slots=True)
class Quote:
    """Best bid and ask with the mark, as fresh as `at`. Of the exchange's own book where it follows one."""

    symbol: Symbol
    bid_usd: Decimal
    ask_usd: Decimal
    last_usd: Decimal
    mark_usd: Decimal
    index_usd: Decimal | None
    funding_rate: Decimal  # fraction per interval of the contract; the present prediction
    next_funding_at: datetime | None
    at: datetime


class Quotes(Protocol):
    async def quote(self, symbol: Symbol) -> Quote | None:
        """None where nothing fresh enough is known: no price, no trade."""
        ...
