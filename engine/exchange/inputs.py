"""What the market tells the exchange. Prices in whole ticks, sizes in whole lots, times in ms of the venue's clock."""

from dataclasses import dataclass

from engine.exchange.orders import Sent
from engine.market.values import Symbol


@dataclass(frozen=True, slots=True)
class Prices:
    """What changed of a contract's prices; None: as before. Triggers look at these and at trades."""

    symbol: Symbol
    at_ms: int
    last_ticks: int | None = None
    mark_ticks: int | None = None
    index_ticks: int | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """The whole visible book, best first, as (ticks, lots)."""

    symbol: Symbol
    at_ms: int
    bids: tuple[tuple[int, int], ...]
    asks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Trade:
    """One print of the tape. `is_buy`: the taker bought."""

    symbol: Symbol
    at_ms: int
    ticks: int
    lots: int
    is_buy: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A closed candle, for a market without a book. The order of events in it is stated, not known:

    open, then the extreme that is against the position first (for a flat account the one nearer to the open), then the
    other extreme, then the close. A stop comes before a target where both lie in one bar. Nothing fills on a mere
    touch of a resting limit: price must go through it.
    """

    symbol: Symbol
    open_ms: int
    close_ms: int
    open_ticks: int
    high_ticks: int
    low_ticks: int
    close_ticks: int
    volume_lots: int


@dataclass(frozen=True, slots=True)
class Funding:
    """A settlement. `rate_e8`: the fraction times 1e8, already within the contract's bounds; positive: longs pay.

    Whoever holds when it is told owes it. Of more holders than the rules let pay at once most pay with `Settling`.
    """

    symbol: Symbol
    at_ms: int
    rate_e8: int
    mark_ticks: int


@dataclass(frozen=True, slots=True)
class Settling:
    """Time for the next `holders` of settlements that were told and not paid by everybody yet."""

    holders: int


@dataclass(frozen=True, slots=True)
class Delisting:
    """The contract is over: all its positions are closed at `price_ticks` without a fee, all its orders cancelled."""

    symbol: Symbol
    at_ms: int
    price_ticks: int


@dataclass(frozen=True, slots=True)
class Passing:
    """Nothing but time: what waits for a price that does not come is given up."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Executed:
    """A fill that a real venue reports, for live bookkeeping: the same position and cash, no matching."""

    account_id: int
    order_id: int
    symbol: Symbol
    at_ms: int
    is_buy: bool
    ticks: int
    lots: int
    is_maker: bool
    fee: int  # money units, as the venue charged it
    slot: int = 0


MarketInput = Prices | Book | Trade | Bar | Funding | Delisting | Passing | Executed
Input = MarketInput | Sent | Settling
