"""What the exchange answers: facts, in the order they happened, each enough to write it down. Money in units."""

from dataclasses import dataclass
from enum import StrEnum

from engine.exchange.orders import Limits, MarginMode, Order, OrderStatus, Reason, Sent, Slot
from engine.exchange.swift import swift
from engine.market.values import Symbol


class Purse(StrEnum):
    """Where money is. Every movement takes from one and gives to another, so their sum never changes."""

    __hash__ = str.__hash__  # a key in hot dicts, and an enum's own hash is a Python function

    CASH = "cash"  # the member's own
    MARKET = "market"  # the other side of all trades and of funding
    FEES = "fees"
    INSURANCE = "insurance"
    HOUSE = "house"  # where the simulated money of new accounts comes from


class Cause(StrEnum):
    OPENING = "opening"
    PNL = "pnl"  # realised, gross
    FEE = "fee"
    FUNDING = "funding"
    TAKEOVER = "takeover"  # between the fill and the bankruptcy price
    BAD_DEBT = "bad-debt"  # what a member could not lose any more
    CLOSING = "closing"  # what is left when an account is closed


@swift
@dataclass(frozen=True, slots=True)
class Transfer:
    """`amount` > 0 goes from `source` to `target`; one of both is the account's CASH or both are the house's own."""

    account_id: int
    at_ms: int
    cause: Cause
    source: Purse
    target: Purse
    amount: int
    symbol: Symbol | None
    fill_id: int  # 0: of no fill


class FillCause(StrEnum):
    ORDER = "order"
    LIQUIDATION = "liquidation"
    TIER_REDUCTION = "tier-reduction"
    DELISTING = "delisting"


class FillModel(StrEnum):
    """What the fill was made against; stands on every result."""

    BOOK = "book"  # taker, walked
    QUEUE = "queue"  # maker, after the volume ahead
    BAR = "bar"
    PRICE = "price"  # settlement or takeover at a stated price
    VENUE = "venue"  # a real one


@swift
@dataclass(frozen=True, slots=True)
class Fill:
    """`fill_id` ascends over the exchange. `lots` > 0. `tick_at_ms` is the market event's own time."""

    fill_id: int
    account_id: int
    order_id: int  # 0: the exchange's own (liquidation, delisting)
    symbol: Symbol
    slot: Slot
    at_ms: int
    sent_at_ms: int  # when the order left the member; 0 for the exchange's own
    is_buy: bool
    ticks: int
    lots: int
    is_maker: bool
    fee: int
    realised: int  # gross
    cause: FillCause
    model: FillModel


@swift
@dataclass(frozen=True, slots=True)
class OrderChanged:
    """An order as it stands now. `filled_value` / `filled_lots`: its average, in ticks. `numbers`: what a refusal
    is about (limit, have, need ...), as decimal strings in the contract's own prices and USDT."""

    order: Order
    status: OrderStatus
    at_ms: int
    filled_lots: int = 0
    filled_value: int = 0  # sum of ticks times lots
    reason: Reason | None = None
    queue_ahead_lots: int = 0
    best_ticks: int | None = None  # of a trailing stop: the best price since it became active
    numbers: tuple[tuple[str, str], ...] = ()
    sent_at_ms: int = 0  # when it left the member; 0 for what the exchange hung on a position itself
    is_entering: bool = False  # fired, and waiting for the next book or bar to meet it
    stops_hung: bool = False  # the take-profit and stop it carried are its position's by now


@swift
@dataclass(frozen=True, slots=True)
class PositionChanged:
    """A position as it stands now; gone with `lots` 0. `lots` is signed. `cost` is what its lots were worth at entry.

    `liquidation_ticks` as exact as a price on the grid can be, 0 where there is none; of an isolated position.
    """

    account_id: int
    symbol: Symbol
    slot: Slot
    at_ms: int
    lots: int
    cost: int
    leverage_e2: int
    extra_margin: int
    opened_at_ms: int
    realised: int  # of this position since it was opened: gross, fees and funding, net of all
    liquidation_ticks: int


@dataclass(frozen=True, slots=True)
class Liquidated:
    """A forced close, whole or a tier's worth of it."""

    account_id: int
    symbol: Symbol
    slot: Slot
    at_ms: int
    lots: int
    mark_ticks: int
    bankruptcy_ticks: int
    loss: int  # what the member lost by it, fees in
    is_whole: bool


@dataclass(frozen=True, slots=True)
class FundingPaid:
    """`amount` < 0: the member paid."""

    account_id: int
    symbol: Symbol
    slot: Slot
    at_ms: int
    lots: int
    mark_ticks: int
    rate_e8: int
    amount: int


@dataclass(frozen=True, slots=True)
class SettlementChanged:
    """Funding of a contract was told, and not all have paid it; `is_done`: all have. Of nobody's account."""

    symbol: Symbol
    at_ms: int
    rate_e8: int
    mark_ticks: int
    is_done: bool


@swift
@dataclass(frozen=True, slots=True)
class AccountChanged:
    """Cash, modes, leverages and limits as they stand now."""

    account_id: int
    at_ms: int
    cash: int
    margin: MarginMode
    is_hedged: bool
    is_open: bool
    limits: Limits | None = None
    leverages_e2: tuple[tuple[Symbol, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CommandRefused:
    """A command that is no order (leverage, margin, mode, cancel) was not carried out."""

    account_id: int
    at_ms: int
    reason: Reason
    order_id: int = 0
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Acted:
    """A command arrived and was carried out, or refused with a `reason`; what came of it stands before this."""

    command_id: int
    account_id: int
    at_ms: int
    reason: Reason | None = None
    numbers: tuple[tuple[str, str], ...] = ()


AccountOutput = (
    Acted
    | Transfer
    | Fill
    | OrderChanged
    | PositionChanged
    | Liquidated
    | FundingPaid
    | AccountChanged
    | CommandRefused
)
Output = AccountOutput | SettlementChanged


@dataclass(frozen=True, slots=True)
class Taken:
    """What an account took of a level of the book that has not changed since: `lots` of the `shown_lots` there."""

    symbol: Symbol
    is_ask: bool
    ticks: int
    shown_lots: int
    lots: int


@dataclass(frozen=True, slots=True)
class Image:
    """An account as it stands: all it takes to go on with it. `orders`: those that are not final.

    `pending`: what is on its way and to which contract, in its order; orders that are NEW and not among it arrive
    by their ids. Without
    `pending` and `taken` (they are not stored) an account goes on all the same, with its levels of the book whole.
    """

    account: AccountChanged
    positions: tuple[PositionChanged, ...]
    orders: tuple[OrderChanged, ...]
    pending: tuple[tuple[Symbol, Sent], ...] = ()
    taken: tuple[Taken, ...] = ()
