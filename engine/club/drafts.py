"""An order that somebody is still putting together: what they chose, and what they were shown of it last."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from engine.exchange.orders import OrderKind
from engine.market.values import Coin, MarketSource, Side, Symbol
from engine.market.windows import Window


class SizeBy(StrEnum):
    STAKE = "stake"  # initial margin in USDT
    SHARE = "share"  # of the available balance, as stake; a fraction
    RISK = "risk"  # USDT lost at the stop, fees in


class DraftState(StrEnum):
    OPEN = "open"
    SENT = "sent"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Shown:
    """What stood on the ticket when it was shown: this is what gets ordered, as long as it is good."""

    entry_usd: Decimal
    quantity: Decimal
    win_usdt: Decimal | None
    lose_usdt: Decimal | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """`limit_usd` None: at market. `shown` None: there was nothing that could be ordered. `ticket_id` 0: not kept yet.

    `window`: whose levels are offered as targets.
    """

    ticket_id: int
    user_id: int
    source: MarketSource
    coin: Coin
    symbol: Symbol
    side: Side
    size_by: SizeBy
    size: Decimal
    leverage: Decimal
    window: Window
    limit_usd: Decimal | None = None
    stop_usd: Decimal | None = None
    target_usd: Decimal | None = None
    shown: Shown | None = None
    state: DraftState = DraftState.OPEN
    account_id: int | None = None  # once it was ordered

    @property
    def kind(self) -> OrderKind:
        return OrderKind.MARKET if self.limit_usd is None else OrderKind.LIMIT


class Drafts(Protocol):
    """Raises `StorageAway`."""

    async def open(self, draft: Draft, asked_in: int | None) -> Draft:
        """Kept, with its id. Asked again in the same update: the first one, as it is by now."""
        ...

    async def find(self, ticket_id: int, user_id: int) -> Draft | None:
        """None where it is somebody else's, too."""
        ...

    async def change(self, draft: Draft) -> Draft | None:
        """What was chosen and shown; None where it is not open any more."""
        ...

    async def end(self, ticket_id: int, user_id: int, state: DraftState, account_id: int | None = None) -> bool:
        """False where it had ended already, or is somebody else's."""
        ...
