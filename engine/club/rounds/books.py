"""What an account holds at an instant and what it is worth there, as if all were closed at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, localcontext

from engine.exchange.orders import Slot
from engine.exchange.outputs import Cause, FillCause
from engine.exchange.venues.paper.values import PaperFill
from engine.market.values import Coin, Symbol

_DIGITS = 60  # sums and products of money stay exact


class PriceMissing(Exception):
    """No price of that contract was kept at the bell: nothing that holds it can be valued."""


@dataclass(frozen=True, slots=True)
class BellPrice:
    """Of a contract at an instant. `taker_fee` is a fraction."""

    symbol: Symbol
    coin: Coin
    bid_usd: Decimal
    ask_usd: Decimal
    taker_fee: Decimal


@dataclass(frozen=True, slots=True)
class Holding:
    """`quantity` > 0 long, < 0 short; `cost_usdt` has its sign: quantity times the average entry."""

    symbol: Symbol
    slot: Slot
    quantity: Decimal
    cost_usdt: Decimal


@dataclass(frozen=True, slots=True)
class Movement:
    """A row of the ledger as the member sees it: `amount_usdt` > 0 came in."""

    transfer_id: int
    account_id: int
    at: datetime
    cause: Cause
    amount_usdt: Decimal


@dataclass(frozen=True, slots=True)
class Reach:
    """How far books go: what happened before `at`, of the rows up to these ids. They ascend as rows are written, so
    what was booked late for a moment before `at` is beyond it, and stays so."""

    at: datetime
    fill_id: int
    transfer_id: int

    def has_fill(self, fill: PaperFill) -> bool:
        return fill.at < self.at and fill.fill_id <= self.fill_id

    def has_moved(self, moved: Movement) -> bool:
        return moved.at < self.at and moved.transfer_id <= self.transfer_id


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An account's books as far as `reach` goes."""

    account_id: int
    reach: Reach
    cash_usdt: Decimal
    holdings: tuple[Holding, ...]

    @property
    def at(self) -> datetime:
        return self.reach.at


class Positions:
    """Quantities and average costs as fills make them."""

    def __init__(self, holdings: Iterable[Holding] = ()) -> None:
        self._held = {(held.symbol, held.slot): held for held in holdings}

    def add(self, fill: PaperFill) -> Decimal:
        """What the fill brought (> 0) or cost, without its fee.

        A position that is taken over goes at what its margin leaves, between two ticks: there, and only there, the
        booked result is asked for what it went at.
        """
        key = (fill.symbol, fill.slot)
        held = self._held.get(key, Holding(fill.symbol, fill.slot, Decimal(0), Decimal(0)))
        quantity, cost, signed = held.quantity, held.cost_usdt, fill.signed
        brought = -signed * fill.price_usd
        if quantity and (quantity > 0) != fill.is_buy:
            closed = min(abs(signed), abs(quantity))
            gone = cost * closed / abs(quantity)
            if fill.cause is FillCause.LIQUIDATION:
                brought = gone + fill.realised_usdt
            cost -= gone
            opened = signed + (closed if quantity > 0 else -closed)
        else:
            opened = signed
        self._held[key] = Holding(fill.symbol, fill.slot, quantity + signed, cost + opened * fill.price_usd)
        return brought

    def holdings(self) -> tuple[Holding, ...]:
        return tuple(held for held in self._held.values() if held.quantity)


def equity(snapshot: Snapshot, prices: Mapping[Symbol, BellPrice]) -> Decimal:
    """Cash and what closing all would bring: longs at the bid, shorts at the ask, less the taker fee.

    Raises `PriceMissing`.
    """
    with localcontext() as context:
        context.prec = _DIGITS
        cost = sum((held.cost_usdt for held in snapshot.holdings), Decimal(0))
        return snapshot.cash_usdt - cost + closing_value(snapshot.holdings, prices)


def closing_value(holdings: Iterable[Holding], prices: Mapping[Symbol, BellPrice]) -> Decimal:
    """What closing them pays in or out; negative for shorts. Raises `PriceMissing`."""
    return sum((_closing(held.symbol, held.quantity, prices) for held in holdings), Decimal(0))


def _closing(symbol: Symbol, quantity: Decimal, prices: Mapping[Symbol, BellPrice]) -> Decimal:
    if not quantity:
        return Decimal(0)
    price = prices.get(symbol)
    if price is None:
        raise PriceMissing(symbol)
    value = quantity * (price.bid_usd if quantity > 0 else price.ask_usd)
    return value - abs(value) * price.taker_fee
