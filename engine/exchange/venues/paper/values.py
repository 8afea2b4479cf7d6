"""What the paper venue keeps and shows. Money as `Decimal` USDT, prices in USDT a coin, times aware UTC."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from engine.exchange.orders import Limits, MarginMode, Order, OrderStatus, Reason, Slot
from engine.exchange.outputs import Cause, FillCause, FillModel, Purse
from engine.market.values import Coin, MarketSource, Side, Symbol

START_USDT = Decimal(10_000)
SMALL_START_USDT = Decimal(500)  # for those who want it real


@dataclass(frozen=True, slots=True)
class PaperAccount:
    """A member's account of one source. `number` counts their accounts: 1, and one more with every reset.

    `leverages`: of the symbols for which one was set.
    """

    account_id: int
    user_id: int
    source: MarketSource
    number: int
    opened_at: datetime
    closed_at: datetime | None
    start_usdt: Decimal
    cash_usdt: Decimal
    margin: MarginMode
    is_hedged: bool
    limits: Limits | None
    leverages: tuple[tuple[Symbol, Decimal], ...] = ()

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class PaperPosition:
    """`entry_usd`: average, exact to 28 digits. `liquidation_usd` None: there is none, or the margin is shared."""

    account_id: int
    symbol: Symbol
    coin: Coin
    slot: Slot
    side: Side
    quantity: Decimal  # coins, > 0
    entry_usd: Decimal
    leverage: Decimal
    extra_margin_usdt: Decimal
    opened_at: datetime
    realised_usdt: Decimal  # since it was opened: gross, fees and funding, net
    liquidation_usd: Decimal | None


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """An order as it stands. `order` is in ticks and lots; the rest is for people."""

    order: Order
    coin: Coin
    status: OrderStatus
    sent_at: datetime
    changed_at: datetime
    quantity: Decimal  # 0: whatever the position is
    filled: Decimal
    average_usd: Decimal | None
    limit_usd: Decimal | None
    trigger_usd: Decimal | None  # of a trailing stop: where it stands now
    reason: Reason | None
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PaperFill:
    """`sent_at` None: the exchange's own (liquidation, delisting)."""

    fill_id: int
    account_id: int
    order_id: int
    symbol: Symbol
    coin: Coin
    slot: Slot
    at: datetime  # of the market event it was made against
    sent_at: datetime | None
    is_buy: bool
    price_usd: Decimal
    quantity: Decimal
    is_maker: bool
    fee_usdt: Decimal
    realised_usdt: Decimal  # gross
    cause: FillCause
    model: FillModel

    @property
    def signed(self) -> Decimal:
        return self.quantity if self.is_buy else -self.quantity


@dataclass(frozen=True, slots=True)
class ClosedTrade:
    """A position from its first fill to flat: what people call a trade."""

    account_id: int
    symbol: Symbol
    coin: Coin
    side: Side
    quantity: Decimal  # the most it was
    leverage: Decimal
    entry_usd: Decimal
    exit_usd: Decimal
    opened_at: datetime
    closed_at: datetime
    net_usdt: Decimal  # fees and funding in
    cause: FillCause  # of the last fill


@dataclass(frozen=True, slots=True)
class LedgerRow:
    transfer_id: int
    account_id: int
    at: datetime
    cause: Cause
    source: Purse
    target: Purse
    amount_usdt: Decimal  # > 0
    symbol: Symbol | None
    fill_id: int | None


@dataclass(frozen=True, slots=True)
class EquityPoint:
    at: datetime
    equity_usdt: Decimal
    cash_usdt: Decimal
