"""A message that follows an order: sent, filled, the position it became, and how that ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from engine.exchange.orders import Slot
from engine.exchange.venues.paper.ports import AccountNews
from engine.market.values import Coin, MarketSource, Symbol
from engine.market.windows import Window


@dataclass(frozen=True, slots=True)
class PaperCard:
    """`order_id` names it: one card an order. `risk_usdt`: what the ticket said would be lost at the stop.

    `text_hash`: of what it shows now.
    """

    order_id: int
    chat_id: int
    message_id: int
    user_id: int
    account_id: int
    source: MarketSource
    coin: Coin
    symbol: Symbol
    slot: Slot
    window: Window
    risk_usdt: Decimal | None = None
    text_hash: str = ""
    is_ended: bool = False


class PaperCards(Protocol):
    """Raises `StorageAway`."""

    async def put(self, card: PaperCard) -> PaperCard:
        """The card of that order: this one, or the one it has already."""
        ...

    async def of_order(self, order_id: int, user_id: int) -> PaperCard | None:
        """None where it is somebody else's, too."""
        ...

    async def of_position(self, account_id: int, symbol: Symbol, slot: Slot) -> Sequence[PaperCard]:
        """Those not ended, newest first."""
        ...

    async def wake(self, news: Sequence[AccountNews]) -> bool:
        """What the news concerns is due now; False where it concerns none."""
        ...

    async def due(self, source: MarketSource, limit: int, every_s: float) -> Sequence[PaperCard]:
        """Not ended and not looked at for that long; each is handed to one caller only."""
        ...

    async def move(self, order_id: int, chat_id: int, message_id: int, text_hash: str) -> None:
        """It stands in another message from now on."""
        ...

    async def rest(self, account_id: int, symbol: Symbol, slot: Slot, for_s: float) -> None:
        """Not due for so long: somebody chooses among other buttons under it."""
        ...

    async def shows(self, order_id: int, text_hash: str, *, is_ended: bool) -> bool:
        """False where it had ended before: its end is said once."""
        ...
