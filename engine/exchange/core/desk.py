"""What all parts of the exchange work with: the markets, the purses, and the answers of the event at hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.exchange.core.account import Account, Live, Position
from engine.exchange.core.market import Market
from engine.exchange.core.packing import Symbols
from engine.exchange.core.rules import Rules
from engine.exchange.orders import OrderStatus, Reason, Way
from engine.exchange.outputs import (
    AccountChanged,
    Cause,
    CommandRefused,
    OrderChanged,
    Output,
    PositionChanged,
    Purse,
    Transfer,
)
from engine.market.values import Symbol

Figures = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Desk:
    """`now_ms`: of the event at hand."""

    rules: Rules
    next_fill_id: int
    markets: dict[Symbol, Market] = field(default_factory=dict)
    purses: dict[Purse, int] = field(default_factory=lambda: dict.fromkeys(Purse, 0))
    outputs: list[Output] = field(default_factory=list)
    now_ms: int = 0
    symbols: Symbols = field(default_factory=Symbols)

    def answers(self) -> Sequence[Output]:
        outputs, self.outputs = self.outputs, []
        return outputs

    def take_fill_id(self) -> int:
        self.next_fill_id += 1
        return self.next_fill_id - 1

    def pay(
        self, account: Account, cause: Cause, other: Purse, amount: int, symbol: Symbol | None = None, fill_id: int = 0
    ) -> None:
        """`amount` > 0 from the other purse into the account's cash, < 0 out of it."""
        if amount > 0:
            self._move(account.account_id, cause, other, Purse.CASH, amount, symbol, fill_id)
        elif amount < 0:
            self._move(account.account_id, cause, Purse.CASH, other, -amount, symbol, fill_id)
        account.cash += amount
        if amount < 0 and account.is_cross:  # nobody else comes nearer to a liquidation by it
            account.is_guarded = False

    def settle(
        self, account: Account, cause: Cause, source: Purse, target: Purse, amount: int, symbol: Symbol, fill_id: int
    ) -> None:
        """Between two of the house's own purses, for an account; a negative amount goes the other way."""
        if amount > 0:
            self._move(account.account_id, cause, source, target, amount, symbol, fill_id)
        elif amount < 0:
            self._move(account.account_id, cause, target, source, -amount, symbol, fill_id)

    def _move(
        self, account_id: int, cause: Cause, source: Purse, target: Purse, amount: int, symbol: Symbol | None, fill: int
    ) -> None:
        self.purses[source] -= amount
        self.purses[target] += amount
        self.outputs.append(Transfer(account_id, self.now_ms, cause, source, target, amount, symbol, fill))

    def tell_account(self, account: Account) -> None:
        account.told_cash = account.cash
        self.outputs.append(account_output(account, self.now_ms))

    def tell_position(self, account: Account, position: Position) -> None:
        account.is_guarded = False
        self.outputs.append(position_output(account.account_id, position, self.now_ms))

    def tell_order(self, live: Live, reason: Reason | None = None, numbers: Figures = ()) -> None:
        self.outputs.append(order_output(live, self.markets.get(live.order.symbol), self.now_ms, reason, numbers))

    def refuse(self, account_id: int, reason: Reason, order_id: int = 0, numbers: Figures = ()) -> None:
        self.outputs.append(CommandRefused(account_id, self.now_ms, reason, order_id, numbers))

    def end_order(
        self, account: Account, live: Live, status: OrderStatus, reason: Reason | None = None, numbers: Figures = ()
    ) -> None:
        """The order is over: it leaves the book and the account."""
        self.leave_level(live)
        account.orders.pop(live.order.order_id, None)
        live.status, live.is_entering = status, False
        self.tell_order(live, reason, numbers)

    def leave_level(self, live: Live) -> None:
        order = live.order
        if live.is_resting and order.limit_ticks is not None:
            self.markets[order.symbol].levels[order.way].leave(order.limit_ticks)

    def join_level(self, account: Account, live: Live, ahead_lots: int) -> None:
        order = live.order
        if order.limit_ticks is None:
            raise ValueError("an order without a limit cannot rest")
        levels = self.markets[order.symbol].levels[order.way]
        live.passes_at = levels.join(order.limit_ticks, account.account_id, ahead_lots)


def queue_ahead(live: Live, market: Market | None) -> int:
    if market is None or not live.is_resting or live.order.limit_ticks is None:
        return 0
    return max(live.passes_at - market.levels[live.order.way].traded(live.order.limit_ticks), 0)


def order_output(
    live: Live, market: Market | None, at_ms: int, reason: Reason | None = None, numbers: Figures = ()
) -> OrderChanged:
    return OrderChanged(
        live.order,
        live.status,
        at_ms,
        live.filled_lots,
        live.filled_value,
        reason,
        queue_ahead(live, market) if live.status is OrderStatus.OPEN else 0,
        live.best_ticks,
        numbers,
        live.sent_at_ms,
        live.is_entering,
        live.stops_hung,
    )


def position_output(account_id: int, position: Position, at_ms: int) -> PositionChanged:
    return PositionChanged(
        account_id,
        position.symbol,
        position.slot,
        at_ms,
        position.lots,
        position.cost,
        position.leverage_e2,
        position.extra_margin,
        position.opened_at_ms,
        position.realised,
        position.liquidation_ticks,
    )


def account_output(account: Account, at_ms: int) -> AccountChanged:
    leverages_e2 = account.leverages_e2
    return AccountChanged(
        account.account_id,
        at_ms,
        account.cash,
        account.margin,
        account.is_hedged,
        account.is_open,
        account.limits,
        tuple(sorted(leverages_e2.items())) if leverages_e2 else (),
    )


def opposing(way: Way, lots: int) -> bool:
    """Whether an order of this way closes a position of so many lots."""
    return lots * way.sign < 0
