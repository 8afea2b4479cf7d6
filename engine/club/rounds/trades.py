"""Trades of a round: a position from the fill that opened it, after the bell, to flat."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median_low

from engine.club.rounds.books import Holding
from engine.exchange.orders import Slot
from engine.exchange.venues.paper.values import PaperFill
from engine.market.values import Coin, Side, Symbol


@dataclass(frozen=True, slots=True)
class RoundTrade:
    """`entry_usd`, `exit_usd`: averages over its fills; `ended_at` the bell where it was still open."""

    account_id: int
    symbol: Symbol
    coin: Coin
    side: Side
    entry_usd: Decimal
    exit_usd: Decimal
    opened_at: datetime
    ended_at: datetime

    @property
    def held(self) -> timedelta:
        return self.ended_at - self.opened_at

    @property
    def move(self) -> Decimal:
        """The price's way in its favour, a fraction."""
        return (self.exit_usd / self.entry_usd - 1) * self.side.sign


@dataclass(slots=True)
class _Open:
    """A position under way. `since` None: carried over the bell, so it is no trade of this round."""

    since: datetime | None
    coin: Coin
    quantity: Decimal
    bought: Decimal = Decimal(0)  # coins into it, and what they were worth
    bought_usd: Decimal = Decimal(0)
    sold: Decimal = Decimal(0)
    sold_usd: Decimal = Decimal(0)


@dataclass(slots=True)
class TradeCount:
    """One account's trades as its fills come in, in order. A position carried over the bell counts when it is flat and
    opened anew."""

    account_id: int
    _open: dict[tuple[Symbol, Slot], _Open] = field(default_factory=dict)
    _ended: list[RoundTrade] = field(default_factory=list)

    @staticmethod
    def opened_with(account_id: int, holdings: Iterable[Holding]) -> "TradeCount":
        count = TradeCount(account_id)
        for held in holdings:
            if held.quantity:
                count._open[held.symbol, held.slot] = _Open(None, Coin(""), held.quantity)
        return count

    def add(self, fill: PaperFill) -> None:
        key = (fill.symbol, fill.slot)
        held = self._open.get(key)
        if held is None or (held.quantity > 0) == fill.is_buy:
            self._grow(key, fill, fill.quantity)
            return
        closing = min(fill.quantity, abs(held.quantity))
        self._shrink(key, held, fill, closing)
        if fill.quantity > closing:
            self._grow(key, fill, fill.quantity - closing)

    def count(self) -> int:
        """Opened since the bell, ended or not."""
        return len(self._ended) + sum(held.since is not None for held in self._open.values())

    def median_hold(self, now: datetime) -> timedelta | None:
        """As if all were closed now; None without a trade. Of two in the middle the shorter."""
        running = [now - held.since for held in self._open.values() if held.since is not None]
        holds = [trade.held for trade in self._ended] + running
        return median_low(holds) if holds else None

    @property
    def ended(self) -> Sequence[RoundTrade]:
        return self._ended

    def _grow(self, key: tuple[Symbol, Slot], fill: PaperFill, quantity: Decimal) -> None:
        held = self._open.setdefault(key, _Open(fill.at, fill.coin, Decimal(0)))
        held.quantity += quantity if fill.is_buy else -quantity
        held.bought += quantity
        held.bought_usd += quantity * fill.price_usd

    def _shrink(self, key: tuple[Symbol, Slot], held: _Open, fill: PaperFill, quantity: Decimal) -> None:
        side = Side.LONG if held.quantity > 0 else Side.SHORT
        held.quantity += quantity if fill.is_buy else -quantity
        held.sold += quantity
        held.sold_usd += quantity * fill.price_usd
        if held.quantity:
            return
        del self._open[key]
        if held.since is not None:
            entry, left = held.bought_usd / held.bought, held.sold_usd / held.sold
            trade = RoundTrade(self.account_id, fill.symbol, fill.coin, side, entry, left, held.since, fill.at)
            self._ended.append(trade)
