"""What the buttons of paper trading say. All can be forged: whose ticket, order or position it is, is looked up."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.callbacks import COIN, OWNER, SHARED
from engine.exchange.orders import Slot
from engine.market.values import Side
from engine.market.windows import Window

NUMBER = r"^(\d{1,13}(\.\d{1,12})?)?$"
SYMBOL = r"^[A-Z0-9-]{1,24}$"


class PlanLeg(StrEnum):
    RIDE = "r"
    FADE = "f"


class PlanPress(CallbackData, prefix="pl"):
    """A ticket from a leg of a scan's plan. For whoever pressed."""

    leg: PlanLeg
    coin: str = Field(pattern=COIN)
    window: Window


class LevelTradePress(CallbackData, prefix="pv"):
    """A ticket from a level of a map: toward it, or against it at its price. For whoever pressed."""

    side: Side
    coin: str = Field(pattern=COIN)
    window: Window
    name: str = Field(pattern=r"^[AB]\d{1,2}$")
    price: float = Field(gt=0, lt=1e9)


class TradePress(CallbackData, prefix="pw"):
    """A ticket as it was typed, with the coin that was missing."""

    side: Side
    coin: str = Field(pattern=COIN)
    rest: str = Field(default="", max_length=40)


class TicketTask(StrEnum):
    BUY = "b"  # `value`: the check sum of what was shown
    CANCEL = "x"
    SHOW = "k"  # its own buttons
    STAKE = "s"
    RISK = "r"  # without a value: the choices
    LEVERAGE = "l"
    STOP = "o"  # a price; 0: none; without a value: the choices
    STOP_SHARE = "m"  # percent of the margin
    TARGET = "t"
    TYPE_RISK = "1"
    TYPE_STOP = "2"
    TYPE_TARGET = "3"


class TicketPress(CallbackData, prefix="pt"):
    do: TicketTask
    id: int = Field(ge=1, lt=2**62)
    value: str = Field(default="", pattern=NUMBER)

    def but(self, do: TicketTask, value: str = "") -> "TicketPress":
        return TicketPress(do=do, id=self.id, value=value)


class HoldTask(StrEnum):
    KEYS = "k"  # its own buttons, anew
    OPEN = "o"  # the position's card, as a new message
    CLOSE = "c"
    HALF = "h"
    ENTRY = "e"  # the stop to the entry
    STOP = "s"  # as in a ticket: without a value the choices, 0 none
    TARGET = "t"
    TRAIL = "r"  # in percent
    TYPE_STOP = "2"
    TYPE_TARGET = "3"
    TYPE_TRAIL = "4"
    MAP = "m"


class HoldPress(CallbackData, prefix="pp"):
    """A position of whoever presses. `held`: how many coins it was when the button was made."""

    do: HoldTask
    symbol: str = Field(pattern=SYMBOL)
    slot: Slot = Slot.ONE_WAY
    held: str = Field(default="", pattern=NUMBER)
    value: str = Field(default="", pattern=NUMBER)

    def but(self, do: HoldTask, value: str = "") -> "HoldPress":
        return self.model_copy(update={"do": do, "value": value})


class OrderTask(StrEnum):
    CANCEL = "x"
    MOVE = "m"  # asks for a price
    LIST = "l"  # /orders
    CANCEL_ALL = "a"
    SHARE = "s"  # how its trade ended
    MAP = "p"


class OrderPress(CallbackData, prefix="po"):
    do: OrderTask
    id: int = Field(default=0, ge=0, lt=2**62)


class AccountTask(StrEnum):
    ACCOUNT = "a"
    CURVE = "g"  # a new message
    NEXT = "n"  # the lopsided coins, as a new message
    POSITIONS = "p"
    HISTORY = "h"  # `page`
    CSV = "c"
    RESET = "r"  # asks
    RESET_DO = "d"  # `page`: with how much; `id`: of which account


class AccountPress(CallbackData, prefix="pa"):
    do: AccountTask
    page: int = Field(default=0, ge=0, le=100_000)
    id: int = Field(default=0, ge=0, lt=2**62)
    owner: str = Field(default=SHARED, pattern=OWNER)


class NeverMindPress(CallbackData, prefix="pn"):
    """No number, then."""
