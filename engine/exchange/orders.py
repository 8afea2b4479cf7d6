"""What can be asked of the exchange. Everything in whole ticks and lots, named by durable ids."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from engine.exchange.swift import swift
from engine.market.values import Symbol

IDS_AN_ORDER = 4  # an order's id is a multiple; the three after it belong to what hangs on it
TAKE_PROFIT_ID, STOP_LOSS_ID, TRAILING_ID = 1, 2, 3


class Way(StrEnum):
    """Of an order, not of a position."""

    __hash__ = str.__hash__  # a key in hot dicts, and an enum's own hash is a Python function

    BUY = "buy"
    SELL = "sell"

    def __init__(self, name: str) -> None:
        self.sign = 1 if name == "buy" else -1

    @property
    def other(self) -> "Way":
        return Way.SELL if self is Way.BUY else Way.BUY


class Slot(IntEnum):
    """Which position of a symbol: the only one of one-way mode, or one of hedge mode's two. Bybit's `positionIdx`."""

    __hash__ = int.__hash__  # a key in hot dicts, and an enum's own hash is a Python function

    ONE_WAY = 0
    LONG = 1
    SHORT = 2


class OrderKind(StrEnum):
    MARKET = "market"
    LIMIT = "limit"


class TimeInForce(StrEnum):
    GTC = "gtc"
    IOC = "ioc"
    FOK = "fok"
    POST_ONLY = "post-only"


class PriceOf(StrEnum):
    """The series a trigger looks at."""

    __hash__ = str.__hash__  # a key in hot dicts, and an enum's own hash is a Python function

    LAST = "last"
    MARK = "mark"
    INDEX = "index"


class MarginMode(StrEnum):
    """Of an account, not of a symbol (UTA 2.0)."""

    ISOLATED = "isolated"
    CROSS = "cross"


@dataclass(frozen=True, slots=True)
class Trigger:
    """Fires when the series is at or beyond `ticks` on the rising or falling side. Refused when it is there already."""

    ticks: int
    is_rising: bool
    by: PriceOf = PriceOf.LAST


@dataclass(frozen=True, slots=True)
class Trailing:
    """A stop that follows the best price of the series at `distance_ticks` or at `share` millionths of it.

    Waits for `activation_ticks` where that is set; it cannot fire on the tick that activates it.
    """

    distance_ticks: int | None
    share_ppm: int | None = None
    activation_ticks: int | None = None
    by: PriceOf = PriceOf.LAST


@swift
@dataclass(frozen=True, slots=True)
class Order:
    """An order as asked for. `lots` 0 with `reduce_only`: all there is of the position when it comes to it.

    `oco` other than 0: when one of the group fills or fires, the rest is cancelled. `take_profit_ticks` and
    `stop_loss_ticks` become conditional orders of the position (market, last price, whole position) once it fills.
    `leverage_e2` other than 0: what its sender reckoned with; refused where the account's is another by then.
    """

    order_id: int
    account_id: int
    symbol: Symbol
    way: Way
    lots: int
    kind: OrderKind = OrderKind.MARKET
    limit_ticks: int | None = None
    time_in_force: TimeInForce = TimeInForce.GTC
    reduce_only: bool = False
    slot: Slot = Slot.ONE_WAY
    trigger: Trigger | None = None
    trailing: Trailing | None = None
    oco: int = 0
    take_profit_ticks: int | None = None
    stop_loss_ticks: int | None = None
    slippage_ticks: int | None = None  # of a market order: how far from the best price, the rest is cancelled
    leverage_e2: int = 0


class OrderStatus(StrEnum):
    NEW = "new"  # durable, on its way: the exchange has not seen a price since
    WAITING = "waiting"  # conditional, not fired
    OPEN = "open"  # in the book, maybe partly filled
    FILLED = "filled"
    CANCELLED = "cancelled"  # may carry fills
    REJECTED = "rejected"

    @property
    def is_final(self) -> bool:
        return self in (OrderStatus.FILLED, OrderStatus.CANCELLED, OrderStatus.REJECTED)


class Reason(StrEnum):
    """Why an order was refused, cancelled or sent by the exchange itself. The code is Bybit's where it has one."""

    BAD_PRICE = "bad-price"  # off the grid, or no positive number
    TOO_SMALL = "too-small"  # 110017: under the minimum quantity
    UNDER_NOTIONAL = "under-notional"  # 110094
    TOO_LARGE = "too-large"
    NO_MONEY = "no-money"  # 110007
    LEVERAGE = "leverage"  # 110086, 110090: beyond what the tier allows
    WRONG_SIDE_RISING = "wrong-side-rising"  # 110092: the trigger lies below the price
    WRONG_SIDE_FALLING = "wrong-side-falling"  # 110093
    CONDITIONAL_CAP = "conditional-cap"  # 110061: ten a symbol
    ORDER_CAP = "order-cap"  # 110020: 500
    REDUCE_ONLY = "reduce-only"  # nothing there to reduce
    WOULD_LIQUIDATE = "would-liquidate"  # beyond the liquidation price of the position it adds to
    WOULD_TAKE = "would-take"  # post-only
    NOT_WHOLE = "not-whole"  # fill or kill
    BOOK_EMPTY = "book-empty"  # the book, or the tolerance, had no more
    NO_PRICE = "no-price"  # no market to fill against came in time
    PRICE_LIMIT = "price-limit"  # outside the venue's band round the mark
    BY_USER = "by-user"
    BY_OCO = "by-oco"
    NO_POSITION = "no-position"  # a stop whose position is gone
    LIQUIDATION = "liquidation"
    TIER_REDUCTION = "tier-reduction"
    DELISTED = "delisted"
    ROUND_RULE = "round-rule"  # a running competition's own limits
    CLOSED_ACCOUNT = "closed-account"
    UNKNOWN_ORDER = "unknown-order"  # 110001: gone, maybe filled
    HAS_POSITIONS = "has-positions"  # a mode can be switched only when nothing is open
    BROKEN = "broken"  # the exchange itself failed at it


