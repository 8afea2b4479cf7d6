"""What the exchange remembers of an account while it works on it."""

from dataclasses import dataclass, field

from engine.exchange.orders import Limits, MarginMode, Order, OrderKind, OrderStatus, Sent, Slot
from engine.market.values import Symbol

DEFAULT_LEVERAGE_E2 = 1_000

_WAITING, _OPEN, _LIMIT, _CROSS = OrderStatus.WAITING, OrderStatus.OPEN, OrderKind.LIMIT, MarginMode.CROSS
"""To look a member up in its enum costs more than all else of a question about an order."""

PositionKey = tuple[Symbol, Slot]


@dataclass(slots=True)
class Position:
    """`lots` signed and never 0; `cost` in units, positive. `liquidation_ticks` 0: there is none."""

    symbol: Symbol
    slot: Slot
    lots: int
    cost: int
    leverage_e2: int
    opened_at_ms: int
    extra_margin: int = 0
    realised: int = 0
    liquidation_ticks: int = 0

    @property
    def sign(self) -> int:
        return 1 if self.lots > 0 else -1

    @property
    def key(self) -> PositionKey:
        return self.symbol, self.slot


@dataclass(slots=True)
class Live:
    """An order that is not final. `passes_at`: its turn comes when so much has traded at its level.

    `is_entering`: fired, and waiting for the next book or bar to meet it.
    """

    order: Order
    status: OrderStatus
    sent_at_ms: int
    filled_lots: int = 0
    filled_value: int = 0
    passes_at: int = 0
    best_ticks: int | None = None
    is_entering: bool = False
    stops_hung: bool = False  # what it carried is its position's by now
    is_filling: bool = False

    @property
    def rest_lots(self) -> int:
        return self.order.lots - self.filled_lots

    @property
    def is_conditional(self) -> bool:
        return self.order.trigger is not None or self.order.trailing is not None

    @property
    def is_position_stop(self) -> bool:
        return self.order.lots == 0 and self.is_conditional

    @property
    def is_hung(self) -> bool:
        """By the exchange on a position: nobody sent it."""
        return self.is_position_stop and not self.sent_at_ms

    @property
    def is_waiting(self) -> bool:
        return self.status is _WAITING

    @property
    def is_resting(self) -> bool:
        return self.status is _OPEN and not self.is_entering and self.order.kind is _LIMIT


@dataclass(slots=True)
class Account:
    account_id: int
    cash: int
    margin: MarginMode = MarginMode.ISOLATED
    is_hedged: bool = False
    is_open: bool = True
    limits: Limits | None = None
    leverages_e2: dict[Symbol, int] = field(default_factory=dict)
    positions: dict[PositionKey, Position] = field(default_factory=dict)
    orders: dict[int, Live] = field(default_factory=dict)
    pending: list[tuple[Symbol, Sent]] = field(default_factory=list)  # on its way, in its order
    taken: dict[tuple[Symbol, bool], dict[int, tuple[int, int]]] = field(default_factory=dict)
    told_cash: int | None = None  # as last said
    guards: dict[Symbol, dict[int, int]] = field(default_factory=dict)  # of the contracts on whose rosters it stands
    is_guarded: bool = False  # the guards set for its positions hold: nothing brought a liquidation nearer since

    @property
    def is_cross(self) -> bool:
        return self.margin is _CROSS

    def orders_of(self, symbol: Symbol) -> list[Live]:
        return [live for live in self.orders.values() if live.order.symbol == symbol]

    def positions_of(self, symbol: Symbol) -> list[Position]:
        return [position for position in self.positions.values() if position.symbol == symbol]

    def symbols(self) -> set[Symbol]:
        """With an order or a position."""
        return {live.order.symbol for live in self.orders.values()} | {symbol for symbol, _ in self.positions}
