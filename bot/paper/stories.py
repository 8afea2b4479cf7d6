"""How an order stands, from being sent to the end of the position it became."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from engine.exchange.contract import Contract
from engine.exchange.orders import Reason
from engine.exchange.venues.paper.ports import Quote
from engine.exchange.venues.paper.values import ClosedTrade, PaperFill, PaperOrder, PaperPosition


@dataclass(frozen=True, slots=True)
class Sent:
    """Durable; the exchange has not come to it."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Refused, or cancelled before anything of it was filled."""

    reason: Reason | None
    numbers: tuple[tuple[str, str], ...]
    is_refused: bool


@dataclass(frozen=True, slots=True)
class Resting:
    """In the book, nothing filled yet."""

    order: PaperOrder
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Guards:
    """What waits to close a position. Prices; None: none."""

    stop_usd: Decimal | None = None
    target_usd: Decimal | None = None
    trail_usd: Decimal | None = None  # where it stands now


@dataclass(frozen=True, slots=True)
class Held:
    """A position. `rest`: the part of the order that is not filled yet."""

    position: PaperPosition
    guards: Guards
    quote: Quote | None
    rest: PaperOrder | None = None


class Ending(StrEnum):
    TARGET = "target"
    STOP = "stop"
    TRAILING = "trailing"
    LIQUIDATION = "liquidation"
    DELISTED = "delisted"
    CLOSED = "closed"  # by the member


@dataclass(frozen=True, slots=True)
class Over:
    """`equity_usdt`: of the account, now. `last`: the fill that closed it. `liquidation_usd`: the mark at which it was
    due, for an isolated one. `gap_usd`: where its stop stood, when price jumped over it."""

    trade: ClosedTrade
    ending: Ending
    equity_usdt: Decimal
    last: PaperFill | None = None
    liquidation_usd: Decimal | None = None
    gap_usd: Decimal | None = None


@dataclass(frozen=True, slots=True)
class HandedOn:
    """Another order added to the position: its card carries on."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody knows of the order any more: it was on another simulated market."""


Story = Sent | Dropped | Resting | Held | Over | HandedOn | Gone


@dataclass(frozen=True, slots=True)
class Told:
    """A story with what it takes to write it down. `contract` None: not known any more."""

    story: Story
    contract: Contract | None

    @property
    def is_ended(self) -> bool:
        return isinstance(self.story, Dropped | Over | HandedOn | Gone)