@dataclass(frozen=True, slots=True)
class Place:
    order: Order


@dataclass(frozen=True, slots=True)
class Cancel:
    account_id: int
    order_id: int


@dataclass(frozen=True, slots=True)
class CancelAll:
    account_id: int
    symbol: Symbol | None = None


@dataclass(frozen=True, slots=True)
class Amend:
    """Other numbers for a resting or waiting order. What is None stays. A smaller size keeps the place in the queue."""

    account_id: int
    order_id: int
    limit_ticks: int | None = None
    trigger_ticks: int | None = None
    lots: int | None = None


@dataclass(frozen=True, slots=True)
class SetStops:
    """Take-profit, stop and trailing of a whole position. None: as it is. 0 removes. `order_id` names what is new."""

    account_id: int
    symbol: Symbol
    order_id: int
    slot: Slot = Slot.ONE_WAY
    take_profit_ticks: int | None = None
    stop_loss_ticks: int | None = None
    trailing: Trailing | None = None


@dataclass(frozen=True, slots=True)
class SetLeverage:
    """In hundredths: 1000 is 10x. Of both slots of the symbol."""

    account_id: int
    symbol: Symbol
    leverage_e2: int


@dataclass(frozen=True, slots=True)
class SetMode:
    """Only while the account has neither positions nor orders. None: as it is."""

    account_id: int
    margin: MarginMode | None = None
    is_hedged: bool | None = None


@dataclass(frozen=True, slots=True)
class AddMargin:
    """To an isolated position; negative takes back what was added, as far as it is not needed."""

    account_id: int
    symbol: Symbol
    amount: int  # money units
    slot: Slot = Slot.ONE_WAY


@dataclass(frozen=True, slots=True)
class OpenAccount:
    account_id: int
    cash: int  # money units
    margin: MarginMode = MarginMode.ISOLATED
    is_hedged: bool = False


@dataclass(frozen=True, slots=True)
class CloseAccount:
    """Cancels what rests and closes what is open at the next price; nothing can be placed any more."""

    account_id: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What a running competition allows on top of the venue's rules. `max_leverage_e2` of any order that opens;
    `coin_share_ppm`: margin of one coin, of equity, in millionths."""

    max_leverage_e2: int
    coin_share_ppm: int


@dataclass(frozen=True, slots=True)
class SetLimits:
    """None lifts them."""

    account_id: int
    limits: Limits | None


Command = (
    Place
    | Cancel
    | CancelAll
    | Amend
    | SetStops
    | SetLeverage
    | SetMode
    | AddMargin
    | OpenAccount
    | CloseAccount
    | SetLimits
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A command with the moment it left the member, by the market's clock. It acts on the first market event of its
    symbol at or after `at_ms` + latency, never on one the member could already see.

    `command_id` other than 0: an `Acted` says when it did, in the same step as what came of it. Until then it is not
    part of any image: whoever sends it keeps it. Sent again meanwhile it is one command.
    """

    command: Command
    at_ms: int
    command_id: int = 0
